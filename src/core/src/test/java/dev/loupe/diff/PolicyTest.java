package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.Policy;
import dev.loupe.openapi.Document;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The level of a change depends on what readers are expected to bear; requests are judged alike. */
final class PolicyTest {
    private static final String SPEC =
            """
            openapi: 3.1.0
            info: {title: t, version: '1'}
            paths:
              /x:
                post:
                  requestBody: {content: {application/json: {schema: %s}}}
                  responses: {'200': {description: d, content: {application/json: {schema: %s}}}}
            """;
    private static final String OPEN =
            "{anyOf: [{type: object, required: [t], properties: {t: {const: a}, x: {type: %s}}}, {type: object}]}";

    private static String verdict(String old, String next, Policy policy) {
        Diff.Options options =
                new Diff.Options("2026-11-20", Map.of(), policy, AcceptedChanges.NOTHING, null, false, false);
        return Diff.compare(Document.parse(old, "old.yaml"), Document.parse(next, "new.yaml"), options)
                .verdict()
                .word();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{type: string, enum: [a]} | {type: string, enum: [a, b]} | breaking | risky | risky",
                "{type: string, enum: [a]} | {type: string} | breaking | breaking | risky",
                "{type: integer, maximum: 5} | {type: integer, maximum: 6} | breaking | breaking | risky",
                "{type: string} | {type: integer} | breaking | breaking | breaking",
                "{type: integer, maximum: 6} | {type: integer, maximum: 5} | compatible | compatible | compatible",
                "{type: integer, format: int32} | {type: integer, format: int64} | risky | risky | risky",
            })
    void theLevelOfAResponseDependsOnThePolicy(
            String old, String next, String strict, String standard, String tolerant) {
        String before = SPEC.formatted("{}", old);
        String after = SPEC.formatted("{}", next);
        assertThat(verdict(before, after, Policy.STRICT)).isEqualTo(strict);
        assertThat(verdict(before, after, Policy.STANDARD)).isEqualTo(standard);
        assertThat(verdict(before, after, Policy.TOLERANT)).isEqualTo(tolerant);
    }

    @ParameterizedTest
    @CsvSource({"STRICT", "STANDARD", "TOLERANT"})
    void aRequestIsJudgedAlike(Policy policy) {
        String old = SPEC.formatted("{type: integer, maximum: 6}", "{}");
        assertThat(verdict(old, SPEC.formatted("{type: integer, maximum: 5}", "{}"), policy))
                .isEqualTo("breaking");
    }

    @ParameterizedTest
    @CsvSource({"STRICT", "STANDARD", "TOLERANT"})
    void aDocumentedVariantNextToAnOpenOneIsRisky(Policy policy) {
        String string = OPEN.formatted("string");
        String integer = OPEN.formatted("integer");
        assertThat(verdict(SPEC.formatted(string, "{}"), SPEC.formatted(integer, "{}"), policy))
                .isEqualTo("risky");
        assertThat(verdict(SPEC.formatted("{}", string), SPEC.formatted("{}", integer), policy))
                .isEqualTo("risky");
        String removed = "{anyOf: [{type: object}]}";
        assertThat(verdict(SPEC.formatted(string, "{}"), SPEC.formatted(removed, "{}"), policy))
                .isEqualTo("risky");
    }
}
