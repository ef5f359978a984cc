package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.Conventions;
import dev.loupe.diff.judge.Policy;
import dev.loupe.openapi.Document;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Extensions that OpenAPI does not define decide a level only for a project that follows them. */
final class ConventionsTest {
    private static final String SPEC =
            """
            openapi: 3.1.0
            info: {title: t, version: '1'}
            paths:
              /x:
                post:
                  summary: x
                  %s
                  requestBody: {content: {application/json: {schema: %s}}}
                  responses: {'200': {description: d}}
            """;

    private static DiffResult compare(String old, String next, Conventions conventions) {
        Diff.Options options = new Diff.Options(
                "2026-11-20", Map.of(), Policy.STANDARD, AcceptedChanges.NOTHING, null, false, false, conventions);
        return Diff.compare(Document.parse(old, "old.yaml"), Document.parse(next, "new.yaml"), options);
    }

    private static void assertVerdicts(
            String old, String next, Conventions conventions, String verdict, String without) {
        assertThat(compare(old, next, conventions).verdict().word()).isEqualTo(verdict);
        assertThat(compare(old, next, Conventions.NONE).verdict().word()).isEqualTo(without);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tags: [a] | deprecated: true | breaking | compatible",
                "tags: [a] | {deprecated: true, x-sunset: 2026-12-20} | compatible | compatible",
                "tags: [a] | {deprecated: true, x-sunset: 2026-12-19} | breaking | compatible",
                "tags: [a] | {deprecated: true, x-sunset: soon} | breaking | compatible",
                "{deprecated: true, x-sunset: 2027-12-31} | {deprecated: true, x-sunset: 2026-12-31} | compatible | none",
                "{deprecated: true, x-sunset: 2027-12-31} | {deprecated: true, x-sunset: 2026-12-01} | breaking | none",
                "{deprecated: true, x-sunset: 2027-12-31} | deprecated: true | breaking | none",
                "{deprecated: true, x-sunset: 2027-12-31} | tags: [a] | compatible | compatible",
                "deprecated: true | deprecated: true | none | none",
            })
    void aDeprecationNeedsAWindow(String old, String next, String verdict, String without) {
        assertVerdicts(operation(old), operation(next), new Conventions(30, false, false), verdict, without);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "tags: [a] | x-stability-level: beta | breaking | none",
                "x-stability-level: stable | tags: [a] | none | none",
                "x-stability-level: alpha | x-stability-level: beta | none | none",
                "x-stability-level: beta | x-stability-level: alpha | breaking | none",
                "x-stability-level: beta | x-stability-level: gamma | breaking | none",
            })
    void aStabilityLevelIsNotLowered(String old, String next, String verdict, String without) {
        assertVerdicts(operation(old), operation(next), new Conventions(-1, true, false), verdict, without);
    }

    @ParameterizedTest
    @CsvSource({"draft,compatible", "alpha,compatible", "beta,breaking", "stable,breaking"})
    void anOperationThatPromisesNothingMayChange(String level, String verdict) {
        String stated = "x-stability-level: " + level;
        assertVerdicts(
                SPEC.formatted(stated, "{type: string}"),
                SPEC.formatted(stated, "{type: integer}"),
                new Conventions(-1, true, false),
                verdict,
                "breaking");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[a, b] | [a] | breaking | none",
                "[a] | [a, b] | compatible | none",
                "[a, b] | [b, a] | none | none",
            })
    void anExtensibleEnumKeepsItsValues(String old, String next, String verdict, String without) {
        String schema = "{type: string, x-extensible-enum: %s}";
        assertVerdicts(
                SPEC.formatted("tags: [a]", schema.formatted(old)),
                SPEC.formatted("tags: [a]", schema.formatted(next)),
                new Conventions(-1, false, true),
                verdict,
                without);
    }

    private static String operation(String stated) {
        String lines = stated.startsWith("{")
                ? stated.substring(1, stated.length() - 1).replace(", ", "\n      ")
                : stated;
        return SPEC.formatted(lines, "{type: string}");
    }
}
