package dev.loupe.exchange.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImportOfOtherDocumentsTest {
    private static final String REQUEST =
            "{\"model\": \"m\", \"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}";
    private static final String RESPONSE =
            "{\"choices\": [{\"message\": {\"role\": \"assistant\", \"content\": \"y\"}}]}";

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$schema': 'https://json-schema.org/draft/2020-12/schema', 'examples': [REQUEST, RESPONSE]}",
                "{'asyncapi': '3.0.0', 'components': {'a': REQUEST, 'b': RESPONSE}}",
                "{'overlay': '1.0.0', 'actions': [{'update': REQUEST}, {'update': RESPONSE}]}",
                "{'apiVersion': 'v1', 'kind': 'ConfigMap', 'data': {'a': REQUEST, 'b': RESPONSE}}",
                "{'_postman_variable_scope': 'environment', 'values': [{'value': REQUEST}, {'value': RESPONSE}]}",
                "{'type': 'collection.insomnia.rest/5.0', 'collection': [{'a': REQUEST}, {'b': RESPONSE}]}",
                "{'defaults': REQUEST, 'menu': {'choices': ['a', 'b']}}",
                "{'defaults': REQUEST, 'menu': {'choices': [{'label': 'a'}]}}",
            })
    void samplesAndSettingsOfADocumentAreNoCall(String document) throws Exception {
        String text = document.replace('\'', '"').replace("REQUEST", REQUEST).replace("RESPONSE", RESPONSE);
        Path file = Files.writeString(folder.resolve("document.json"), text);
        assertThat(Importers.importFile(file)).singleElement().isInstanceOf(ImportedEntry.Skipped.class);
    }

    @Test
    void aParquetFileNamesItsReader() throws Exception {
        Path file = Files.writeString(folder.resolve("log.parquet"), "PAR1 and columns PAR1");
        assertThat(Importers.importFile(file))
                .singleElement()
                .extracting(Object::toString)
                .asString()
                .contains("loupe-spark");
    }
}
