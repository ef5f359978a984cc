package dev.loupe.exchange.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.imports.ImportedEntry;
import dev.loupe.exchange.imports.Importers;
import dev.loupe.exchange.sse.TimedBytes;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is exported and imported again is what was recorded. */
class ExporterTest {
    private static final String REQUEST =
            "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi \u00e9\uD83D\uDE00 \\\" \\n\"}],\"temperature\":0.10}";
    private static final String RESPONSE =
            "{\"id\":\"a\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ho\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}";

    @TempDir
    private Path folder;

    private static Body body(String text) {
        return Body.of(text.getBytes(UTF_8));
    }

    private static HeaderFields headers(String type) {
        TreeMap<String, List<String>> fields = new TreeMap<>();
        fields.put("content-type", List.of(type));
        fields.put("x-many", List.of("1", "2"));
        return new HeaderFields(fields, true);
    }

    private static Exchange exchange(@Nullable Instant at, Reply reply) {
        return new Exchange(
                new Exchange.Id("x"),
                new Origin(null, null, at, "recording", null, 0),
                new Exchange.Request(
                        "POST",
                        "https://llm.example.com/v1/chat/completions",
                        headers("application/json"),
                        body(REQUEST)),
                reply,
                null);
    }

    private static Reply answered() {
        return new Reply.Answered(new Reply.Head(200, headers("application/json")), body(RESPONSE));
    }

    private static Reply streamed() {
        byte[] bytes = "data: {\"choices\":[]}\n\ndata: [DONE]\n\n".getBytes(UTF_8);
        return Reply.Streamed.of(
                new Reply.Head(200, headers("text/event-stream")),
                List.of(new TimedBytes(-1, bytes)),
                Reply.Ending.CLOSED);
    }

    private List<ImportedEntry> again(String format, Exchange... exchanges) throws IOException {
        StringWriter out = new StringWriter();
        Exporter exporter =
                Exporter.write(format, List.of(exchanges).iterator(), out).orElseThrow();
        assertThat(exporter.written() + exporter.skipped()).isEqualTo(exchanges.length);
        Path file = Files.writeString(
                folder.resolve("file." + (format.equals("ndjson") ? "ndjson" : "json")), out.toString());
        return Importers.importFile(file);
    }

    private static Exchange exchange(ImportedEntry entry) {
        assertThat(entry).isInstanceOf(ImportedEntry.Imported.class);
        return ((ImportedEntry.Imported) entry).exchange();
    }

    @ParameterizedTest
    @CsvSource({"har, true", "ndjson, true", "vcr, false"})
    void bodiesHeadersAndStatusSurvive(String format, boolean time) throws IOException {
        Instant at = Instant.parse("2026-01-01T00:00:00.123Z");
        Exchange json = exchange(at, answered());
        Exchange stream = exchange(at, streamed());
        List<ImportedEntry> entries = again(format, json, stream);
        assertThat(entries).hasSize(2);
        for (int i = 0; i < 2; i++) {
            Exchange original = i == 0 ? json : stream;
            Exchange copy = exchange(entries.get(i));
            assertThat(copy.request()).isEqualTo(original.request());
            assertThat(copy.reply()).usingRecursiveComparison().isEqualTo(original.reply());
            assertThat(copy.origin().recordedAt()).isEqualTo(time ? at : null);
        }
    }

    @Test
    void theTimesOfAResponseSurvive() throws IOException {
        var times = new Reply.Times(0.1, 0.3);
        Reply reply = new Reply.Answered(new Reply.Head(200, headers("application/json"), times), body(RESPONSE));
        assertThat(exchange(again("har", exchange(null, reply)).getFirst()).reply())
                .isEqualTo(reply);
    }

    @Test
    void whatWasNotRecordedStaysAbsent() throws IOException {
        Exchange bare = new Exchange(
                new Exchange.Id("x"),
                new Origin(null, null, null, "recording", null, 0),
                new Exchange.Request("POST", "/v1/chat/completions", HeaderFields.NOT_RECORDED, body(REQUEST)),
                new Reply.Answered(new Reply.Head(0, HeaderFields.NOT_RECORDED), body(RESPONSE)),
                null);
        for (String format : List.of("har", "ndjson")) {
            Exchange copy = exchange(again(format, bare).getFirst());
            assertThat(copy.request()).isEqualTo(bare.request());
            assertThat(copy.reply()).isEqualTo(bare.reply());
            assertThat(copy.origin().recordedAt()).isNull();
        }
    }

    @Test
    void spansHoldMessagesParametersAndUsage() throws IOException {
        Instant at = Instant.parse("2026-01-01T00:00:00.000000005Z");
        Exchange copy = exchange(again("otel", exchange(at, answered())).getFirst());
        assertThat(copy.request().body()).isEqualTo(body(REQUEST));
        assertThat(((Reply.Answered) copy.reply()).body().json().path("choices"))
                .isEqualTo(body(RESPONSE).json().path("choices"));
        assertThat(((Reply.Answered) copy.reply()).body().json().path("usage"))
                .hasToString("{\"prompt_tokens\":1,\"completion_tokens\":2}");
        assertThat(copy.origin().recordedAt()).isEqualTo(at);
    }

    @Test
    void anExchangeThatAFormatCannotHoldIsSkipped() throws IOException {
        Exchange failed =
                exchange(null, new Reply.Unanswered(new Reply.Failure(Reply.Failure.Kind.TIMEOUT, "timeout")));
        for (String format : List.of("ndjson", "otel", "vcr")) {
            Exporter exporter = Exporter.write(format, List.of(failed).iterator(), new StringWriter())
                    .orElseThrow();
            assertThat(exporter.skipped()).isOne();
        }
        assertThat(exchange(again("har", failed).getFirst()).reply()).isEqualTo(failed.reply());
    }
}
