package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.HeaderFields;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "identity.created-is-seconds",
        level = Level.MUST,
        truth = "created is in Unix seconds in every chunk, within a day of the Date header if present",
        source =
                "the API reference: the Unix timestamp, in seconds; one day allows for caches and clock differences; 0 is a SHOULD, because recorders write it in place of the time, more than a day from the time of a request of a probe is a SHOULD, because the clock of this machine may be wrong, more than a day after the time of a recording is INFO, because that time may be wrong, and without any time of the response, a time in the future is a SHOULD",
        why = "milliseconds read as seconds are a date 50,000 years in the future",
        fix = "send seconds since 1970-01-01T00:00:00Z")
final class IdentityCreatedIsSeconds implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        JsonField field = completion.property("created");
        BigDecimal created = StrictValues.decimal(field.value());
        if (field.value().isTextual() && !observed.hasSchema()) {
            return Result.violated(Violation.of(
                    completion.at(field, "/created"),
                    "Unix seconds",
                    StrictValues.shown(field.value()),
                    "created is the string " + StrictValues.shown(field.value()) + ", expected Unix seconds"));
        }
        if (created == null) {
            return Result.notApplicable("created is absent or not a number");
        }
        JsonField late = tooLateChunk(completion);
        if (created.compareTo(TOO_LATE) < 0 && late.isPresent()) {
            return Result.violated(Violation.of(
                    completion.at(late, "/created"),
                    "Unix seconds",
                    StrictValues.shown(late.value()),
                    "created is " + StrictValues.shown(late.value())
                            + " in a later chunk, which is not in seconds (milliseconds?)"));
        }
        if (created.compareTo(TOO_LATE) >= 0 || created.signum() < 0) {
            String what = created.signum() < 0 ? "before 1970" : "not in seconds (milliseconds?)";
            return Result.violated(violation(completion, field, created, "Unix seconds", "which is " + what));
        }
        if (created.signum() == 0 && !completion.streamed() && observed.isServedByProvider()) {
            return Result.violated(violation(completion, field, created, "Unix seconds", "which is 1970")
                    .atMost(Level.SHOULD));
        }
        Instant date = date(observed.headers().first("date"));
        if (date == null) {
            return againstRecording(observed, completion, field, created);
        }
        boolean old = created.longValue() < date.getEpochSecond() && isFromCache(observed.headers());
        return old || apart(created.longValue(), date) <= DAY
                ? Result.passed()
                : Result.violated(violation(
                        completion,
                        field,
                        created,
                        "within a day of " + date.getEpochSecond(),
                        "more than a day from the Date header (" + date.getEpochSecond() + ")"));
    }

    private static Violation violation(
            ParsedCompletion completion, JsonField field, BigDecimal created, String expected, String what) {
        String actual = created.toPlainString();
        return Violation.of(completion.at(field, "/created"), expected, actual, "created is " + actual + ", " + what);
    }

    /**
     * Whether the response states that it was stored: a gateway sends it with the date of today. {@code age} is that of HTTP, the
     * others are those of the gateways: {@code cf-aig-cache-status}, {@code helicone-cache}, {@code x-portkey-cache-status},
     * {@code x-litellm-cache-key}.
     */
    private static boolean isFromCache(HeaderFields headers) {
        return AGE.matcher(headers.first("age").orElse("")).matches()
                || headers.fields().entrySet().stream()
                        .anyMatch(header -> header.getKey().contains("cache")
                                && (header.getKey().endsWith("cache-key")
                                        || HIT.matcher(String.join(" ", header.getValue()))
                                                .find()));
    }

    private static long apart(long created, Instant time) {
        return Math.abs(created - time.getEpochSecond());
    }

    /** The first chunk whose created is too late; absent when there is none. */
    static JsonField tooLateChunk(ParsedCompletion completion) {
        for (int i = 0; i < completion.events().size(); i++) {
            JsonNode chunk = completion.events().get(i).json();
            if (chunk == null) {
                continue;
            }
            BigDecimal created = StrictValues.decimal(chunk.path("created"));
            if (created != null && created.compareTo(TOO_LATE) >= 0) {
                return new JsonField(chunk.path("created"), i);
            }
        }
        return NO_CHUNK;
    }

    /** Without a Date header, the response is not of a day after it was recorded; a cached one is of any time before. */
    private static Result againstRecording(
            ParsedExchange observed, ParsedCompletion completion, JsonField field, BigDecimal created) {
        Instant recorded = observed.exchange().origin().recordedAt();
        long seconds = created.longValue();
        if (recorded == null) {
            return seconds - Instant.now().getEpochSecond() <= DAY
                    ? Result.passed()
                    : Result.violated(
                            violation(completion, field, created, "no time in the future", "which is in the future")
                                    // the clock of this machine may be wrong
                                    .atMost(Level.SHOULD));
        }
        String time = " (" + recorded.getEpochSecond() + ")";
        if (observed.exchange().probed() != null && apart(seconds, recorded) > DAY) {
            return Result.violated(violation(
                            completion,
                            field,
                            created,
                            "within a day of " + recorded.getEpochSecond(),
                            "more than a day from the time of the request" + time)
                    // the clock of this machine may be wrong
                    .atMost(Level.SHOULD));
        }
        if (observed.mayBeAbridged() || seconds - recorded.getEpochSecond() <= DAY) {
            return Result.passed();
        }
        return Result.violated(violation(
                        completion,
                        field,
                        created,
                        "at most a day after " + recorded.getEpochSecond(),
                        "more than a day after the response was recorded" + time)
                .atMost(Level.INFO));
    }

    private static final JsonField NO_CHUNK = new JsonField(MissingNode.getInstance(), -1);
    /** As seconds, this is the year 2100; as milliseconds, February 1970. */
    private static final BigDecimal TOO_LATE = BigDecimal.valueOf(4_102_444_800L);

    private static final long DAY = 86_400;
    private static final Pattern AGE = Pattern.compile("0*[1-9][0-9]*");
    private static final Pattern HIT = Pattern.compile("(?i)\\bhit\\b");

    private static @Nullable Instant date(Optional<String> header) {
        if (header.isEmpty()) {
            return null;
        }
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header.get()));
        } catch (java.time.DateTimeException e) {
            return null;
        }
    }
}
