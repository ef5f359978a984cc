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
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;

/** Files of other tools for tests, and what was imported from them. */
abstract class ImportedFiles {
    static final String URL = "https://llm.example.com/v1/chat/completions";

    static final String REQUEST = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";

    static final String RESPONSE =
            "{\"id\":\"a\",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"ho\"}}]}";

    static final String STREAM = "data: {\"choices\":[]}\n\ndata: [DONE]\n\n";

    @TempDir
    Path folder;

    List<ImportedEntry> entries(String name, String content) {
        return entries(null, write(name, content));
    }

    static List<ImportedEntry> entries(@Nullable String from, Path... paths) {
        List<ImportedEntry> entries = new ArrayList<>();
        Importers.importAll(List.of(paths), from, null, read -> {}, entries::add);
        return entries;
    }

    Path write(String name, String content) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.writeString(file, content);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Exchange only(List<ImportedEntry> entries) {
        assertThat(entries).hasSize(1);
        assertThat(entries.getFirst()).isInstanceOf(ImportedEntry.Imported.class);
        Exchange exchange = ((ImportedEntry.Imported) entries.getFirst()).exchange();
        byte[] line = RecordingFormat.line(exchange, Redactor.of("KEY"));
        assertThat(RecordingFormat.read(RawRecord.of("f", 1, line))).isInstanceOf(ReadResult.Read.class);
        return exchange;
    }

    static String skipped(List<ImportedEntry> entries) {
        assertThat(entries).hasSize(1);
        return ((ImportedEntry.Skipped) entries.getFirst()).why();
    }

    static String damaged(List<ImportedEntry> entries) {
        assertThat(entries).hasSize(1);
        return ((ImportedEntry.Damaged) entries.getFirst()).message();
    }

    static JsonNode response(Exchange exchange) {
        return ((Reply.Answered) exchange.reply()).body().json();
    }

    static int status(Exchange exchange) {
        return Objects.requireNonNull(exchange.reply().headOrNull()).code();
    }

    static String stream(Exchange exchange) {
        StringBuilder text = new StringBuilder();
        ((Reply.Streamed) exchange.reply()).bytes().forEach(piece -> text.append(new String(piece.bytes(), UTF_8)));
        return text.toString();
    }

    /** A cassette of vcrpy with one interaction. */
    static String vcrpy(String request, String headers, String response) {
        return "interactions:\n- request:\n" + request
                + "    headers: {host: [llm.example.com]}\n    method: POST\n    uri: " + URL
                + "\n  response:\n" + response + "    headers: {" + headers
                + "}\n    status: {code: 200, message: OK}\nversion: 1\n";
    }

    static String body(String value) {
        return "    body: " + value + "\n";
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] gzip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }
}
