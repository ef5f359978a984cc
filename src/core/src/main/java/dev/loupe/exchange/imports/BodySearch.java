package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds the request and the response of a record by their content, where their names are unknown: the only ones in it. */
final class BodySearch {
    private static final int MOST_VALUES = 2_000;
    private static final int MOST_LEVELS = 8;

    private static final Pattern REQUEST = Pattern.compile("(?i).*(req|input|prompt).*");
    private static final Pattern RESPONSE = Pattern.compile("(?i).*(res|output|reply|answer|completion).*");

    /** What was never sent: settings, and samples of tests. */
    private static final Pattern NOT_SENT =
            Pattern.compile("(?i).*(default|example|sample|template|mock|fixture|expect).*");

    /**
     * A body.
     *
     * @param holder the object that has it, perhaps with its URL, headers and status
     */
    record Found(JsonNode holder, JsonNode body) {}

    private final List<Found> requests = new ArrayList<>();
    private final List<Found> responses = new ArrayList<>();
    private final List<JsonNode> lists = new ArrayList<>();
    private int values;

    private BodySearch() {}

    static BodySearch in(JsonNode log) {
        BodySearch search = new BodySearch();
        search.properties(log, 0);
        return search;
    }

    /** The only request; null when there is none or when several differ. */
    @Nullable
    Found request() {
        return only(requests);
    }

    /** The only response; null when there is none or when several differ. */
    @Nullable
    Found response() {
        return only(responses);
    }

    /** The items of lists with several requests, each a record of its own. */
    List<JsonNode> records() {
        List<JsonNode> records = new ArrayList<>();
        for (JsonNode list : lists) {
            for (JsonNode item : list) {
                JsonNode record = ImportedMessages.unquoted(item);
                records.add(
                        record.isObject()
                                ? record
                                : JsonNodeFactory.instance.objectNode().set("item", record));
            }
        }
        return records;
    }

    private static @Nullable Found only(List<Found> found) {
        return found.stream().map(Found::body).distinct().count() == 1 ? found.getFirst() : null;
    }

    private void properties(JsonNode holder, int level) {
        holder.properties()
                .forEach(property ->
                        value(holder, property.getKey(), ImportedMessages.unquoted(property.getValue()), level));
    }

    private void value(JsonNode holder, String name, JsonNode value, int level) {
        if (++values > MOST_VALUES || level > MOST_LEVELS || matches(NOT_SENT, name)) {
            return;
        }
        if (ImportedMessages.isRequest(value) || (isMessages(value.path("messages")) && matches(REQUEST, name))) {
            requests.add(new Found(holder, value));
        } else if (isResponse(name, value)) {
            responses.add(new Found(holder, value));
        } else if (value.isArray()) {
            list(holder, name, value, level);
        } else {
            properties(value, level + 1);
        }
    }

    private void list(JsonNode holder, String name, JsonNode list, int level) {
        int known = requests.size();
        int inside = lists.size();
        list.forEach(item -> value(holder, name, ImportedMessages.unquoted(item), level + 1));
        if (requests.size() - known > 1) {
            lists.subList(inside, lists.size()).clear();
            lists.add(list);
        }
    }

    /** The model may be in the URL instead of the body. */
    private static boolean isMessages(JsonNode messages) {
        return messages.path(0).path("role").isTextual();
    }

    private static boolean isResponse(String name, JsonNode value) {
        return isChoices(value.path("choices"))
                || (matches(RESPONSE, name) && LogFormat.isResponse(value))
                || LoggedCall.isChunks(value);
    }

    /** A form or a setting has choices too, which are text. */
    private static boolean isChoices(JsonNode choices) {
        JsonNode first = choices.path(0);
        return first.has("message") || first.has("delta") || first.has("finish_reason");
    }

    private static boolean matches(Pattern pattern, String name) {
        return pattern.matcher(name).matches();
    }
}
