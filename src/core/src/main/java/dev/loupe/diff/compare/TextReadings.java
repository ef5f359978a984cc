package dev.loupe.diff.compare;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The values that a text can stand for: {@code 5} is a string, and a number for a reader that expects one. */
final class TextReadings {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,400}(\\.[0-9]{1,400})?([eE][-+]?[0-9]{1,3})?");
    private static final int MOST = 64;

    private TextReadings() {}

    static List<JsonNode> scalars(String text) {
        List<JsonNode> all = new ArrayList<>();
        all.add(TextNode.valueOf(text));
        if (NUMBER.matcher(text).matches()) {
            all.add(JsonNodeFactory.instance.numberNode(new BigDecimal(text)));
        } else if (text.equals("true") || text.equals("false")) {
            all.add(BooleanNode.valueOf(text.equals("true")));
        }
        return all;
    }

    static Optional<JsonNode> json(String text) {
        try {
            return Optional.of(MAPPER.readTree(text));
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }

    /** One reading of each, in every combination, up to a limit. */
    static <T> List<List<T>> combinations(List<List<T>> choices) {
        List<List<T>> all = List.of(List.of());
        for (List<T> choice : choices) {
            List<List<T>> longer = new ArrayList<>();
            for (List<T> start : all) {
                for (T each : choice) {
                    List<T> next = new ArrayList<>(start);
                    next.add(each);
                    longer.add(next);
                }
            }
            all = longer.subList(0, Math.min(MOST, longer.size()));
        }
        return all;
    }
}
