package dev.loupe.check.rules;

import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.provider.KnownDeviations.Deviation;

@CheckDescription(
        id = "identity.object",
        level = Level.MUST,
        truth = "object is chat.completion, and chat.completion.chunk in a stream",
        source =
                "measured: 1007 of 1007 responses (2,788 recorded exchanges of the reference implementation, March 2025); the API reference: always chat.completion, always chat.completion.chunk",
        why = "clients that read several kinds of responses distinguish them by object",
        fix = "send the documented constant")
final class IdentityObject implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonField field = completion.property("object");
        String object = StrictValues.textOrEmpty(field.value());
        boolean absent =
                object.isEmpty() && (completion.streamed() || !field.value().isTextual());
        // the schema checks own an absent property; a stream without choices or with an error has little else
        if (absent
                && (observed.hasSchema()
                        || observed.dialect().responses().objectOptional()
                        || observed.mayBeAbridged()
                        || completion.failed()
                        || completion.choices().isEmpty())) {
            return Result.notApplicable("object is absent or not a string");
        }
        String expected = completion.streamed() ? "chat.completion.chunk" : "chat.completion";
        boolean other = completion.streamed()
                ? observed.dialect().streams().objects().contains(object)
                : observed.dialect().responses().objects().contains(object);
        return object.equals(expected) || other
                ? Result.passed()
                : Result.violated(Violation.of(
                                completion.at(field, "/object"),
                                StrictValues.quoted(expected),
                                StrictValues.shown(field.value()),
                                "object is " + StrictValues.shown(field.value()) + ", expected "
                                        + StrictValues.quoted(expected))
                        .atMost(
                                field.value().isMissingNode()
                                        ? observed.levelOf(Deviation.ABSENT_PROPERTIES)
                                        : Level.MUST));
    }
}
