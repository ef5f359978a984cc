package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.LogprobTokens;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.chat.TokenBytes;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;

/** The bytes are those of the token. */
final class LogprobsBytesAreUtf8 implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "logprobs.bytes-are-utf8",
            Level.MUST,
            "the bytes of a token are its UTF-8, where the token is whole characters",
            "measured: 1002 of 1002 tokens (2,788 recorded exchanges of the reference implementation, March 2025); the description of bytes",
            "the bytes are what callers join when tokens end in the middle of a character",
            "send the bytes of the token, or null");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        boolean any = false;
        for (Choice choice : completion.choices()) {
            any |= !choice.logprobs().isEmpty();
        }
        if (!any) {
            return NO_LOGPROBS;
        }
        List<Violation> violations = new ArrayList<>(0);
        int[] looked = new int[1];
        LogprobTokens.visit(completion, (token, in, at, index) -> {
            String text = StrictValues.text(token.path("token"));
            JsonNode bytes = token.path("bytes");
            if (text == null || !bytes.isArray() || TokenBytes.isPartial(text)) {
                return;
            }
            looked[0]++;
            if (!TokenBytes.equal(text, bytes)) {
                violations.add(Violation.of(
                        LogprobTokens.place(in, at, index, "/bytes"),
                        "the UTF-8 of " + StrictValues.quoted(text),
                        StrictValues.shown(bytes),
                        "the bytes are not those of the token"));
            }
        });
        return looked[0] == 0 ? NO_LOGPROBS : Result.of(violations);
    }

    private static final Result NO_LOGPROBS = Result.notApplicable("the answer has no logprobs");
}
