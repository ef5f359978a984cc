package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.nio.charset.StandardCharsets;

/** Exports of Helicone: {@code request_body}, {@code response_body}. */
final class HeliconeFormat implements ImportFormat.OfRecord {
    @Override
    public String name() {
        return "helicone";
    }

    @Override
    public boolean matches(JsonNode log) {
        return log.has("request_body") && log.has("response_body");
    }

    @Override
    public void read(JsonNode log, EntrySink sink) throws ImportException {
        JsonNode request = ImportedMessages.unquoted(log.path("request_body"));
        JsonNode response = ImportedMessages.unquoted(log.path("response_body"));
        String url = log.path("request_path").asText("");
        int status = log.path("response_status").asInt(0);
        var at = ImportedMessages.time(log.path("request_created_at"));
        JsonNode streamed = response.isTextual() ? response : response.path("streamed_data");
        if (!ImportedMessages.isRequest(request)) {
            sink.skipped("its request has no model and messages");
        } else if (streamed.isTextual()
                && ImportedMessages.looksLikeEvents(streamed.textValue().getBytes(StandardCharsets.UTF_8))) {
            var head = new Reply.Head(ImportedMessages.isStatus(status) ? status : 0, HeaderFields.NOT_RECORDED);
            sink.recorded(
                    at,
                    ImportedMessages.request(url, request),
                    ImportedMessages.stream(head, streamed.textValue().getBytes(StandardCharsets.UTF_8)));
        } else if (LoggedCall.isChunks(streamed)) {
            var head = new Reply.Head(ImportedMessages.isStatus(status) ? status : 0, HeaderFields.NOT_RECORDED);
            sink.recorded(at, ImportedMessages.request(url, request), LoggedCall.stream(head, streamed));
        } else if (!ImportedMessages.isResponse(response)) {
            sink.skipped("its response has neither choices nor an error");
        } else if (request.path("stream").asBoolean(false) && response.has("choices")) {
            LoggedCall.assembled(at, url, request, status, response, sink);
        } else {
            sink.recorded(at, ImportedMessages.request(url, request), ImportedMessages.response(status, response));
        }
    }
}
