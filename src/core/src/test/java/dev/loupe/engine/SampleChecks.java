package dev.loupe.engine;

import dev.loupe.check.Attribution;
import dev.loupe.check.Check;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.Occurrence;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import dev.loupe.check.Violation;
import dev.loupe.engine.result.ExchangeFacts;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Checks of few lines, and the list of them that most tests run. */
public final class SampleChecks {
    private SampleChecks() {}

    static final CheckInfo MUST = info("area.must", Level.MUST, "it holds");
    static final Check HOLDS = check(MUST, observed -> Result.passed());
    static final Check CRASHES = check(info("area.crashes", Level.MUST, "it holds"), observed -> {
        throw new IllegalStateException("an error of the check");
    });

    public static CheckInfo info(String id, Level level, String truth) {
        return new CheckInfo(
                id,
                level,
                truth,
                "the provider's own page of usage; 1,007 of 1,007 recorded answers",
                "Callers bill and set budgets by this number.",
                "Count the tokens of the text that is sent.");
    }

    /** A check with the result of this function. */
    public static Check check(CheckInfo info, Function<ParsedExchange, Result> on) {
        return new ExchangeCheck() {
            @Override
            public CheckInfo info() {
                return info;
            }

            @Override
            public Result on(ParsedExchange observed) {
                return on.apply(observed);
            }
        };
    }

    public static Check completionCounted() {
        return check(
                info("usage.completion-counted", Level.MUST, "an answer with text counts completion tokens"),
                observed -> {
                    ExchangeFacts.Usage usage =
                            ExchangeFacts.Usage.of(observed.exchange().reply());
                    if (usage == null || usage.characters() == 0) {
                        return Result.notApplicable("no text with a usage");
                    }
                    return usage.completion() > 0
                            ? Result.passed()
                            : Result.violated(Violation.of(
                                    FindingLocation.body("/usage/completion_tokens"),
                                    "more than 0",
                                    Long.toString(usage.completion()),
                                    "the response has " + usage.characters()
                                            + " characters of text, and completion_tokens is " + usage.completion()));
                });
    }

    public static Check streamFinished() {
        return check(
                info("stream.finished", Level.MUST, "each choice of a stream gets one finish_reason"), observed -> {
                    if (!(observed.exchange().reply() instanceof Reply.Streamed streamed)) {
                        return Result.notApplicable("not a stream");
                    }
                    return streamed.ending().failure() == null
                            ? Result.passed()
                            : Result.violated(Violation.of(
                                    FindingLocation.stream(),
                                    "a finish_reason for choice 0",
                                    "none",
                                    "the stream was broken off before choice 0 was finished"));
                });
    }

    /** In every stream the third event violates the published contract alone. */
    public static Check chunksAsPublished() {
        return check(
                info("schema.response-published", Level.MUST, "the answer obeys the published contract"),
                observed -> observed.exchange().reply() instanceof Reply.Streamed
                        ? Result.violated(new Violation(
                                FindingLocation.event(2, "/choices/0/finish_reason"),
                                "one of stop, length",
                                "null",
                                "finish_reason is null, which the published contract forbids and every stream sends",
                                Attribution.SPEC))
                        : Result.passed());
    }

    public static Check knownProperties() {
        return check(
                info(
                        "schema.undocumented-field",
                        Level.INFO,
                        "the response has no member that the contract does not know"),
                observed -> Result.passed());
    }

    /** Over a run: no two responses have one id. */
    public static Check idUnique() {
        return new RunCheck<String>() {
            @Override
            public CheckInfo info() {
                return SampleChecks.info("identity.id-unique", Level.SHOULD, "ids differ between answers of a run");
            }

            @Override
            public @Nullable String factOf(ParsedExchange observed) {
                return observed.exchange().reply() instanceof Reply.Answered answered
                        ? answered.body().json().path("id").textValue()
                        : null;
            }

            @Override
            public Class<String> factType() {
                return String.class;
            }

            @Override
            public Comparison<String> start() {
                return new SeenIds();
            }
        };
    }

    /** The first exchange with each id. */
    private static final class SeenIds implements RunCheck.Comparison<String> {
        private final Map<String, Occurrence<String>> firsts = new HashMap<>();

        @Override
        public void add(Occurrence<String> occurrence) {
            firsts.merge(occurrence.fact(), occurrence, (one, other) -> one.isBefore(other) ? one : other);
        }

        @Override
        public Result of(Occurrence<String> occurrence) {
            Occurrence<String> first = firsts.get(occurrence.fact());
            return first == null || !first.isBefore(occurrence)
                    ? Result.passed()
                    : Result.violated(Violation.of(
                            FindingLocation.body("/id"),
                            "an id of its own",
                            occurrence.fact(),
                            "the id " + occurrence.fact() + " was given before"));
        }

        @Override
        public Stream<Occurrence<String>> retained() {
            return firsts.values().stream();
        }
    }

    public static List<Check> all() {
        return List.of(idUnique(), chunksAsPublished(), knownProperties(), streamFinished(), completionCounted());
    }

    /** A check that is violated by every exchange. */
    static Check violated(Level level, Attribution who) {
        return check(
                info("area." + level.name().toLowerCase(Locale.ROOT), level, "it holds"),
                observed -> Result.violated(new Violation(FindingLocation.body("/x"), "1", "2", "x is 2", who)));
    }
}
