package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.Transport;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFiles;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.exchange.text.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Imports files of other tools: HAR 1.2, Markdown documentation, NDJSON logs. What is unknown is left out, never guessed; an entry
 * that cannot be read does not affect the others. {@link RecordingFormat} removes secrets: it writes nothing without a {@link
 * Redactor}.
 */
public final class Importers {
    /** Providers of known hosts; other providers have the name of their host. */
    private static final Map<String, String> PROVIDERS = Map.of(
            "api.aimlapi.com", "aimlapi",
            "api.openai.com", "openai",
            "openrouter.ai", "openrouter");

    private Importers() {}

    /** Imports by the type of the file: {@code .har}, {@code .md}, {@code .ndjson}, {@code .jsonl} (also {@code .gz}). */
    public static List<ReadResult> importFile(Path file) {
        String name = file.toString();
        String lower = name.toLowerCase(Locale.ROOT);
        if (RecordingFiles.isLines(lower)) {
            return NdjsonImporter.entries(file);
        }
        boolean har = lower.endsWith(".har");
        if (!har && !lower.endsWith(".md") && !lower.endsWith(".markdown")) {
            return failure(name, "not a kind of file that can be imported; give .har, .md, .ndjson or .jsonl");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(2 * InputLimits.RECORD_BYTES + 1);
            if (bytes.length > 2 * InputLimits.RECORD_BYTES) {
                return failure(
                        name,
                        "larger than " + InputLimits.mebibytes(2 * InputLimits.RECORD_BYTES)
                                + ", the bound for a file to import; export fewer requests");
            }
            int invalid = Utf8.firstInvalid(bytes, 0, bytes.length);
            if (invalid >= 0) {
                return failure(name, "not UTF-8 at byte %,d; save it as UTF-8".formatted(invalid));
            }
            return har ? HarImporter.entries(name, bytes) : MarkdownImporter.entries(name, text(bytes));
        } catch (NoSuchFileException e) {
            return failure(name, "no such file; check the path");
        } catch (IOException e) {
            return failure(name, "cannot be read: " + e.getMessage());
        }
    }

    private static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static List<ReadResult> failure(String file, String message) {
        return List.of(new ReadResult.Unreadable(file, 1, message));
    }

    /** An exchange of the file, as recorded by {@code kind}. */
    static ReadResult entry(
            String file,
            int line,
            int number,
            String kind,
            @Nullable Instant at,
            Exchange.Request request,
            Reply reply) {
        String provider = provider(request.url());
        var origin = new Origin(provider.isEmpty() ? null : provider, null, at, kind, file, line);
        ObjectNode kept = JsonNodeFactory.instance.objectNode();
        kept.withObjectProperty("source").put("note", "imported from " + fileName(file));
        var id = new Exchange.Id((provider.isEmpty() ? "imported" : provider) + "/" + stem(file) + "/" + number);
        return new ReadResult.Read(new Exchange(id, origin, request, reply, null, Transport.NONE, kept));
    }

    private static String fileName(String file) {
        return file.substring(file.replace('\\', '/').lastIndexOf('/') + 1);
    }

    private static String stem(String file) {
        String name = fileName(file);
        int dot = name.indexOf('.', 1);
        return dot < 0 ? name : name.substring(0, dot);
    }

    private static String provider(String url) {
        try {
            String host = new URI(url).getHost();
            return host == null ? "" : PROVIDERS.getOrDefault(host.toLowerCase(Locale.ROOT), host);
        } catch (java.net.URISyntaxException e) {
            return "";
        }
    }

    /** A body from text that another tool decoded. */
    static Body body(String text) throws ImportException {
        try {
            return Body.of(text.getBytes(StandardCharsets.UTF_8));
        } catch (InputLimits.Exceeded e) {
            throw new ImportException(e.bound() + "; exclude it");
        }
    }

    /** The events of a stream whose pieces were not recorded. */
    static Reply stream(Reply.Head head, byte[] bytes) throws ImportException {
        try {
            return Reply.Streamed.of(head, List.of(new TimedBytes(-1, bytes)), Reply.Ending.CLOSED);
        } catch (InputLimits.Exceeded e) {
            throw new ImportException(e.bound() + "; exclude it");
        }
    }

    /** Headers by name and value, in any order and number. */
    static HeaderFields headers(Iterable<Map.Entry<String, String>> fields) {
        SortedMap<String, List<String>> byName = new TreeMap<>();
        for (var field : fields) {
            byName.computeIfAbsent(field.getKey().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(field.getValue());
        }
        return new HeaderFields(byName, true);
    }

    /** Whether this is the body of a chat-completions request. */
    static boolean isRequest(JsonNode body) {
        return body.path("model").isTextual() && body.path("messages").isArray();
    }

    /** Whether this is the response to such a request, a completion or an error. */
    static boolean isAnswer(JsonNode body) {
        return body.path("choices").isArray()
                || body.path("error").isObject()
                || (body.path("statusCode").isValueNode()
                        && body.path("message").isTextual());
    }
}
