package dev.loupe.check.rules;

import dev.loupe.chat.JsonDigest;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RunCheck;
import dev.loupe.exchange.FindingLocation;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "identity.id-unique",
        level = Level.MUST,
        truth = "no two responses of one server have the same id",
        source =
                "the API reference: a unique identifier for the chat completion; one id under two models is a copied sample",
        why = "support and logs identify a response by its id",
        fix = "generate an id for every response, and document each sample with the response of its own model")
final class IdentityIdUnique implements RunCheck<IdentityIdUnique.Named> {
    /**
     * The id of a response, and what distinguishes the response from others.
     *
     * @param server digest of where ids are unique
     * @param key digest of the server and the id
     * @param few whether the id comes from a small space
     * @param requested the model of the request
     * @param request digest of the request of a probe; 0 for other recordings, which people copy and edit
     * @param digest of what the response contains and when it was created, so that a recording given twice is no duplicate
     */
    record Named(
            long server,
            long key,
            String id,
            boolean few,
            String requested,
            long request,
            long digest,
            FindingLocation at) {
        Named {
            // one string for all exchanges with a model
            requested = requested.intern();
        }
    }

    @Override
    public @Nullable Named factOf(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedCompletion completion)) {
            return null;
        }
        JsonField field = completion.property("id");
        String id = StrictValues.textOrEmpty(field.value());
        if (!identifies(id)) {
            return null;
        }
        return new Named(
                JsonDigest.of(observed.server(), ""),
                JsonDigest.of(observed.server(), id),
                id,
                isDrawnFromFew(observed, id),
                StrictValues.textOrEmpty(observed.request().path("model")),
                observed.exchange().probed() == null || !observed.request().isObject() ? 0 : observed.requestDigest(),
                JsonDigest.of(completion.choices()) * 31
                        + JsonDigest.of(completion.property("created").value()),
                completion.at(field, "/id"));
    }

    /** A redacted id identifies nothing. */
    static boolean identifies(String id) {
        return !id.isBlank() && !id.contains("***") && !id.contains("${");
    }

    /** With a number of up to four digits two responses have the same id by chance; identity.id-space reports it. */
    static boolean isDrawnFromFew(ParsedExchange observed, String id) {
        return observed.dialect().ids().smallSpace()
                || (endsInFewDigits(id) && FEW.matcher(id).matches());
    }

    /** A cheap test for ids that the pattern does not match. */
    private static boolean endsInFewDigits(String id) {
        int start = id.length();
        while (start > 0 && id.charAt(start - 1) >= '0' && id.charAt(start - 1) <= '9') {
            start--;
        }
        return start < id.length() && id.length() - start <= 4;
    }

    private static final Pattern FEW = Pattern.compile("(?:.*[^0-9a-zA-Z])?[0-9]{1,4}");

    @Override
    public Class<Named> factType() {
        return Named.class;
    }

    @Override
    public Comparison<Named> start() {
        return new UniqueIdComparison();
    }
}
