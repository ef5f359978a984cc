package dev.loupe.exchange.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.redact.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportersTest {
    private static List<ImportedEntry> imported(String name) throws URISyntaxException {
        URL url = Objects.requireNonNull(ImportersTest.class.getResource("/import/" + name));
        return Importers.importFile(Path.of(url.toURI()));
    }

    private static Exchange exchange(ImportedEntry entry) {
        assertThat(entry).isInstanceOf(ImportedEntry.Imported.class);
        return ((ImportedEntry.Imported) entry).exchange();
    }

    private static String message(ImportedEntry entry) {
        return switch (entry) {
            case ImportedEntry.Imported imported -> throw new AssertionError(imported);
            case ImportedEntry.Skipped skipped -> skipped.why();
            case ImportedEntry.Damaged damaged -> damaged.message();
        };
    }

    /** What is imported can be written, and what is written can be read. */
    private static String written(Exchange exchange) {
        byte[] line = RecordingFormat.line(exchange, Redactor.of("AIMLAPI_KEY"));
        assertThat(RecordingFormat.read(RawRecord.of("f", 1, line))).isInstanceOf(ReadResult.Read.class);
        return new String(line, UTF_8);
    }

    @Test
    void aDocumentationPageGivesItsPairsOfRequestAndResponse() throws Exception {
        List<ImportedEntry> entries = imported("page.md");
        assertThat(entries).hasSize(3);
        Exchange first = exchange(entries.get(0));
        assertThat(first.id()).hasToString("aimlapi/page/1");
        assertThat(first.origin().source()).isEqualTo("documentation");
        assertThat(first.request().body().json())
                .hasToString("{\"model\":\"google/gemma-3n-e4b-it\",\"messages\":[{\"role\":\"user\","
                        + "\"content\":\"Say \\\"True\\\", True, please\"}],\"stream\":false,\"stop\":null}");
        assertThat(written(first)).contains("1.50").doesNotContain("\"status\"");
        Exchange second = exchange(entries.get(1));
        assertThat(second.request().property("model").asText()).isEqualTo("google/gemma-3-4b-it");
        assertThat(((Reply.Streamed) second.reply()).events()).hasSize(2);
        assertThat(written(second)).contains("\"stream\":[{\"raw\":\"data: {");
        assertThat(message(entries.get(2))).startsWith("a sample of a response that is not a complete JSON object");
    }

    @Test
    void aPageMayPrintItsSamplesAsPythonOrJavaScriptOrHtmlDo() throws Exception {
        List<ImportedEntry> entries = imported("styles.md");
        assertThat(entries).hasSize(3);
        Exchange python = exchange(entries.get(0));
        assertThat(python.request().property("model").asText()).isEqualTo("somebody/model-1");
        assertThat(python.request().property("messages").path(0).path("content").asText())
                .isEqualTo("Say <hello> & goodbye");
        assertThat(python.request().property("enable_thinking").booleanValue()).isTrue();
        assertThat(answer(python).path("choices").path(0).toString())
                .contains("\"logprobs\":null")
                .contains("\"content\":\"It's \\\"here\\\".\\n\"")
                .contains("\"reasoning\":\"That's it:\u00A0None, \uD83D\uDE00\"");
        Exchange json5 = exchange(entries.get(1));
        assertThat(json5.request().property("model").asText()).isEqualTo("somebody/model-2");
        assertThat(answer(json5).path("id").asText()).isEqualTo("a-2");
        assertThat(written(json5)).contains("0.0000055");
        assertThat(message(entries.get(2))).startsWith("a sample of a response that is not a complete JSON object");
    }

    private static JsonNode answer(Exchange exchange) {
        return ((Reply.Answered) exchange.reply()).body().json();
    }

    @Test
    void anArchiveGivesItsChatCompletionsWithoutTheirSecrets() throws Exception {
        List<ImportedEntry> all = imported("browser.har");
        assertThat(all).hasSize(5).haveExactly(1, new Condition<>(ImportedEntry.Skipped.class::isInstance, "skipped"));
        List<ImportedEntry> entries = all.stream()
                .filter(entry -> !(entry instanceof ImportedEntry.Skipped))
                .toList();
        Exchange json = exchange(entries.get(0));
        assertThat(json.origin().recordedAt()).hasToString("2026-01-15T09:00:01Z");
        assertThat(json.request().headers().fields()).doesNotContainKey(":authority");
        assertThat(written(json))
                .contains("Bearer ${AIMLAPI_KEY}")
                .contains("\"set-cookie\":[\"${SET_COOKIE}\",\"${SET_COOKIE}\"]")
                .contains("\"body\":{\"choices\":[]}")
                .doesNotContain("0123456789abcdef");
        assertThat(((Reply.Streamed) exchange(entries.get(1)).reply()).events()).hasSize(2);
        assertThat(exchange(entries.get(2)).reply())
                .isEqualTo(new Reply.Unanswered(
                        new Reply.Failure(Reply.Failure.Kind.REFUSED, "net::ERR_CONNECTION_REFUSED")));
        assertThat(message(entries.get(3)))
                .isEqualTo("entry 5: startedDateTime is not a time; export it again as HAR 1.2");
    }

    @Test
    void aLogGivesTheLinesThatHoldBothSides() throws Exception {
        List<ImportedEntry> entries = imported("log.ndjson");
        assertThat(entries).hasSize(5);
        assertThat(exchange(entries.get(0)).origin().recordedAt()).hasToString("2026-01-15T10:00:00Z");
        Exchange enveloped = exchange(entries.get(1));
        assertThat(enveloped.id()).hasToString("openrouter/log/2");
        assertThat(Objects.requireNonNull(enveloped.reply().headOrNull()).code())
                .isEqualTo(429);
        assertThat(written(enveloped)).contains("slow down");
        assertThat(message(entries.get(2))).startsWith("no request (model, messages) and response");
        assertThat(message(entries.get(3))).startsWith("not a JSON value");
        assertThat(exchange(entries.get(4)).id()).hasToString("x");
    }

    @Test
    void missingFilesAndUnknownFormatsAreReported(@TempDir Path folder) throws IOException {
        assertThat(message(Importers.importFile(folder.resolve("a.md")).getFirst()))
                .isEqualTo("no such file; check the path");
        assertThat(message(Importers.importFile(folder.resolve("a.xml")).getFirst()))
                .isEqualTo("no such file; check the path");
        assertThat(message(Importers.importFile(Files.writeString(folder.resolve("a.xml"), "<a/>"))
                        .getFirst()))
                .startsWith("not of a format that can be imported");
        assertThat(message(Importers.importFile(Files.writeString(folder.resolve("b.md"), "# nothing"))
                        .getFirst()))
                .startsWith("no sample of a response");
        assertThat(message(Importers.importFile(Files.writeString(folder.resolve("b.har"), "{}"))
                        .getFirst()))
                .startsWith("not a HAR file");
        assertThat(message(Importers.importFile(
                                Files.writeString(folder.resolve("c.har"), "{\"log\":{\"entries\":[{},{}]}}"))
                        .getFirst()))
                .isEqualTo("not a POST to .../chat/completions");
        assertThat(message(Importers.importFile(Files.write(folder.resolve("d.md"), new byte[] {(byte) 0xFF}))
                        .getFirst()))
                .isEqualTo("not UTF-8 at byte 0; save it as UTF-8");
        byte[] protobuf = {'\n', (byte) 0x8F, 1, '\n', 16, 8, 1};
        assertThat(message(Importers.importFile(Files.write(folder.resolve("traces.pb"), protobuf))
                        .getFirst()))
                .startsWith("binary, not text; export it as JSON");
        byte[] utf16 = {(byte) 0xFF, (byte) 0xFE, '{', 0};
        assertThat(message(Importers.importFile(Files.write(folder.resolve("f.har"), utf16))
                        .getFirst()))
                .isEqualTo("not UTF-8 at byte 0; save it as UTF-8");
        assertThat(message(Importers.importFile(Files.writeString(folder.resolve("e.har"), "[".repeat(10_000)))
                        .getFirst()))
                .contains("deeper than the limit of 1,000 levels");
    }

    /** Progress ends at 100 %, also for a compressed file that is too large to be read at once. */
    @Test
    void theBytesThatAreReadAreThoseOfTheFiles(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("a.json"), "{}");
        String line = "{\"padding\": \"" + "x".repeat(1 << 20) + "\"}\n";
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(folder.resolve("b.ndjson.gz")))) {
            for (int bytes = 0; bytes <= ImportFile.MOST_BYTES; bytes += line.length()) {
                zipped.write(line.getBytes(UTF_8));
            }
        }
        AtomicLong read = new AtomicLong();
        Importers.importAll(List.of(folder), null, null, read::addAndGet, entry -> {});
        assertThat(Importers.size(List.of(folder), null)).hasValue(read.get());
    }
}
