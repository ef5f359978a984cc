package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion.JsonField;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.text.UrlPath;
import java.util.ArrayList;
import java.util.List;

/** Parses the response of an exchange into what checks read. */
public final class ExchangeParser {
    private static final ParsedResponse NOT_CHAT = new ParsedResponse.None(ParsedResponse.Reason.NOT_CHAT);
    private static final ParsedResponse NO_RESPONSE = new ParsedResponse.None(ParsedResponse.Reason.NO_RESPONSE);
    private static final ParsedResponse NO_COMPLETION = new ParsedResponse.None(ParsedResponse.Reason.NO_COMPLETION);

    private final List<ChoiceBuilder> choices = new ArrayList<>(1);
    private JsonField usage = JsonField.ABSENT;
    private JsonField meta = JsonField.ABSENT;
    private int errorEvent = -1;

    private ExchangeParser() {}

    public static ParsedResponse parse(Exchange exchange) {
        if (!isChat(exchange)) {
            return NOT_CHAT;
        }
        return switch (exchange.reply()) {
            case Reply.Unanswered unanswered -> NO_RESPONSE;
            case Reply.Answered answered -> complete(answered);
            case Reply.Streamed streamed ->
                streamed.head().code() >= 400
                        ? new ParsedResponse.Failed(firstJson(streamed.events()))
                        : new ExchangeParser().streamed(streamed);
        };
    }

    /** By method and URL when it was recorded, else by the properties of the request. A probe may use another method on purpose. */
    private static boolean isChat(Exchange exchange) {
        String url = exchange.request().url();
        if (exchange.probed() == null && !exchange.request().method().equalsIgnoreCase("POST")) {
            return false;
        }
        if (url.isEmpty()) {
            JsonNode body = exchange.request().body().json();
            return body.isMissingNode() || body.has("messages");
        }
        return UrlPath.endsWith(url, "/chat/completions");
    }

    private static ParsedResponse complete(Reply.Answered answered) {
        JsonNode body = answered.body().json();
        int status = answered.head().code();
        if (status >= 400 || isError(body)) {
            return new ParsedResponse.Failed(body);
        }
        return body.path("choices").isArray() ? new ExchangeParser().nonStreaming(body) : NO_COMPLETION;
    }

    /** Whether this is an error and not a completion, in any shape that providers use. */
    public static boolean isError(JsonNode body) {
        if (!body.isObject()
                || (body.path("choices").isArray() && !body.path("choices").isEmpty())) {
            return false;
        }
        JsonNode error = body.path("error");
        return error.isObject()
                || !StrictValues.textOrEmpty(error).isEmpty()
                || (body.has("message")
                        && (body.has("statusCode")
                                // SiliconFlow, DashScope
                                || body.has("code")
                                // vLLM before 0.10
                                || StrictValues.textOrEmpty(body.path("object")).equals("error")));
    }

    /** The JSON of the body, or of the first event that has any; missing when there is none. */
    public static JsonNode firstJson(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered -> answered.body().json();
            case Reply.Streamed streamed -> firstJson(streamed.events());
            case Reply.Unanswered unanswered -> JsonField.ABSENT.value();
        };
    }

    private static JsonNode firstJson(List<SseEvent> events) {
        for (SseEvent event : events) {
            JsonNode json = event.json();
            if (json != null) {
                return json;
            }
        }
        return JsonField.ABSENT.value();
    }

    private ParsedResponse nonStreaming(JsonNode body) {
        JsonNode array = body.path("choices");
        for (int i = 0; i < array.size(); i++) {
            JsonNode choice = array.path(i);
            Choice.Location at = new Choice.Location(-1, i);
            ChoiceBuilder builder = new ChoiceBuilder(StrictValues.integer(choice.path("index")), at);
            builder.add(choice, choice.path("message"), at);
            choices.add(builder);
        }
        usageAndMeta(body, -1);
        return new ParsedCompletion(body, List.of(), null, built(), usage, meta, errorEvent);
    }

    private ParsedResponse streamed(Reply.Streamed stream) {
        List<SseEvent> events = stream.events();
        for (int event = 0; event < events.size(); event++) {
            JsonNode chunk = events.get(event).json();
            if (errorEvent < 0
                    && (events.get(event).type().equals("error") || (chunk != null && isErrorChunk(chunk)))) {
                errorEvent = event;
            }
            if (chunk == null || !chunk.isObject()) {
                continue;
            }
            JsonNode array = chunk.path("choices");
            for (int i = 0; i < array.size(); i++) {
                JsonNode choice = array.path(i);
                Choice.Location at = new Choice.Location(event, i);
                long index = StrictValues.integer(choice.path("index"));
                // the schema checks report a missing index; the position in the array replaces it here
                builderOf(index == StrictValues.NOT_AN_INTEGER ? i : index, at).add(choice, choice.path("delta"), at);
            }
            usageAndMeta(chunk, event);
        }
        return new ParsedCompletion(
                JsonField.ABSENT.value(), events, stream.ending(), built(), usage, meta, errorEvent);
    }

    /** In mid-stream, an error may come in a chunk with the choice that it ends. */
    private static boolean isErrorChunk(JsonNode chunk) {
        JsonNode error = chunk.path("error");
        return error.isObject() || !StrictValues.textOrEmpty(error).isEmpty() || isError(chunk);
    }

    private ChoiceBuilder builderOf(long index, Choice.Location at) {
        for (ChoiceBuilder builder : choices) {
            if (builder.index() == index) {
                return builder;
            }
        }
        ChoiceBuilder builder = new ChoiceBuilder(index, at);
        choices.add(builder);
        return builder;
    }

    /** Every chunk may have usage; the last one that is not empty counts. */
    private void usageAndMeta(JsonNode node, int event) {
        JsonNode value = node.path("usage");
        if (value.isObject() && !value.isEmpty()) {
            usage = new JsonField(value, event);
        }
        value = node.path("meta");
        if (value.isObject()) {
            meta = new JsonField(value, event);
        }
    }

    private List<Choice> built() {
        List<Choice> built = new ArrayList<>(choices.size());
        for (ChoiceBuilder builder : choices) {
            built.add(builder.build());
        }
        return built;
    }
}
