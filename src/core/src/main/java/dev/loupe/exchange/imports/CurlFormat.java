package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Terminal output of {@code curl -v}. It has both heads and the response; the body of the request is in the command before it. */
final class CurlFormat implements ImportFormat.OfFile {
    private static final Pattern REQUEST = Pattern.compile("> ([A-Z]+) (\\S+) HTTP/[0-9.]+");
    private static final Pattern STATUS = Pattern.compile("< HTTP/[0-9.]+ ([0-9]{3})\\b.*");
    private static final Pattern FIELD = Pattern.compile("[<>] ([^:\\s]+): ?(.*)");
    private static final Pattern URL = Pattern.compile("https?://[^\\s\"'`<>)\\\\]+");

    /** What curl adds to a body that does not end with a line feed. */
    private static final Pattern AFTER_BODY =
            Pattern.compile("\\* (Connection #[0-9]+ to host .*left intact|Closing connection.*|shutting down.*)$");

    /** Notes, the progress of transfers, and sizes of data that curl writes elsewhere. */
    private static final Pattern NOTE =
            Pattern.compile("[*] .*|[{}] \\[[0-9]+ bytes data]|\\s*% Total .*|\\s*Dload .*|\\s*[0-9]+ .*--:--.*");

    @Override
    public String name() {
        return "curl";
    }

    @Override
    public boolean matches(ImportFile file) {
        String text = file.text();
        return !file.looksLikeJson()
                && text.lines().anyMatch(line -> REQUEST.matcher(line).matches())
                && text.lines().anyMatch(line -> STATUS.matcher(line).matches());
    }

    @Override
    public void read(ImportFile file, EntrySink sink) {
        List<String> lines = file.text().lines().toList();
        int number = 0;
        int commandFrom = 0;
        for (int at = 0; at < lines.size(); at++) {
            Matcher request = REQUEST.matcher(lines.get(at));
            if (request.matches()) {
                sink.at(at + 1);
                sink.numbered(++number);
                String command = String.join("\n", lines.subList(commandFrom, at));
                commandFrom = responseEnd(lines, at + 1);
                call(request, command, lines.subList(at + 1, commandFrom), sink);
                at = commandFrom - 1;
            }
        }
    }

    /** The line after the response: the next command, request, or note after the body. */
    private static int responseEnd(List<String> lines, int from) {
        boolean body = false;
        for (int at = from; at < lines.size(); at++) {
            String line = lines.get(at);
            boolean head = line.equals("<") || line.startsWith("< ");
            if (REQUEST.matcher(line).matches() || (body && (line.startsWith("$ ") || line.startsWith("curl ")))) {
                return at;
            }
            if (body && (line.startsWith("* ") || AFTER_BODY.matcher(line).find())) {
                return at + 1;
            }
            body |= line.strip().equals("<");
            body &= !head || line.strip().equals("<");
        }
        return lines.size();
    }

    private static void call(Matcher request, String command, List<String> lines, EntrySink sink) {
        if (!ImportedMessages.isChatCompletion(request.group(1), request.group(2))) {
            sink.skipped("not a POST to .../chat/completions");
            return;
        }
        JsonNode sent = LenientJson.inCommand(command, ImportedMessages::isRequest);
        if (sent == null) {
            sink.skipped(
                    "curl -v does not show the body of the request; keep the command with --data before its output");
            return;
        }
        try {
            List<Map.Entry<String, String>> asked = new ArrayList<>();
            int at = fields(lines, 0, '>', asked);
            Reply reply = reply(lines, at);
            if (reply == null) {
                sink.skipped("a request without a response");
                return;
            }
            sink.recorded(
                    null,
                    ImportedMessages.request(
                            url(command, request.group(2)), ImportedMessages.headers(asked), new Body.Json(sent)),
                    reply);
        } catch (ImportException e) {
            sink.damaged(e.what());
        }
    }

    private static String url(String command, String path) {
        Matcher url = URL.matcher(command);
        while (url.find()) {
            if (url.group().endsWith(path)) {
                return url.group();
            }
        }
        return path;
    }

    private static int fields(List<String> lines, int from, char direction, List<Map.Entry<String, String>> fields) {
        int at = from;
        for (; at < lines.size(); at++) {
            String line = lines.get(at);
            Matcher field = FIELD.matcher(line);
            if (line.strip().equals(String.valueOf(direction))) {
                return at + 1;
            }
            if (line.startsWith(direction + " ") && field.matches()) {
                fields.add(Map.entry(field.group(1), field.group(2).strip()));
            }
        }
        return at;
    }

    /** The last response that is not interim; null when there is none. */
    private static @Nullable Reply reply(List<String> lines, int from) throws ImportException {
        for (int at = from; at < lines.size(); at++) {
            Matcher status = STATUS.matcher(lines.get(at));
            if (status.matches() && !status.group(1).startsWith("1")) {
                List<Map.Entry<String, String>> fields = new ArrayList<>();
                int body = fields(lines, at + 1, '<', fields);
                var head = new Reply.Head(Integer.parseInt(status.group(1)), ImportedMessages.headers(fields));
                return ImportedMessages.response(head, body(lines.subList(body, lines.size())));
            }
        }
        return null;
    }

    private static byte[] body(List<String> lines) {
        StringBuilder body = new StringBuilder();
        for (String line : lines) {
            if (!NOTE.matcher(line).matches()) {
                body.append(AFTER_BODY.matcher(line).replaceFirst("")).append('\n');
            }
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }
}
