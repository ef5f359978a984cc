package dev.loupe.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.Golden;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.exchange.redact.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The recordings of this repository and the schema of their format. */
class RecordingsFolderTest {
    private static final Path ROOT = Path.of(System.getProperty("loupe.root"));
    private static final Redactor REDACTOR = Redactor.of("AIMLAPI_KEY");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Schema SCHEMA = schema();

    private static Schema schema() {
        try {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(JSON.readTree(ROOT.resolve("docs/formats/loupe-exchange-1.schema.json")
                            .toFile()));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<RawRecord> records() {
        List<RawRecord> records = new ArrayList<>();
        try (Recordings recordings =
                Recordings.open(List.of(ROOT.resolve("recordings").toString()), InputStream.nullInputStream())) {
            recordings.forEach(records::add);
        }
        return records;
    }

    private static Exchange read(RawRecord raw) {
        ReadResult entry = RecordingFormat.read(raw);
        assertThat(entry).isInstanceOf(ReadResult.Read.class);
        return ((ReadResult.Read) entry).exchange();
    }

    @TestFactory
    Stream<DynamicTest> eachRecordingConformsToTheSchemaAndIsWrittenAgainUnchanged() {
        assertThat(records()).isNotEmpty();
        return records().stream()
                .map(raw -> DynamicTest.dynamicTest(raw.file(), () -> {
                    Path file = Path.of(raw.file());
                    Exchange exchange = read(raw);
                    byte[] written = RecordingFormat.pretty(exchange, REDACTOR);
                    if (Golden.isRewriting()) {
                        Files.write(file, written);
                    }
                    assertThat(file).hasBinaryContent(written);
                    assertThat(SCHEMA.validate(JSON.readTree(written))).isEmpty();
                    assertThat(ROOT.resolve("recordings")
                                    .relativize(file)
                                    .toString()
                                    .replace('\\', '/'))
                            .isEqualTo(exchange.id() + ".json");
                }));
    }

    @Test
    void nothingInThemIsRedacted() {
        assertThat(records())
                .allSatisfy(raw -> assertThat(REDACTOR.redact(read(raw))).isEqualTo(read(raw)));
    }

    @Test
    void theOneLineFormIsEquivalent() {
        for (RawRecord raw : records()) {
            byte[] line = RecordingFormat.line(read(raw), REDACTOR);
            Exchange again = read(RawRecord.of(raw.file(), 1, line));
            assertThat(again.request()).isEqualTo(read(raw).request());
            assertThat(again.reply()).isEqualTo(read(raw).reply());
            assertThat(again.kept()).isEqualTo(read(raw).kept());
        }
    }

    @Test
    void everyModelOfTheContractsHasResponsesStreamsAndErrors() {
        List<String> ids = records().stream().map(raw -> read(raw).id().value()).toList();
        for (String model : List.of("gemma-3-4b-it", "gemma-3-12b-it", "gemma-3-27b-it", "gemma-3n-e4b-it")) {
            for (String what : List.of("answer", "stream", "stream-with-usage", "error-400", "error-401")) {
                assertThat(ids).contains("reference/" + model + "/" + what);
            }
        }
    }

    /** The figures of the documentation's own samples, which everything else about them follows from. */
    @ParameterizedTest
    @CsvSource({
        "gemma-3n-e4b-it/hello, google/gemma-3n-e4b-it:free, 1749195015, 0, 0, 0",
        "gemma-3-27b-it/hello, google/gemma-3-27b-it, 1744217834, 0, 0, 0",
        "gemma-3-27b-it/mankind, google/gemma-3-4b-it:free, 1766960802, 10, 0, 10"
    })
    void theKnownRecordingsHoldTheFiguresOfTheDocumentation(
            String id, String model, int created, int prompt, int completion, int total) throws IOException {
        JsonNode record =
                JSON.readTree(ROOT.resolve("recordings/aimlapi/" + id + ".json").toFile());
        JsonNode body = record.at("/response/body");
        assertThat(body.path("model").asText()).isEqualTo(model);
        assertThat(body.path("created").asInt()).isEqualTo(created);
        assertThat(body.at("/usage/prompt_tokens").asInt(-1)).isEqualTo(prompt);
        assertThat(body.at("/usage/completion_tokens").asInt(-1)).isEqualTo(completion);
        assertThat(body.at("/usage/total_tokens").asInt(-1)).isEqualTo(total);
        assertThat(body.at("/choices/0/message/content").asText())
                .contains("\n")
                .contains("*");
        assertThat(record.at("/source/note").asText()).contains("replaced by a short one of ours");
        assertThat(record.path("response").has("status")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            /format                 | "loupe-exchange/2"
            /format                 |
            /id                     |
            /request                |
            /response               |
            /response               | null
            /response/status        | "200"
            /response/status        | 99
            /response/text          | "both"
            /response/stream        | []
            /response/headers       | {"a": 1}
            /request/text           | "both"
            /failure                | {"kind": "reset"}
            /failure                | {"kind": "gone"}
            /recordedAt             | 5
            /probe                  | {"id": "p"}
            """)
    void whatTheReaderRejectsTheSchemaRejects(String pointer, String value) throws IOException {
        Path file = ROOT.resolve("recordings/aimlapi/gemma-3n-e4b-it/hello.json");
        ObjectNode record = (ObjectNode) JSON.readTree(file.toFile());
        assertThat(SCHEMA.validate(record)).isEmpty();
        int slash = pointer.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) record.at(pointer.substring(0, slash));
        if (value == null) {
            parent.remove(pointer.substring(slash + 1));
        } else {
            parent.set(pointer.substring(slash + 1), JSON.readTree(value));
        }
        assertThat(SCHEMA.validate(record)).isNotEmpty();
        assertThat(RecordingFormat.read(RawRecord.of("f", 1, JSON.writeValueAsBytes(record))))
                .isInstanceOf(ReadResult.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"raw": "data: {}\\n\\n"}                       | true
            {"at": 0, "base64": "/w==", "more": 1}          | true
            {"at": -1, "raw": ""}                           | false
            {"raw": "", "base64": ""}                       | false
            {"at": 1}                                       | false
            5                                               | false
            """)
    void chunksOfAStreamAreValidated(String piece, boolean good) throws IOException {
        String record = "{\"format\":\"loupe-exchange/1\",\"id\":\"a\",\"request\":{},\"response\":{\"stream\":["
                + piece + "]},\"failure\":{\"kind\":\"reset\"}}";
        assertThat(SCHEMA.validate(JSON.readTree(record)).isEmpty()).isEqualTo(good);
        assertThat(
                        RecordingFormat.read(
                                        RawRecord.of("f", 1, record.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                                instanceof ReadResult.Read)
                .isEqualTo(good);
    }
}
