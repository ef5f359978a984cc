package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parts of a document around its schemas: version, descriptions, syntax errors. */
final class DocumentReadingTest {
    private static final String SPEC =
            """
            {"openapi": "3.0.3",
             "info": {"title": "t", "version": "1"},
             "servers": [{"url": "https://api.example.com", "description": "server prose"}],
             "paths": {"/a": {"summary": "path prose", "post": {
               "requestBody": {"description": "body prose", "content": {"application/json": {"schema": {"type": "object"}}}},
               "responses": {"200": {"description": "ok"}}}}}}
            """;

    private static List<Change> changes(String next) {
        return Diff.compare(
                        Document.parse(SPEC, "old.json"),
                        Document.parse(next, "new.json"),
                        Diff.Options.plain("2026-11-20"))
                .changes();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server prose", "path prose", "body prose"})
    void aChangedDescriptionIsReportedAtEveryLocation(String prose) {
        assertThat(changes(SPEC)).isEmpty();
        assertThat(changes(SPEC.replace(prose, "other words"))).singleElement().satisfies(change -> {
            assertThat(change.impact()).isEqualTo(Impact.INFO);
            assertThat(change.rule().id()).endsWith("prose-changed");
        });
    }

    /** A property called const is no keyword. */
    @ParameterizedTest
    @CsvSource({
        "3.0.3, '{type: string}', '{type: string, const: a}', RISKY",
        "3.1.0, '{type: string}', '{type: string, const: a}', BREAKING",
        "3.0.3, '{type: string}', '{type: string, enum: [a]}', BREAKING",
        "3.0.3, '{properties: {const: {type: string}}}', '{properties: {const: {type: integer}}}', BREAKING",
        "3.0.3, '{prefixItems: [{type: string}]}', '{prefixItems: [{type: integer}]}', RISKY",
    })
    void aKeywordThatTheVersionDoesNotDefineIsRisky(String version, String old, String next, Impact expected) {
        String spec = "openapi: %s\ninfo: {title: t, version: '1'}\npaths: {/p: {post: {requestBody: {content: {"
                + "application/json: {schema: %s}}}, responses: {'200': {description: d}}}}}\n";
        assertThat(Diff.compare(
                                Document.parse(spec.formatted(version, old), "old.yaml"),
                                Document.parse(spec.formatted(version, next), "new.yaml"),
                                Diff.Options.plain("2026-11-20"))
                        .changes())
                .extracting(Change::impact)
                .contains(expected)
                .doesNotContain(expected == Impact.RISKY ? Impact.BREAKING : Impact.RISKY);
    }

    @Test
    void anUnknownOpenApiVersionIsRejectedWithItsLine() {
        for (String version : List.of("3.3.0", "4.0.0", "3.10.0")) {
            assertThatThrownBy(() -> changes("\n" + SPEC.replace("3.0.3", version)))
                    .as(version)
                    .isInstanceOf(ContractException.class)
                    .hasMessageContainingAll("new.json:2", version, "3.0, 3.1 or 3.2");
        }
        assertThat(changes(SPEC.replace("3.0.3", "3.1.1"))).allMatch(change -> change.impact() == Impact.INFO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\": NaN}", "{\"a\": 1 // comment\n}", "{\"a\":", "{\"a\": {\"b\": [1"})
    void aSyntaxErrorIsReportedInPlainWords(String text) {
        assertThatThrownBy(() -> Document.parse(text, "a.json"))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("is not valid JSON")
                .hasMessageNotContainingAny("Feature", "REDACTED", "enable");
    }
}
