package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedCompletion.Said;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.text.UrlPath;
import java.util.ArrayList;
import java.util.List;

/** Takes an answer apart. */
public final class ExchangeParser {
    private static final ParsedResponse NOT_CHAT = new ParsedResponse.None("not a request for a chat completion");
    private static final ParsedResponse UNANSWERED = new ParsedResponse.None("no answer came");
    public static final ParsedResponse NO_COMPLETION = new ParsedResponse.None("the answer is not a chat completion");

    private final List<ChoiceBuilder> choices = new ArrayList<>(1);
    private Said usage = Said.NOTHING;
    private Said meta = Said.NOTHING;
    private int errorEvent = -1;

    private ExchangeParser() {}

    public static ParsedResponse answer(Exchange exchange) {
        if (!isChat(exchange)) {
            return NOT_CHAT;
        }
        return switch (exchange.reply()) {
            case Reply.Unanswered unanswered -> UNANSWERED;
            case Reply.Answered answered -> answered(answered);
            case Reply.Streamed streamed ->
                streamed.head().code() >= 400
                        ? new ParsedResponse.Failed(firstJson(streamed.events()))
                        : new ExchangeParser().streamed(streamed);
        };
    }

    /** By the address where it was recorded, else by what the request looks like. */
    private static boolean isChat(Exchange exchange) {
        String url = exchange.request().url();
        if (url.isEmpty()) {
            JsonNode body = exchange.request().body().json();
            return body.isMissingNode() || body.has("messages");
        }
        return UrlPath.endsWith(url, "/chat/completions");
    }

    private static ParsedResponse answered(Reply.Answered answered) {
        JsonNode body = answered.body().json();
        int status = answered.head().code();
        if (status >= 400 || isError(body)) {
            return new ParsedResponse.Failed(body);
        }
        return body.path("choices").isArray() ? new ExchangeParser().whole(body) : NO_COMPLETION;
    }

    /** Whether this is an error and no completion, in any of the shapes that dialects have. */
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
                                // vLLM before 0.10
                                || StrictValues.textOrEmpty(body.path("object")).equals("error")));
    }

    private static JsonNode firstJson(List<SseEvent> events) {
        for (SseEvent event : events) {
            JsonNode json = event.json();
            if (json != null) {
                return json;
            }
        }
        return Said.NOTHING.value();
    }

    private ParsedResponse whole(JsonNode body) {
        JsonNode array = body.path("choices");
        for (int i = 0; i < array.size(); i++) {
            JsonNode choice = array.path(i);
            Choice.Spot at = new Choice.Spot(-1, i);
            ChoiceBuilder builder = new ChoiceBuilder(StrictValues.whole(choice.path("index")), at);
            builder.add(choice, choice.path("message"), at);
            choices.add(builder);
        }
        said(body, -1);
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
                Choice.Spot at = new Choice.Spot(event, i);
                long index = StrictValues.whole(choice.path("index"));
                // an index that is not there is the business of the schema; the place in the list stands for it
                builderOf(index == StrictValues.NOT_WHOLE ? i : index, at).add(choice, choice.path("delta"), at);
            }
            said(chunk, event);
        }
        return new ParsedCompletion(Said.NOTHING.value(), events, stream.ending(), built(), usage, meta, errorEvent);
    }

    /** In mid-stream an error may come with a choice that it ends. */
    private static boolean isErrorChunk(JsonNode chunk) {
        JsonNode error = chunk.path("error");
        return error.isObject() || !StrictValues.textOrEmpty(error).isEmpty() || isError(chunk);
    }

    private ChoiceBuilder builderOf(long index, Choice.Spot at) {
        for (ChoiceBuilder builder : choices) {
            if (builder.index() == index) {
                return builder;
            }
        }
        ChoiceBuilder builder = new ChoiceBuilder(index, at);
        choices.add(builder);
        return builder;
    }

    /** Usage may come on every chunk; the last that says anything counts. */
    private void said(JsonNode node, int event) {
        JsonNode value = node.path("usage");
        if (value.isObject() && !value.isEmpty()) {
            usage = new Said(value, event);
        }
        value = node.path("meta");
        if (value.isObject()) {
            meta = new Said(value, event);
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
