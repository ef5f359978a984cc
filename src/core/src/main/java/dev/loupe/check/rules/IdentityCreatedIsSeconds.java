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
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Time is counted in seconds. */
final class IdentityCreatedIsSeconds implements ExchangeCheck {
    private static final CheckInfo INFO = new CheckInfo(
            "identity.created-is-seconds",
            Level.MUST,
            "created is in Unix seconds, within a day of the Date header when there is one",
            "the API reference: the Unix timestamp, in seconds; a day leaves room for caches and clocks",
            "milliseconds read as seconds are a date fifty thousand years ahead",
            "send seconds since 1970");

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.answer() instanceof ParsedCompletion completion)) {
            return observed.noCompletion();
        }
        Said said = completion.member("created");
        BigDecimal created = StrictValues.decimal(said.value());
        if (said.value().isTextual() && !observed.hasSchema()) {
            return Result.violated(Violation.of(
                    completion.at(said, "/created"),
                    "Unix seconds",
                    StrictValues.shown(said.value()),
                    "created is text, not a number"));
        }
        if (created == null) {
            return UNSAID;
        }
        // as seconds, 10^11 is the year 5138; as milliseconds, 1973
        if (created.compareTo(TOO_LATE) >= 0) {
            return Result.violated(Violation.of(
                    completion.at(said, "/created"),
                    "Unix seconds",
                    created.toPlainString(),
                    "created is not in seconds"));
        }
        Instant date = date(observed.headers().first("date"));
        if (date == null) {
            return Result.passed();
        }
        long apart = Math.abs(created.longValue() - date.getEpochSecond());
        return apart <= DAY
                ? Result.passed()
                : Result.violated(Violation.of(
                        completion.at(said, "/created"),
                        "within a day of " + date.getEpochSecond(),
                        created.toPlainString(),
                        "created is far from the Date header"));
    }

    private static final Result UNSAID = Result.notApplicable("created is absent or no number");
    private static final BigDecimal TOO_LATE = BigDecimal.valueOf(100_000_000_000L);
    private static final long DAY = 86_400;

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
