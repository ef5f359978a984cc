package dev.loupe.diff;

import static dev.loupe.diff.Edit.Effect.HARMLESS;
import static dev.loupe.diff.Edit.Effect.RISKY;
import static dev.loupe.diff.EditRows.number;
import static dev.loupe.diff.EditRows.put;
import static dev.loupe.diff.EditRows.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Edits of single values: numbers, strings, enums. */
final class ValueEdits {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private ValueEdits() {}

    static List<Edit> rows() {
        EditRows rows = new EditRows();
        numbers(rows);
        texts(rows);
        values(rows);
        return rows.all();
    }

    private static void numbers(EditRows rows) {
        rows.narrow(
                "maximum lowered",
                s -> number(s)
                        && s.has("maximum")
                        && put(
                                s,
                                "maximum",
                                s.path("maximum").doubleValue()
                                        - 0.25
                                                * (s.path("maximum").doubleValue()
                                                        - s.path("minimum").asDouble(0))));
        rows.widen(
                "maximum raised",
                s -> number(s)
                        && s.has("maximum")
                        && put(s, "maximum", s.path("maximum").doubleValue() + 1));
        rows.widen("maximum dropped", s -> number(s) && s.remove("maximum") != null);
        rows.narrow("maximum set", s -> number(s) && !s.has("maximum") && put(s, "maximum", 1_000_000));
        rows.narrow(
                "minimum raised",
                s -> number(s)
                        && s.has("minimum")
                        && put(
                                s,
                                "minimum",
                                s.path("minimum").intValue()
                                        + (s.path("maximum").asDouble(2) <= 1 ? 0.5 : 1)));
        rows.widen(
                "minimum lowered",
                s -> number(s)
                        && s.has("minimum")
                        && put(s, "minimum", s.path("minimum").doubleValue() - 1));
        rows.widen("minimum dropped", s -> number(s) && s.remove("minimum") != null);
        rows.narrow("minimum set", s -> number(s) && !s.has("minimum") && put(s, "minimum", -1000));
        rows.narrow("maximum exclusive", s -> number(s) && s.has("maximum") && put(s, "exclusiveMaximum", true));
        rows.narrow("minimum exclusive", s -> number(s) && s.has("minimum") && put(s, "exclusiveMinimum", true));
        rows.harmless(
                "exclusiveMinimum false", s -> number(s) && s.has("minimum") && put(s, "exclusiveMinimum", false));
        rows.narrow(
                "number became integer", s -> s.path("type").asText("").equals("number") && put(s, "type", "integer"));
        rows.widen(
                "integer became number", s -> s.path("type").asText("").equals("integer") && put(s, "type", "number"));
        rows.narrow(
                "multipleOf set",
                s -> number(s) && put(s, "multipleOf", s.path("type").asText("").equals("integer") ? 7 : 0.3));
        rows.harmless(
                "multipleOf 1 on integer", s -> s.path("type").asText("").equals("integer") && put(s, "multipleOf", 1));
        rows.harmless(
                "bound in another spelling",
                s -> number(s)
                        && s.has("maximum")
                        && put(
                                s,
                                "maximum",
                                new java.math.BigDecimal(s.path("maximum").asText()).setScale(4)));
        rows.narrow(
                "one number only",
                s -> number(s) && !s.path("nullable").asBoolean(false) && put(s, "enum", List.of(1)));
    }

    private static void texts(EditRows rows) {
        rows.narrow("minLength set", s -> text(s) && put(s, "minLength", 3));
        rows.narrow("maxLength set", s -> text(s) && put(s, "maxLength", 5));
        rows.narrow("maxLength zero", s -> text(s) && put(s, "maxLength", 0));
        rows.harmless("minLength zero", s -> text(s) && put(s, "minLength", 0));
        rows.narrow("pattern set", s -> text(s) && put(s, "pattern", "^[a-z]{4,8}$"));
        rows.narrow("pattern of digits set", s -> text(s) && put(s, "pattern", "^\\d+$"));
        rows.narrow("format date-time set", s -> text(s) && put(s, "format", "date-time"));
        rows.narrow("format uuid set", s -> text(s) && put(s, "format", "uuid"));
        rows.narrow("format email set", s -> text(s) && put(s, "format", "email"));
        rows.widen("format dropped", s -> s.path("format").asText("").equals("uri") && s.remove("format") != null);
        rows.narrow(
                "values listed",
                s -> text(s) && !s.path("nullable").asBoolean(false) && put(s, "enum", List.of("alpha", "beta")));
        rows.narrow(
                "const set", s -> text(s) && !s.path("nullable").asBoolean(false) && put(s, "enum", List.of("alpha")));
    }

    private static void values(EditRows rows) {
        rows.other(
                "value added",
                HARMLESS,
                RISKY,
                s -> listed(s, 1) && s.withArray("enum").add("loupe-new").size() > 0);
        rows.narrow(
                "first value removed", s -> listed(s, 2) && s.withArray("enum").remove(0) != null);
        rows.narrow(
                "last value removed",
                s -> listed(s, 2) && s.withArray("enum").remove(s.path("enum").size() - 1) != null);
        rows.breaks("all values replaced", s -> listed(s, 1) && put(s, "enum", List.of("loupe-a", "loupe-b")));
        rows.widen("enum dropped", s -> listed(s, 1) && s.path("type").isTextual() && s.remove("enum") != null);
        rows.harmless("values reversed", s -> {
            if (!listed(s, 2)) {
                return false;
            }
            List<JsonNode> values = new ArrayList<>();
            s.path("enum").forEach(values::add);
            Collections.reverse(values);
            return put(s, "enum", values);
        });
        rows.harmless(
                "value twice",
                s -> listed(s, 1)
                        && s.withArray("enum").add(s.path("enum").get(0)).size() > 0);
        rows.harmless(
                "one value as const",
                s -> s.path("enum").size() == 1
                        && s.set("const", s.path("enum").get(0)) != null
                        && s.remove("enum") != null);
        rows.harmless("values as a union of constants", s -> {
            if (!listed(s, 2) || s.path("nullable").asBoolean(false)) {
                return false;
            }
            ArrayNode options = NODES.arrayNode();
            s.path("enum").forEach(value -> options.addObject()
                    .put("type", "string")
                    .putArray("enum")
                    .add(value));
            s.removeAll();
            s.set("anyOf", options);
            return true;
        });
        rows.harmless(
                "both booleans listed",
                s -> s.path("type").asText("").equals("boolean")
                        && !s.path("nullable").asBoolean(false)
                        && put(s, "enum", List.of(true, false)));
        rows.narrow(
                "one boolean listed",
                s -> s.path("type").asText("").equals("boolean")
                        && !s.path("nullable").asBoolean(false)
                        && put(s, "enum", List.of(true)));
    }

    private static boolean listed(ObjectNode s, int atLeast) {
        return s.path("enum").size() >= atLeast;
    }
}
