package dev.loupe.check.rules;

import dev.loupe.chat.JsonDigest;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every response has its own id. */
final class IdentityIdUnique implements RunCheck<IdentityIdUnique.Named> {
    private static final CheckInfo INFO = new CheckInfo(
            "identity.id-unique",
            Level.MUST,
            "no two responses of one server have the same id",
            "the API reference: a unique identifier for the chat completion; one id under two models is a copied sample",
            "support and logs identify a response by its id",
            "generate an id for every response, and document each sample with the response of its own model");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /** Responses beyond this number are compared with the first ones only, so that memory is bounded. */
    private static final int REMEMBERED = 250_000;

    /**
     * The id of a response, and what distinguishes the response from others.
     *
     * @param server where ids are unique
     * @param few whether the id comes from a small space
     * @param request digest of the request of a probe; 0 for other recordings, which people copy and edit
     * @param digest of what the response contains and when it was created, so that a recording given twice is no duplicate
     */
    record Named(
            String server, String id, boolean few, String requested, long request, long digest, FindingLocation at) {
        private String key() {
            return server + ' ' + id;
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
                observed.server(),
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
        return observed.dialect().ids().smallSpace() || FEW.matcher(id).matches();
    }

    private static final Pattern FEW = Pattern.compile("(?:.*[^0-9a-zA-Z])?[0-9]{1,4}");

    @Override
    public Comparison<Named> start() {
        Map<String, First> seen = new HashMap<>();
        Map<String, String> onlyIds = new HashMap<>();
        return (exchange, named) -> {
            First first = seen.get(named.key());
            boolean onlyId = onlyIds.merge(named.server(), named.id(), (one, next) -> one.equals(next) ? one : "")
                    .equals(named.id());
            if (first != null) {
                return named.few() && !onlyId ? SMALL_SPACE : first.compared(named);
            }
            if (seen.size() < REMEMBERED) {
                seen.put(named.key(), new First(exchange, named));
            }
            return named.few() ? SMALL_SPACE : Result.passed();
        };
    }

    /** The first response with an id. */
    private static final class First {
        /** From a small space so many responses that are equal otherwise too do not come by chance. */
        private static final int NO_CHANCE = 3;

        private final Exchange.Id exchange;
        private final Named named;
        private int canned;

        First(Exchange.Id exchange, Named named) {
            this.exchange = exchange;
            this.named = named;
        }

        Result compared(Named other) {
            boolean same = named.digest() == other.digest() && named.requested().equals(other.requested());
            if (same && named.request() != 0 && other.request() != 0 && named.request() != other.request()) {
                canned++;
                return other.few() && canned < NO_CHANCE
                        ? SMALL_SPACE
                        : violated(other, " and the same response for different requests: also in " + exchange);
            }
            if (other.few()) {
                return SMALL_SPACE;
            }
            if (same) {
                return Result.passed();
            }
            boolean twoModels = !named.requested().isEmpty()
                    && !other.requested().isEmpty()
                    && !named.requested().equals(other.requested());
            return violated(
                    other,
                    twoModels
                            ? " is used for two models: also in " + exchange + " (" + named.requested()
                                    + "), so one of the two is a copied sample"
                            : " is used twice: also in " + exchange);
        }

        private static Result violated(Named other, String message) {
            String id = StrictValues.quoted(other.id());
            return Result.violated(Violation.of(other.at(), "a unique id", id, "id " + id + message));
        }
    }

    private static final Result SMALL_SPACE =
            Result.notApplicable("the id comes from a small space; identity.id-space checks it");
}
