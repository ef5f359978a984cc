package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Files of the batch API: the output has the responses, the input the requests; {@code custom_id} connects them. The requests
 * are found in the files that are imported together.
 */
final class OpenAiBatchFormat implements ImportFormat.OfFile {
    /** A batch has at most 50,000 requests. */
    private static final int MOST_REQUESTS = 100_000;

    private static final int MOST_COMPANIONS = 50;

    @Override
    public String name() {
        return "openai-batch";
    }

    @Override
    public boolean matches(ImportFile file) {
        JsonNode first = file.firstRecord();
        return first.path("custom_id").isTextual() && (isRequest(first) || isResponse(first));
    }

    private static boolean isRequest(JsonNode log) {
        return log.has("url") && log.has("body");
    }

    private static boolean isResponse(JsonNode log) {
        return log.has("response") || log.has("error");
    }

    /** What the files have by custom id. */
    private record Batch(Map<String, JsonNode> requests, Set<String> responses) {
        void add(JsonNode log) {
            String id = log.path("custom_id").asText("");
            if (OpenAiBatchFormat.isRequest(log) && requests.size() < MOST_REQUESTS) {
                requests.putIfAbsent(id, log);
            } else if (OpenAiBatchFormat.isResponse(log) && responses.size() < MOST_REQUESTS) {
                responses.add(id);
            }
        }
    }

    @Override
    public void read(ImportFile file, EntrySink sink) throws IOException {
        Batch batch = new Batch(new HashMap<>(), new HashSet<>());
        add(file, batch);
        file.companions().stream()
                .filter(path -> !path.equals(file.path()))
                .limit(MOST_COMPANIONS)
                .forEach(path -> add(path, batch));
        JsonRecords.forEach(file, sink, (log, entries) -> one(log, batch, entries));
    }

    private void add(Path companion, Batch batch) {
        try {
            ImportFile file = ImportFile.read(companion, java.util.List.of(), read -> {});
            if (matches(file)) {
                add(file, batch);
            }
        } catch (IOException | ImportException | dev.loupe.exchange.text.InputLimits.Exceeded unreadable) {
            // it is reported when it is imported itself
        }
    }

    private static void add(ImportFile file, Batch batch) throws IOException {
        EntrySink nothing = new EntrySink("", "", entry -> {});
        JsonRecords.forEach(file, nothing, (log, entries) -> batch.add(log));
    }

    private static void one(JsonNode log, Batch batch, EntrySink sink) {
        String id = log.path("custom_id").asText("");
        if (isResponse(log)) {
            response(log, batch.requests().getOrDefault(id, JsonNodeFactory.instance.objectNode()), sink);
        } else if (!isRequest(log)) {
            sink.skipped("a line that is neither a request nor a response of a batch");
        } else if (!batch.responses().contains(id)) {
            sink.skipped("a request of a batch without its response; import it together with the output file");
        }
    }

    private static void response(JsonNode log, JsonNode input, EntrySink sink) {
        String url = input.path("url").asText("");
        if (!url.isEmpty()
                && !ImportedMessages.isChatCompletion(input.path("method").asText("POST"), url)) {
            sink.skipped("not a POST to .../chat/completions");
            return;
        }
        JsonNode response = log.path("response");
        JsonNode body = response.path("body");
        Body sent = input.path("body").isObject() ? new Body.Json(input.get("body")) : new Body.None();
        Exchange.Request request = ImportedMessages.request(url, HeaderFields.NOT_RECORDED, sent);
        if (ImportedMessages.isResponse(body)) {
            sink.recorded(
                    null,
                    request,
                    ImportedMessages.response(response.path("status_code").asInt(0), body));
        } else if (log.path("error").isObject()) {
            String message =
                    log.at("/error/message").asText(log.at("/error/code").asText("error"));
            sink.recorded(null, request, new Reply.Unanswered(new Reply.Failure(Reply.Failure.Kind.OTHER, message)));
        } else {
            sink.skipped("its response has neither choices nor an error");
        }
    }
}
