package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.diff.compare.ServedShare;
import dev.loupe.openapi.Document;
import dev.loupe.report.diff.ScoreReport;
import dev.loupe.report.series.SeriesReportTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The score counts operations, parameters and properties by direction, each with its denominator. */
final class ScoreTest {
    private static final String WANTED =
            """
            openapi: 3.1.0
            info: {title: t, version: '1'}
            paths:
              /chat:
                post:
                  parameters: [{name: v, in: query, schema: {type: string}}]
                  requestBody:
                    content:
                      application/json:
                        schema: {type: object, properties: {model: {type: string}, n: {type: integer}}}
                  responses:
                    '200':
                      description: d
                      content:
                        application/json:
                          schema:
                            type: object
                            properties:
                              id: {type: string}
                              choices: {type: array, items: {$ref: '#/components/schemas/Choice'}}
              /files: {get: {responses: {'204': {description: d}}}}
            components:
              schemas:
                Choice: {type: object, properties: {text: {type: string}, next: {$ref: '#/components/schemas/Choice'}}}
            """;
    private static final String SERVED =
            """
            openapi: 3.1.0
            info: {title: t, version: '1'}
            paths:
              /v1/chat:
                post:
                  requestBody:
                    content:
                      application/json:
                        schema: {type: object, properties: {model: {type: string}, n: {type: boolean}}}
                  responses:
                    '200':
                      description: d
                      content:
                        application/json:
                          schema: {type: object, properties: {id: {type: [string, 'null']}, more: {type: string}}}
            """;

    private static Score score(String wanted, String served) {
        return Score.of(Document.parse(wanted, "wanted.yaml"), Document.parse(served, "served.yaml"));
    }

    @Test
    void aPropertyIsServedWithATypeInCommon() {
        ServedShare share = score(WANTED, SERVED).share();
        assertThat(share.rows())
                .startsWith(
                        new ServedShare.Row("operations", "", 1, 2),
                        new ServedShare.Row("parameters", "request", 0, 1),
                        new ServedShare.Row("properties", "request", 1, 2));
        assertThat(share.rows().getLast().served()).isEqualTo(1);
        assertThat(share.servedRows().getFirst()).isEqualTo(new ServedShare.Row("operations", "", 1, 1));
        assertThat(share.missing()).containsExactly("GET /files");
    }

    @Test
    void aSpecServesAllOfItself() {
        List<ServedShare.Row> rows = score(WANTED, WANTED).share().rows();
        assertThat(rows).allMatch(row -> row.served() == row.total() && row.total() > 0);
    }

    @Test
    void theReportStatesTheDenominator() throws IOException {
        Score score = score(WANTED, SERVED);
        assertThat(ScoreReport.text(score, 80))
                .contains("operations                1 of      2    50.0 %", "GET /files");
        assertThat(SeriesReportTest.faults("loupe-score-1", new ObjectMapper().readTree(ScoreReport.json(score))))
                .isEmpty();
    }
}
