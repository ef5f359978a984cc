package dev.loupe.junit;

import dev.loupe.check.rules.Checks;
import dev.loupe.engine.ContractResolver;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.GlobPattern;
import dev.loupe.live.Budget;
import dev.loupe.live.RateLimiter;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.probe.ProbePlan;
import dev.loupe.provider.ProviderProfile.Price;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a suite is to do: its annotation and its target, made into what the engine takes. */
record SuitePlan(
        ConformsTo wanted, Target target, ContractSchemas schemas, ProbePlan probes, Path reports, RunPlan judging) {
    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * The plan of a suite; all that can be wrong with it is found here, before the first request.
     *
     * @throws IllegalArgumentException when it cannot be kept to; the message says what to change
     */
    static SuitePlan of(ConformsTo wanted, @Nullable Target target, Class<?> suite) {
        if (target == null) {
            throw new IllegalArgumentException("target() of " + suite.getName()
                    + " gives null; it looks like Target.at(\"http://localhost:8081\")");
        }
        requireLimits(wanted);
        ContractSchemas schemas = Verification.contract(wanted.value());
        ProbePlan probes = ProbePlan.of(schemas, wanted.model(), wanted.level()).repeating(wanted.repeat());
        probes = chosen(wanted, target.key() == null ? probes.withoutKeys() : probes);
        SuitePlan plan = new SuitePlan(
                wanted, target, schemas, probes, reports(wanted, suite), judging(wanted, target, schemas, probes));
        if (wanted.maxCost() < Double.MAX_VALUE && plan.price() == null) {
            throw new IllegalArgumentException("maxCost of @ConformsTo cannot be kept to: the provider "
                    + target.provider().name() + " has no price for " + model(probes)
                    + "; name a provider that has with Target.provider(...), or use maxRequests");
        }
        return plan;
    }

    /** Without one of these nothing would ever be sent, and nobody would be told. */
    private static void requireLimits(ConformsTo wanted) {
        require("concurrency", wanted.concurrency() > 0);
        require("repeat", wanted.repeat() > 0);
        require("maxRequests", wanted.maxRequests() > 0);
        require("maxSeconds", wanted.maxSeconds() > 0);
        require("maxCost", wanted.maxCost() > 0);
    }

    private static void require(String name, boolean isPositive) {
        if (!isPositive) {
            throw new IllegalArgumentException(name + " of @ConformsTo is more than 0; leave it out for its default");
        }
    }

    private static RunPlan judging(ConformsTo wanted, Target target, ContractSchemas schemas, ProbePlan probes) {
        Baseline baseline = wanted.baseline().isEmpty() ? Baseline.none() : Verification.baseline(wanted.baseline());
        String subject = target + ", model " + model(probes) + ", level " + word(wanted);
        return RunPlan.of(
                        Checks.all(),
                        ContractResolver.fixed(schemas).withProvider(target.provider()),
                        baseline,
                        TestEnvironment.setting(subject, 1))
                .only(new GlobPattern(wanted.checks()));
    }

    private static ProbePlan chosen(ConformsTo wanted, ProbePlan probes) {
        List<GlobPattern> include =
                Stream.of(wanted.include()).map(GlobPattern::new).toList();
        List<GlobPattern> exclude =
                Stream.of(wanted.exclude()).map(GlobPattern::new).toList();
        if (include.isEmpty() && exclude.isEmpty()) {
            return probes;
        }
        List<String> ids = probes.probes().stream()
                .map(probe -> probe.id())
                .filter(id -> include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(id)))
                .filter(id -> exclude.stream().noneMatch(glob -> glob.matches(id)))
                .toList();
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("include and exclude of @ConformsTo leave no probe of the level "
                    + word(wanted) + "; its probes are "
                    + String.join(
                            ", ",
                            probes.probes().stream().map(probe -> probe.id()).toList()));
        }
        return probes.only(ids::contains);
    }

    private static Path reports(ConformsTo wanted, Class<?> suite) {
        boolean gradle = Files.isDirectory(Path.of("build")) && !Files.isDirectory(Path.of("target"));
        Path folder = wanted.reports().isEmpty()
                ? Path.of(gradle ? "build" : "target", "loupe", suite.getName())
                : Path.of(wanted.reports());
        try {
            return Files.createDirectories(folder);
        } catch (IOException notWritable) {
            throw new UncheckedIOException(
                    "reports cannot be written to " + folder + "; name another folder with reports of @ConformsTo",
                    notWritable);
        }
    }

    private static String word(ConformsTo wanted) {
        return wanted.level().name().toLowerCase(Locale.ROOT);
    }

    private static String model(ProbePlan probes) {
        return probes.probes().getFirst().request().body().json().path("model").asText();
    }

    @Nullable
    Price price() {
        return target.provider().prices().get(model(probes));
    }

    Budget budget() {
        Duration time = wanted.maxSeconds() < LONGEST.toSeconds() ? Duration.ofSeconds(wanted.maxSeconds()) : LONGEST;
        return new Budget(wanted.maxRequests(), wanted.maxCost(), time);
    }

    RateLimiter pace() {
        return wanted.rate().isEmpty() ? RateLimiter.unlimited() : RateLimiter.parse(wanted.rate());
    }
}
