package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.openapi.Document;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Path parameters that do not match the variables of their path. */
final class PathParametersTest {
    private static final String DOCUMENT =
            """
            {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"%s": {"get": {
              "parameters": [%s], "responses": {"200": {"description": "d"}}}}}}
            """;

    private static final String PARAMETER =
            "{\"name\": \"%s\", \"in\": \"path\", \"required\": true, \"schema\": {\"type\": \"%s\"}}";

    @ParameterizedTest(name = "{0} {1} {2} -> {3} {4} {5}")
    @CsvSource({
        // the name of the variable is corrected
        "/a/{id}, testId, string, /a/{testId}, testId, string, NONE",
        "/a/{testId}, testId, string, /a/{id}, testId, string, NONE",
        "/a/{id}, testId, string, /a/{testId}, testId, integer, BREAKING",
        // only one spec describes the variable
        "/a/{id}, , , /a/{id}, id, string, NONE",
        "/a/{id}, id, string, /a/{id}, , , NONE",
        // the parameter cannot be sent
        "/a, id, string, /a, , , NONE",
        "/a, , , /a, id, string, NONE",
        // generators send it all the same when both specs describe it
        "/a, id, string, /a, id, integer, BREAKING",
    })
    void aParameterBelongsToTheVariableThatItDescribes(
            String oldPath,
            String oldName,
            String oldType,
            String nextPath,
            String nextName,
            String nextType,
            DiffResult.Verdict verdict)
            throws IOException {
        DiffResult found = Diff.compare(
                document("old", oldPath, oldName, oldType),
                document("new", nextPath, nextName, nextType),
                Diff.Options.plain("2026-11-20"));
        assertThat(found.verdict()).isEqualTo(verdict);
    }

    private static Document document(String id, String path, String name, String type) throws IOException {
        String parameter = name == null ? "" : PARAMETER.formatted(name, type);
        return Document.of(id, new ObjectMapper().readTree(DOCUMENT.formatted(path, parameter)));
    }
}
