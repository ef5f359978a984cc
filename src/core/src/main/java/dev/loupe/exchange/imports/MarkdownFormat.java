package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Imports a documentation page: samples, fenced, in HTML or in plain text, of requests (JSON, cURL, HTTP, Python, JavaScript) and of
 * responses (JSON, JSON5, HTTP, Python output). A response belongs to the first request after the previous response; tabs with one request in many
 * languages are one request. A page that begins with the first line of a request is the output of HTTPie: its messages were sent.
 */
final class MarkdownFormat implements ImportFormat.OfFile {
    /** The property that identifies a response, in any language. */
    static final Pattern CHOICES = Pattern.compile("[\"']choices[\"']\\s*:");

    private static final int MOST_TABS = 50;

    private static final Pattern URL = Pattern.compile("https?://[^\\s\"'`<>)]+/chat/completions");

    /** A call of an SDK whose arguments are the properties of the request. */
    private static final Pattern PYTHON_CALL = Pattern.compile("\\bcompletions?(?:\\.create)?\\(");

    /** The head of a response in a sample of HTTP. Its fields are examples on a page, so that the status alone is used there. */
    private static final Pattern HEAD =
            Pattern.compile("HTTP/[0-9.]+ ([1-5][0-9]{2})\\b.*\n(?:[A-Za-z0-9-]+:.*\n)*+\\s*+");

    private static final Pattern FIELD = Pattern.compile("([A-Za-z0-9-]+):(.*)");

    static final Pattern REQUEST_LINE = Pattern.compile("(?m)^POST (/\\S*/chat/completions) HTTP/[0-9.]+$");

    private static final Pattern HOST = Pattern.compile("(?mi)^host:\\s*([A-Za-z0-9.:-]+)\\s*$");

    @Override
    public String name() {
        return "markdown";
    }

    @Override
    public boolean matches(ImportFile file) {
        return file.isNamed(".md", ".mdx", ".markdown", ".html", ".htm", ".rst", ".adoc")
                || (file.isNamed(".txt")
                        && !file.looksLikeJson()
                        && (CHOICES.matcher(file.text()).find() || LenientJson.isPrinted(file.text())));
    }

    @Override
    public void read(ImportFile file, EntrySink sink) {
        List<Exchange.Request> requests = new ArrayList<>();
        boolean answered = true;
        boolean sent = REQUEST_LINE.matcher(file.text()).lookingAt();
        for (PageSamples.Sample sample : PageSamples.of(file.text())) {
            sink.at(sample.line());
            try {
                Reply reply = reply(sample, sent);
                if (reply != null) {
                    if (requests.isEmpty()) {
                        throw new ImportException(
                                "a response without a request before it; add the request to the page");
                    }
                    sink.numbered(sink.count() + 1);
                    if (sent) {
                        sink.recorded(null, requests.getFirst(), reply);
                    } else {
                        sink.documented(fitting(requests, reply), reply);
                    }
                    answered = true;
                    continue;
                }
                Exchange.Request next = request(sample, sent);
                if (next != null && answered) {
                    requests.clear();
                    answered = false;
                }
                if (next != null && requests.size() < MOST_TABS) {
                    requests.add(next);
                }
            } catch (ImportException e) {
                sink.damaged(e.what());
            }
        }
        if (sink.count() == 0) {
            sink.at(1);
            sink.skipped("no sample of a response (JSON with choices or an error, or data: lines) on this page");
        }
    }

    /** Of several tabs the first whose {@code stream} fits the response. */
    private static Exchange.Request fitting(List<Exchange.Request> requests, Reply reply) {
        boolean streamed = reply instanceof Reply.Streamed;
        return requests.stream()
                .filter(request -> request.property("stream").asBoolean(false) == streamed)
                .findFirst()
                .orElse(requests.getFirst());
    }

    private static @Nullable Reply reply(PageSamples.Sample sample, boolean sent) throws ImportException {
        String text = sample.text().strip();
        Matcher written = HEAD.matcher(text);
        boolean hasHead = written.lookingAt();
        var head = new Reply.Head(
                hasHead ? Integer.parseInt(written.group(1)) : 0,
                hasHead && sent ? fields(written.group()) : HeaderFields.NOT_RECORDED);
        text = hasHead ? text.substring(written.end()) : text;
        if (text.startsWith("data:") || text.startsWith(": ") || text.startsWith("event:")) {
            return ImportedMessages.stream(head, (text + "\n\n").getBytes(StandardCharsets.UTF_8));
        }
        if (!text.startsWith("{")) {
            JsonNode printed = LenientJson.isPrinted(text) ? LenientJson.printed(text) : null;
            return printed != null && ImportedMessages.isResponse(printed)
                    ? new Reply.Answered(head, new Body.Json(printed))
                    : null;
        }
        Body body = ImportedMessages.body(text);
        if (!(body instanceof Body.Json)) {
            JsonNode loose = LenientJson.object(text);
            body = loose == null ? body : new Body.Json(loose);
        }
        if (body instanceof Body.Json json) {
            return ImportedMessages.isResponse(json.value()) ? new Reply.Answered(head, json) : null;
        }
        if (CHOICES.matcher(text).find()) {
            throw new ImportException(
                    "a sample of a response that is not a complete JSON object, or has a duplicate property; correct the page");
        }
        return null;
    }

    private static Exchange.@Nullable Request request(PageSamples.Sample sample, boolean sent) throws ImportException {
        JsonNode body = LenientJson.inCommand(sample.text(), ImportedMessages::isRequest);
        if (body == null) {
            body = LenientJson.arguments(sample.text(), PYTHON_CALL);
        }
        if (body == null || !ImportedMessages.isRequest(body)) {
            return null;
        }
        var headers = sent
                ? fields(sample.text())
                : ImportedMessages.headers(List.of(Map.entry("content-type", "application/json")));
        return new Exchange.Request("POST", url(sample.text()), headers, new Body.Json(body));
    }

    /** The fields between the first line of a message and its first empty line. */
    private static HeaderFields fields(String message) {
        return ImportedMessages.headers(message.lines()
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .map(FIELD::matcher)
                .filter(Matcher::matches)
                .map(field -> Map.entry(field.group(1), field.group(2).strip()))
                .toList());
    }

    /** The URL of a command or a call, or of the request line and host of HTTP; empty when the sample has none. */
    private static String url(String sample) {
        Matcher url = URL.matcher(sample);
        if (url.find()) {
            return url.group();
        }
        Matcher line = REQUEST_LINE.matcher(sample);
        Matcher host = HOST.matcher(sample);
        return !line.find() ? "" : host.find() ? "https://" + host.group(1) + line.group(1) : line.group(1);
    }
}
