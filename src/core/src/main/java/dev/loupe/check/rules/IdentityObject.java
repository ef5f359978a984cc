package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.Said;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;

/** The answer says what it is. */
final class IdentityObject implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "identity.object",
            Level.MUST,
            "object is chat.completion, and chat.completion.chunk in a stream",
            "measured: 1007 of 1007 answers (2,788 recorded exchanges of the reference implementation, March 2025); the API reference: always chat.completion, always chat.completion.chunk",
            "clients that read several kinds of answers tell them apart by object",
            "send the documented constant");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        Said said = completion.member("object");
        String object = StrictValues.textOrEmpty(said.value());
        if (object.isEmpty() && !completion.streamed() && !said.value().isTextual()) {
            return UNSAID;
        }
        if (object.isEmpty() && completion.streamed()) {
            return UNSAID;
        }
        String wanted = completion.streamed() ? "chat.completion.chunk" : "chat.completion";
        return object.equals(wanted)
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(said, "/object"),
                        StrictValues.quoted(wanted),
                        StrictValues.quoted(object),
                        "the answer says that it is something else"));
    }

    private static final Result UNSAID = Result.notApplicable("object is absent or no text");
}
