package dev.loupe.diff;

import static dev.loupe.diff.Edit.Effect.BREAKING;
import static dev.loupe.diff.Edit.Effect.HARMLESS;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Collects edits; the predicates select the schemas that they apply to. */
final class EditRows {
    private final List<Edit> all = new ArrayList<>();

    List<Edit> all() {
        return all;
    }

    void narrow(String name, Predicate<ObjectNode> apply) {
        other(name, BREAKING, HARMLESS, apply);
    }

    void widen(String name, Predicate<ObjectNode> apply) {
        other(name, HARMLESS, BREAKING, apply);
    }

    void harmless(String name, Predicate<ObjectNode> apply) {
        other(name, HARMLESS, HARMLESS, apply);
    }

    void breaks(String name, Predicate<ObjectNode> apply) {
        other(name, BREAKING, BREAKING, apply);
    }

    void other(String name, Edit.Effect request, Edit.Effect answer, Predicate<ObjectNode> apply) {
        all.add(new Edit(name, request, answer, apply));
    }

    static boolean number(ObjectNode s) {
        String type = s.path("type").asText("");
        return (type.equals("number") || type.equals("integer")) && !s.has("enum");
    }

    static boolean text(ObjectNode s) {
        return s.path("type").asText("").equals("string") && !s.has("enum") && !s.has("format");
    }

    static boolean array(ObjectNode s) {
        return s.path("type").asText("").equals("array");
    }

    static boolean object(ObjectNode s) {
        return s.path("type").asText("").equals("object")
                && s.path("properties").size() > 0;
    }

    static boolean open(ObjectNode s) {
        return object(s) && !s.has("additionalProperties");
    }

    static boolean closed(ObjectNode s) {
        return object(s)
                && s.path("additionalProperties").isBoolean()
                && !s.path("additionalProperties").booleanValue();
    }

    static boolean put(ObjectNode s, String name, Object value) {
        s.putPOJO(name, value);
        s.set(name, new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(value));
        return true;
    }
}
