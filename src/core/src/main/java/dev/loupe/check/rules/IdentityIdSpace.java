package dev.loupe.check.rules;

import dev.loupe.chat.JsonDigest;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.Occurrence;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "identity.id-space",
        level = Level.INFO,
        truth = "ids are drawn from so many values that two responses of one server do not have the same by chance",
        source =
                "the API reference: a unique identifier for the chat completion; Ollama draws ids from fewer than a thousand, hence INFO",
        why = "support and logs identify a response by its id",
        fix = "use a UUID or a random string of 20 characters or more")
final class IdentityIdSpace implements RunCheck<IdentityIdSpace.Numbered> {
    /** Ids of one server in so small a space are never more than this. */
    private static final int REMEMBERED = 20_000;

    /**
     * An id of a small space.
     *
     * @param key digest of the server and the id
     * @param digest of the response, so that a recording given twice is no duplicate
     */
    record Numbered(long key, String id, long digest, FindingLocation at) {}

    @Override
    public @Nullable Numbered factOf(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)) {
            return null;
        }
        JsonField field = completion.property("id");
        String id = StrictValues.textOrEmpty(field.value());
        if (!IdentityIdUnique.identifies(id) || !IdentityIdUnique.isDrawnFromFew(observed, id)) {
            return null;
        }
        return new Numbered(
                JsonDigest.of(observed.server(), id),
                id,
                JsonDigest.of(completion.choices()),
                completion.at(field, "/id"));
    }

    @Override
    public Class<Numbered> factType() {
        return Numbered.class;
    }

    @Override
    public Comparison<Numbered> start() {
        return new FirstOccurrences<>(REMEMBERED, Numbered::key, Result.passed(), IdentityIdSpace::compared);
    }

    private static Result compared(Occurrence<Numbered> first, Numbered numbered) {
        return first.fact().digest() == numbered.digest()
                ? Result.passed()
                : Result.violated(Violation.of(
                        numbered.at(),
                        "an id from a larger space",
                        StrictValues.quoted(numbered.id()),
                        "id " + StrictValues.quoted(numbered.id()) + " is also in " + first.exchange()
                                + ": ids come from a small space"));
    }
}
