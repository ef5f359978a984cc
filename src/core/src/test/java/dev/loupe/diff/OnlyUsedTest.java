package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.Policy;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.openapi.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A change at several locations is kept when a recording contains any of them. */
final class OnlyUsedTest {
    private static final String SPEC =
            """
            openapi: 3.1.0
            info: {title: t, version: '1'}
            paths:
              /x:
                post:
                  requestBody:
                    content:
                      application/json:
                        schema:
                          type: object
                          properties:
                            first: {$ref: '#/components/schemas/Limited'}
                            second: {$ref: '#/components/schemas/Limited'}
                            third: {$ref: '#/components/schemas/Limited'}
                            other: {type: string}
                  responses: {'204': {description: d}}
            components: {schemas: {Limited: {type: string, maxLength: %d}}}
            """;

    @ParameterizedTest
    @CsvSource({"first, 1", "second, 1", "third, 1", "other, 0"})
    void everyLocationOfAChangeCounts(String property, int changes) {
        Exchange recording = new Exchange(
                new Exchange.Id("recorded"),
                new Origin(null, null, null, "recording", null, 0),
                new Exchange.Request(
                        "POST",
                        "https://api.example.com/x",
                        HeaderFields.NOT_RECORDED,
                        new Body.Json(JsonNodeFactory.instance.objectNode().put(property, "a"))),
                new Reply.Unanswered(new Reply.Failure(Reply.Failure.Kind.TIMEOUT, "none")),
                null);
        DiffResult found = Diff.compare(
                Document.parse(SPEC.formatted(9), "old.yaml"),
                Document.parse(SPEC.formatted(8), "new.yaml"),
                new Diff.Options(
                        "2026-11-20",
                        Map.of(),
                        Policy.STANDARD,
                        AcceptedChanges.NOTHING,
                        List.of(recording),
                        /* onlyUsed= */ true,
                        /* client= */ false));
        assertThat(found.changes()).hasSize(changes);
    }
}
