package dev.loupe.exchange.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "{'defaults': REQUEST, 'answer': RESPONSE}",
                "{'sent': REQUEST, 'mocks': {'chat': {'response': RESPONSE}}}",
            })
    void samplesAndSettingsOfADocumentAreNoCall(String document) throws Exception {
        String text = document.replace('\'', '"').replace("REQUEST", REQUEST).replace("RESPONSE", RESPONSE);
        Path file = Files.writeString(folder.resolve("document.json"), text);
        assertThat(Importers.importFile(file)).singleElement().isInstanceOf(ImportedEntry.Skipped.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            https://api.anthropic.com/v1/messages | {'type': 'error', 'error': {'message': 'overloaded'}}
            http://localhost:11434/api/chat/ | {'error': {'message': 'no such model'}}
            /model/a.b-v1:0/converse-stream | {'error': {'message': 'denied'}}
            '' | "event: message_start\\ndata: {\\"type\\": \\"message_start\\"}\\n\\n"
            https://a.example/v1/responses?x=1 | "data: {\\"a\\": 1}\\n\\n"
            """)
    void aCallOfAnotherProtocolIsNoChatCompletion(String url, String response) throws Exception {
        assertThat(Importers.importFile(log(url, response.replace('\'', '"'))).toString())
                .contains("Skipped", "a call of another protocol");
        String other = "https://a.example/v1/chat/completions";
        boolean typed = response.contains("message_start");
        assertThat(Importers.importFile(log(typed ? url : other, typed ? RESPONSE : response.replace('\'', '"'))))
                .singleElement()
                .isInstanceOf(ImportedEntry.Imported.class);
        assertThat(Importers.importFile(log(url, RESPONSE))).singleElement().isInstanceOf(ImportedEntry.Imported.class);
    }

    private Path log(String url, String response) throws Exception {
        String log = "{\"url\": \"" + url + "\", \"request\": " + REQUEST + ", \"response\": " + response + "}";
        return Files.writeString(folder.resolve("log.json"), log);
    }

    @ParameterizedTest
    @CsvSource({"QlpoOTFBWSZTWQ==, bzip2", "/Td6WFoAAATm, xz", "KLUv/SQA, zstd", "H4sIAAAAAAAA, gzip twice"})
    void aCompressedFileNamesItsCompression(String start, String compression) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        boolean gzip = compression.startsWith("gzip");
        try (OutputStream out = gzip ? new GZIPOutputStream(bytes) : bytes) {
            out.write(Base64.getDecoder().decode(start));
            out.write(0xFF);
        }
        Path file = Files.write(folder.resolve(gzip ? "log.ndjson.gz" : "log.ndjson"), bytes.toByteArray());
        assertThat(Importers.importFile(file).toString()).contains("compressed with " + compression);
    }

    @Test
    void theVersionOfAnApiDoesNotMakeALogADocument() throws Exception {
        String log = "{\"apiVersion\": \"2024-10-21\", \"sent\": " + REQUEST + ", \"got\": " + RESPONSE + "}";
        Path file = Files.writeString(folder.resolve("log.json"), log);
        assertThat(Importers.importFile(file)).singleElement().isInstanceOf(ImportedEntry.Imported.class);
    }

    @Test
    void aReportOfARunNamesItsReader() throws Exception {
        Path file = Files.writeString(folder.resolve("run.json"), "{\"format\": \"loupe-run/1\", \"exchanges\": []}");
        assertThat(Importers.importFile(file).toString()).contains("loupe report");
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
