package dev.loupe.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.Choice.Logprobs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tokens make the text. */
final class LogprobsTokensJoin implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "logprobs.tokens-join",
            Level.MUST,
            "the bytes of the tokens join to the content",
            "measured: 49 of 49 choices (2,788 recorded exchanges of the reference implementation, March 2025); the number of tokens listed is not completion_tokens, and need not be",
            "scores are mapped to places in the text by joining",
            "list every token of the text, and no other");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(Observed observed) {
        if (!(observed.answer() instanceof Completion completion)) {
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
        int looked = 0;
        for (Choice choice : completion.choices()) {
            if (choice.content() == null
                    || !choice.hasText()
                    || choice.logprobs().isEmpty()
                    || completion.failed()) {
                continue;
            }
            byte[] joined = join(choice);
            if (joined == null) {
                continue;
            }
            looked++;
            byte[] content = choice.content().getBytes(StandardCharsets.UTF_8);
            if (!Arrays.equals(joined, content)) {
                violations.add(Violation.of(
                        choice.logprobs().getFirst().at().at("/logprobs/content"),
                        content.length + " bytes, those of the content",
                        joined.length + " bytes, " + Strict.quoted(new String(joined, StandardCharsets.UTF_8)),
                        "the tokens do not make the text"));
            }
        }
        return looked == 0 ? NO_LOGPROBS : Result.of(violations);
    }

    private static final Result NO_LOGPROBS = Result.nothingToCheck("the answer has no logprobs");

    /** The bytes of all tokens; null when some cannot be known. */
    private static byte @Nullable [] join(Choice choice) {
        java.io.ByteArrayOutputStream joined = new java.io.ByteArrayOutputStream();
        int tokens = 0;
        for (Logprobs logprobs : choice.logprobs()) {
            for (JsonNode token : logprobs.value().path("content")) {
                tokens++;
                JsonNode bytes = token.path("bytes");
                String text = Strict.text(token.path("token"));
                if (bytes.isArray()) {
                    for (JsonNode one : bytes) {
                        joined.write((int) Strict.whole(one));
                    }
                } else if (text != null && !TokenBytes.isPartial(text)) {
                    joined.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                } else {
                    return null;
                }
            }
        }
        return tokens == 0 ? null : joined.toByteArray();
    }
}
