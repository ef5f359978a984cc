package dev.loupe.junit;

import dev.loupe.check.rules.Checks;
import dev.loupe.engine.ContractResolver;
import dev.loupe.engine.ProcessEnvironment;
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

/** The plan of a suite, from its annotation and its target. */
record SuitePlan(
        ConformsTo settings, Target target, ContractSchemas schemas, ProbePlan probes, Path reports, RunPlan judging) {
    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * Creates the plan. All errors of the configuration are found here, before the first request.
     *
     * @throws IllegalArgumentException when the configuration is wrong; the message states what to change
     */
    static SuitePlan of(ConformsTo settings, @Nullable Target target, Class<?> suite) {
        if (target == null) {
            throw new IllegalArgumentException(
                    "target() of " + suite.getName() + " returns null (example: Target.at(\"http://localhost:8081\"))");
        }
        requireLimits(settings);
        ContractSchemas schemas = Verification.contract(settings.value());
        ProbePlan probes = selected(
                settings,
                ProbePlan.of(schemas, settings.model(), settings.level(), target.key() != null)
                        .repeating(settings.repeat()));
        SuitePlan plan = new SuitePlan(
                settings,
                target,
                schemas,
                probes,
                reports(settings, suite),
                judging(settings, target, schemas, probes));
        if (settings.maxCost() < Double.MAX_VALUE && plan.price() == null) {
            throw new IllegalArgumentException("maxCost of @ConformsTo needs a price for " + model(probes)
                    + ", which provider profile " + target.provider().name()
                    + " does not have; use a profile with a price in Target.provider(...), or use maxRequests");
        }
        return plan;
    }

    /** With a limit of zero nothing would be sent. */
    private static void requireLimits(ConformsTo settings) {
        require("concurrency", settings.concurrency() > 0);
        require("repeat", settings.repeat() > 0);
        require("maxRequests", settings.maxRequests() > 0);
        require("maxSeconds", settings.maxSeconds() > 0);
        require("maxCost", settings.maxCost() > 0);
    }

    private static void require(String name, boolean isPositive) {
        if (!isPositive) {
            throw new IllegalArgumentException(
                    name + " of @ConformsTo must be greater than 0; remove it to use its default");
        }
    }

    private static RunPlan judging(ConformsTo settings, Target target, ContractSchemas schemas, ProbePlan probes) {
        Baseline baseline =
                settings.baseline().isEmpty() ? Baseline.none() : Verification.baseline(settings.baseline());
        String subject = target + ", model " + model(probes) + ", level " + word(settings);
        return RunPlan.of(
                        Checks.all(),
                        ContractResolver.fixed(schemas).withProvider(target.provider()),
                        baseline,
                        ProcessEnvironment.of(subject, 1))
                .only(new GlobPattern(settings.checks()));
    }

    private static ProbePlan selected(ConformsTo settings, ProbePlan probes) {
        List<GlobPattern> include =
                Stream.of(settings.include()).map(GlobPattern::new).toList();
        List<GlobPattern> exclude =
                Stream.of(settings.exclude()).map(GlobPattern::new).toList();
        if (include.isEmpty() && exclude.isEmpty()) {
            return probes;
        }
        List<String> ids = probes.probes().stream()
                .map(probe -> probe.id())
                .filter(id -> include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(id)))
                .filter(id -> exclude.stream().noneMatch(glob -> glob.matches(id)))
                .toList();
        if (ids.isEmpty()) {
            throw new IllegalArgumentException("include and exclude of @ConformsTo match no probe of level "
                    + word(settings) + "; its probes are "
                    + String.join(
                            ", ",
                            probes.probes().stream().map(probe -> probe.id()).toList()));
        }
        return probes.only(ids::contains);
    }

    private static Path reports(ConformsTo settings, Class<?> suite) {
        boolean gradle = Files.isDirectory(Path.of("build")) && !Files.isDirectory(Path.of("target"));
        Path folder = settings.reports().isEmpty()
                ? Path.of(gradle ? "build" : "target", "loupe", suite.getName())
                : Path.of(settings.reports());
        try {
            return Files.createDirectories(folder);
        } catch (IOException notWritable) {
            throw new UncheckedIOException(
                    "cannot write reports to " + folder + "; set another directory with reports of @ConformsTo",
                    notWritable);
        }
    }

    private static String word(ConformsTo settings) {
        return settings.level().name().toLowerCase(Locale.ROOT);
    }

    private static String model(ProbePlan probes) {
        return probes.probes().getFirst().request().body().json().path("model").asText();
    }

    @Nullable
    Price price() {
        return target.provider().price(model(probes)).orElse(null);
    }

    Budget budget() {
        Duration time =
                settings.maxSeconds() < LONGEST.toSeconds() ? Duration.ofSeconds(settings.maxSeconds()) : LONGEST;
        return new Budget(settings.maxRequests(), settings.maxCost(), time);
    }

    RateLimiter rateLimiter() {
        return settings.rate().isEmpty() ? RateLimiter.unlimited() : RateLimiter.parse(settings.rate());
    }
}
