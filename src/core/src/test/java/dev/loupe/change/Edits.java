package dev.loupe.change;

import static dev.loupe.change.Edit.Effect.BREAKING;
import static dev.loupe.change.Edit.Effect.HARMLESS;
import static dev.loupe.change.Edit.Effect.RISKY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Edits of schemas with known effect; each is tried at every schema that it applies to. */
final class Edits {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<Edit> ALL = new ArrayList<>();

    private Edits() {}

    static List<Edit> all() {
        return ALL;
    }

    private static void narrow(String name, Predicate<ObjectNode> apply) {
        ALL.add(new Edit(name, BREAKING, HARMLESS, apply));
    }

    private static void widen(String name, Predicate<ObjectNode> apply) {
        ALL.add(new Edit(name, HARMLESS, BREAKING, apply));
    }

    private static void harmless(String name, Predicate<ObjectNode> apply) {
        ALL.add(new Edit(name, HARMLESS, HARMLESS, apply));
    }

    private static void breaks(String name, Predicate<ObjectNode> apply) {
        ALL.add(new Edit(name, BREAKING, BREAKING, apply));
    }

    private static void other(String name, Edit.Effect request, Edit.Effect answer, Predicate<ObjectNode> apply) {
        ALL.add(new Edit(name, request, answer, apply));
    }

    static {
        numbers();
        texts();
        values();
        arrays();
        members();
        membersRemoved();
        unions();
        kinds();
        notes();
        spellings();
    }

    private static boolean number(ObjectNode s) {
        String type = s.path("type").asText("");
        return (type.equals("number") || type.equals("integer")) && !s.has("enum");
    }

    private static boolean text(ObjectNode s) {
        return s.path("type").asText("").equals("string") && !s.has("enum") && !s.has("format");
    }

    private static boolean array(ObjectNode s) {
        return s.path("type").asText("").equals("array");
    }

    private static boolean object(ObjectNode s) {
        return s.path("type").asText("").equals("object")
                && s.path("properties").size() > 0;
    }

    private static boolean open(ObjectNode s) {
        return object(s) && !s.has("additionalProperties");
    }

    private static boolean closed(ObjectNode s) {
        return object(s)
                && s.path("additionalProperties").isBoolean()
                && !s.path("additionalProperties").booleanValue();
    }

    private static boolean put(ObjectNode s, String name, Object value) {
        s.putPOJO(name, value);
        s.set(name, new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(value));
        return true;
    }

    private static void numbers() {
        narrow(
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
        widen(
                "maximum raised",
                s -> number(s)
                        && s.has("maximum")
                        && put(s, "maximum", s.path("maximum").doubleValue() + 1));
        widen("maximum dropped", s -> number(s) && s.remove("maximum") != null);
        narrow("maximum set", s -> number(s) && !s.has("maximum") && put(s, "maximum", 1_000_000));
        narrow(
                "minimum raised",
                s -> number(s)
                        && s.has("minimum")
                        && put(
                                s,
                                "minimum",
                                s.path("minimum").intValue()
                                        + (s.path("maximum").asDouble(2) <= 1 ? 0.5 : 1)));
        widen(
                "minimum lowered",
                s -> number(s)
                        && s.has("minimum")
                        && put(s, "minimum", s.path("minimum").doubleValue() - 1));
        widen("minimum dropped", s -> number(s) && s.remove("minimum") != null);
        narrow("minimum set", s -> number(s) && !s.has("minimum") && put(s, "minimum", -1000));
        narrow("maximum exclusive", s -> number(s) && s.has("maximum") && put(s, "exclusiveMaximum", true));
        narrow("minimum exclusive", s -> number(s) && s.has("minimum") && put(s, "exclusiveMinimum", true));
        harmless("exclusiveMinimum false", s -> number(s) && s.has("minimum") && put(s, "exclusiveMinimum", false));
        narrow("number became integer", s -> s.path("type").asText("").equals("number") && put(s, "type", "integer"));
        widen("integer became number", s -> s.path("type").asText("").equals("integer") && put(s, "type", "number"));
        narrow(
                "multipleOf set",
                s -> number(s) && put(s, "multipleOf", s.path("type").asText("").equals("integer") ? 7 : 0.3));
        harmless(
                "multipleOf 1 on integer", s -> s.path("type").asText("").equals("integer") && put(s, "multipleOf", 1));
        harmless(
                "bound in another spelling",
                s -> number(s)
                        && s.has("maximum")
                        && put(
                                s,
                                "maximum",
                                new java.math.BigDecimal(s.path("maximum").asText()).setScale(4)));
        narrow("one number only", s -> number(s) && !s.path("nullable").asBoolean(false) && put(s, "enum", List.of(1)));
    }

    private static void texts() {
        narrow("minLength set", s -> text(s) && put(s, "minLength", 3));
        narrow("maxLength set", s -> text(s) && put(s, "maxLength", 5));
        narrow("maxLength zero", s -> text(s) && put(s, "maxLength", 0));
        harmless("minLength zero", s -> text(s) && put(s, "minLength", 0));
        narrow("pattern set", s -> text(s) && put(s, "pattern", "^[a-z]{4,8}$"));
        narrow("pattern of digits set", s -> text(s) && put(s, "pattern", "^\\d+$"));
        narrow("format date-time set", s -> text(s) && put(s, "format", "date-time"));
        narrow("format uuid set", s -> text(s) && put(s, "format", "uuid"));
        narrow("format email set", s -> text(s) && put(s, "format", "email"));
        widen("format dropped", s -> s.path("format").asText("").equals("uri") && s.remove("format") != null);
        narrow(
                "values listed",
                s -> text(s) && !s.path("nullable").asBoolean(false) && put(s, "enum", List.of("alpha", "beta")));
        narrow("const set", s -> text(s) && !s.path("nullable").asBoolean(false) && put(s, "enum", List.of("alpha")));
    }

    private static boolean listed(ObjectNode s, int atLeast) {
        return s.path("enum").size() >= atLeast;
    }

    private static void values() {
        other(
                "value added",
                HARMLESS,
                RISKY,
                s -> listed(s, 1) && s.withArray("enum").add("loupe-new").size() > 0);
        narrow("first value removed", s -> listed(s, 2) && s.withArray("enum").remove(0) != null);
        narrow(
                "last value removed",
                s -> listed(s, 2) && s.withArray("enum").remove(s.path("enum").size() - 1) != null);
        breaks("all values replaced", s -> listed(s, 1) && put(s, "enum", List.of("loupe-a", "loupe-b")));
        widen("enum dropped", s -> listed(s, 1) && s.path("type").isTextual() && s.remove("enum") != null);
        harmless("values reversed", s -> {
            if (!listed(s, 2)) {
                return false;
            }
            List<JsonNode> values = new ArrayList<>();
            s.path("enum").forEach(values::add);
            Collections.reverse(values);
            return put(s, "enum", values);
        });
        harmless(
                "value twice",
                s -> listed(s, 1)
                        && s.withArray("enum").add(s.path("enum").get(0)).size() > 0);
        harmless(
                "one value as const",
                s -> s.path("enum").size() == 1
                        && s.set("const", s.path("enum").get(0)) != null
                        && s.remove("enum") != null);
        harmless("values as a union of constants", s -> {
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
        harmless(
                "both booleans listed",
                s -> s.path("type").asText("").equals("boolean")
                        && !s.path("nullable").asBoolean(false)
                        && put(s, "enum", List.of(true, false)));
        narrow(
                "one boolean listed",
                s -> s.path("type").asText("").equals("boolean")
                        && !s.path("nullable").asBoolean(false)
                        && put(s, "enum", List.of(true)));
    }

    private static void arrays() {
        narrow("minItems set", s -> array(s) && put(s, "minItems", 3));
        narrow("maxItems set", s -> array(s) && put(s, "maxItems", 1));
        harmless("minItems zero", s -> array(s) && put(s, "minItems", 0));
        harmless("uniqueItems false", s -> array(s) && put(s, "uniqueItems", false));
        narrow("uniqueItems set", s -> array(s) && put(s, "uniqueItems", true));
        widen(
                "elements of any kind",
                s -> array(s) && s.path("items").size() > 0 && put(s, "items", java.util.Map.of()));
        breaks("array became its element", s -> {
            if (!array(s)
                    || !s.path("items").path("type").isTextual()
                    || s.path("nullable").asBoolean(false)) {
                return false;
            }
            ObjectNode items = s.path("items").deepCopy();
            s.removeAll();
            s.setAll(items);
            return true;
        });
    }

    private static List<String> names(ObjectNode s, boolean required) {
        List<String> names = new ArrayList<>();
        List<String> needed = new ArrayList<>();
        s.path("required").forEach(each -> needed.add(each.asText()));
        s.path("properties").fieldNames().forEachRemaining(name -> {
            if (needed.contains(name) == required) {
                names.add(name);
            }
        });
        return names;
    }

    private static boolean unrequire(ObjectNode s, String name) {
        ArrayNode rest = NODES.arrayNode();
        s.path("required").forEach(each -> {
            if (!each.asText().equals(name)) {
                rest.add(each);
            }
        });
        s.set("required", rest);
        return true;
    }

    private static void members() {
        narrow(
                "optional became required",
                s -> object(s)
                        && !names(s, false).isEmpty()
                        && s.withArray("required")
                                        .add(names(s, false).getLast())
                                        .size()
                                > 0);
        widen(
                "required became optional",
                s -> object(s)
                        && !names(s, true).isEmpty()
                        && unrequire(s, names(s, true).getLast()));
        harmless(
                "optional member added",
                s -> open(s)
                        && s.withObject("properties").putObject("loupe_new").put("type", "string") != null);
        other(
                "member added to a closed object",
                HARMLESS,
                RISKY,
                s -> closed(s)
                        && s.withObject("properties").putObject("loupe_new").put("type", "string") != null);
        narrow(
                "required member added",
                s -> open(s)
                        && s.withObject("properties").putObject("loupe_new").put("type", "string") != null
                        && s.withArray("required").add("loupe_new").size() > 0);
        narrow("unknown members refused", s -> open(s) && put(s, "additionalProperties", false));
        narrow(
                "unknown members typed",
                s -> open(s) && put(s, "additionalProperties", java.util.Map.of("type", "boolean")));
        harmless("unknown members allowed in words", s -> open(s) && put(s, "additionalProperties", true));
        harmless("unknown members of any kind", s -> open(s) && put(s, "additionalProperties", java.util.Map.of()));
        other("closed object opened", HARMLESS, RISKY, s -> closed(s) && s.remove("additionalProperties") != null);
        narrow(
                "minProperties set",
                s -> open(s) && put(s, "minProperties", s.path("required").size() + 2));
        narrow(
                "maxProperties set",
                s -> open(s) && put(s, "maxProperties", s.path("required").size()));
        harmless(
                "minProperties below required",
                s -> open(s) && !s.path("required").isEmpty() && put(s, "minProperties", 1));
        harmless("required reversed", s -> {
            List<JsonNode> names = new ArrayList<>();
            s.path("required").forEach(names::add);
            Collections.reverse(names);
            return names.size() > 1 && put(s, "required", names);
        });
        harmless("properties shuffled", s -> {
            List<String> names = new ArrayList<>();
            s.path("properties").fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, new Random(7));
            ObjectNode shuffled = NODES.objectNode();
            names.forEach(name -> shuffled.set(name, s.path("properties").path(name)));
            return names.size() > 1 && object(s) && s.set("properties", shuffled) != null;
        });
    }

    private static void membersRemoved() {
        other(
                "optional member removed",
                RISKY,
                RISKY,
                s -> open(s)
                        && !names(s, false).isEmpty()
                        && s.withObject("properties").remove(names(s, false).getFirst()) != null);
        other("optional member renamed", RISKY, RISKY, s -> {
            if (!open(s) || names(s, false).isEmpty()) {
                return false;
            }
            JsonNode value = s.withObject("properties").remove(names(s, false).getFirst());
            return s.withObject("properties").set("loupe_renamed", value) != null;
        });
        other("required member removed", RISKY, BREAKING, s -> {
            List<String> names = open(s) ? names(s, true) : List.of();
            return !names.isEmpty()
                    && s.withObject("properties").remove(names.getLast()) != null
                    && unrequire(s, names.getLast());
        });
        breaks("required member renamed", s -> {
            List<String> names = open(s) ? names(s, true) : List.of();
            if (names.isEmpty()) {
                return false;
            }
            JsonNode value = s.withObject("properties").remove(names.getLast());
            s.withObject("properties").set("loupe_renamed", value);
            unrequire(s, names.getLast());
            return s.withArray("required").add("loupe_renamed").size() > 0;
        });
        narrow(
                "optional member of a closed object removed",
                s -> closed(s)
                        && !names(s, false).isEmpty()
                        && s.withObject("properties").remove(names(s, false).getFirst()) != null);
    }

    private static String union(ObjectNode s) {
        return s.path("oneOf").size() > 1 ? "oneOf" : s.path("anyOf").size() > 1 ? "anyOf" : "";
    }

    private static void unions() {
        narrow(
                "first branch removed",
                s -> !union(s).isEmpty() && s.withArray(union(s)).remove(0) != null);
        narrow(
                "last branch removed",
                s -> !union(s).isEmpty()
                        && s.withArray(union(s)).remove(s.path(union(s)).size() - 1) != null);
        other(
                "branch of another kind added",
                HARMLESS,
                RISKY,
                s -> !union(s).isEmpty() && s.withArray(union(s)).addObject().put("type", "number") != null);
        other("variant added", HARMLESS, RISKY, s -> {
            if (union(s).isEmpty()
                    || !s.path(union(s)).get(0).path("properties").has("type")) {
                return false;
            }
            ObjectNode branch = s.withArray(union(s)).addObject().put("type", "object");
            branch.putObject("properties")
                    .putObject("type")
                    .put("type", "string")
                    .putArray("enum")
                    .add("loupe");
            branch.putArray("required").add("type");
            return true;
        });
        harmless("branches reversed", s -> {
            List<JsonNode> branches = new ArrayList<>();
            s.path(union(s)).forEach(branches::add);
            Collections.reverse(branches);
            return branches.size() > 1 && put(s, union(s), branches);
        });
        harmless("union in a union", s -> {
            if (s.path("anyOf").size() < 2) {
                return false;
            }
            ArrayNode inner = s.path("anyOf").deepCopy();
            JsonNode first = inner.remove(0);
            s.putArray("anyOf").add(first).addObject().set("anyOf", inner);
            return true;
        });
        harmless(
                "branch twice in anyOf",
                s -> s.path("anyOf").size() > 1
                        && s.withArray("anyOf")
                                        .add(s.path("anyOf").get(0).deepCopy())
                                        .size()
                                > 0);
        harmless(
                "oneOf became anyOf",
                s -> s.path("oneOf").size() > 1
                        && s.set("anyOf", s.path("oneOf")) != null
                        && s.remove("oneOf") != null);
    }

    private static void kinds() {
        for (String kind : List.of("string", "integer", "boolean")) {
            breaks("became " + kind, s -> {
                String type = s.path("type").asText("");
                boolean other =
                        !type.isEmpty() && !type.equals(kind) && !(kind.equals("integer") && type.equals("number"));
                if (!other || s.path("nullable").asBoolean(false)) {
                    return false;
                }
                s.removeAll();
                s.put("type", kind);
                return true;
            });
        }
        widen(
                "null allowed",
                s -> s.path("type").isTextual() && !s.path("nullable").asBoolean(false) && put(s, "nullable", true));
        narrow(
                "null refused",
                s -> s.path("type").isTextual() && s.path("nullable").asBoolean(false) && s.remove("nullable") != null);
        harmless(
                "nullable false in words",
                s -> s.path("type").isTextual() && !s.has("nullable") && put(s, "nullable", false));
        widen(
                "anything allowed",
                s -> s.path("type").isTextual() && !s.removeAll().has("type"));
        widen("another kind allowed", s -> {
            if (!s.path("type").isTextual()
                    || s.path("type").asText().equals("boolean")
                    || s.path("nullable").asBoolean(false)) {
                return false;
            }
            ObjectNode copy = s.deepCopy();
            s.removeAll();
            s.putArray("anyOf").add(copy).addObject().put("type", "boolean");
            return true;
        });
    }

    private static void notes() {
        harmless("description changed", s -> s.path("type").isTextual() && put(s, "description", "other words"));
        harmless("title set", s -> s.path("type").isTextual() && put(s, "title", "A title"));
        harmless("example set", s -> s.path("type").isTextual() && put(s, "example", "x"));
        harmless("deprecated", s -> s.path("type").isTextual() && put(s, "deprecated", true));
        harmless("extension set", s -> s.path("type").isTextual() && put(s, "x-note", "x"));
        other(
                "default changed",
                RISKY,
                HARMLESS,
                s -> s.has("default") && put(s, "default", !s.path("default").asBoolean(false)));
        other("default dropped", RISKY, HARMLESS, s -> s.remove("default") != null);
        harmless(
                "default set",
                s -> s.path("type").asText("").equals("boolean") && !s.has("default") && put(s, "default", true));
    }

    private static void spellings() {
        harmless("wrapped in allOf", s -> {
            if (!s.path("type").isTextual()) {
                return false;
            }
            ObjectNode copy = s.deepCopy();
            s.removeAll();
            s.putArray("allOf").add(copy);
            return true;
        });
        harmless("wrapped in anyOf of one", s -> {
            if (!s.path("type").isTextual()) {
                return false;
            }
            ObjectNode copy = s.deepCopy();
            s.removeAll();
            s.putArray("anyOf").add(copy);
            return true;
        });
        harmless("null as a branch", s -> {
            if (!s.path("nullable").asBoolean(false) || !s.path("type").isTextual() || s.has("enum")) {
                return false;
            }
            ObjectNode copy = s.deepCopy();
            copy.remove("nullable");
            s.removeAll();
            s.putArray("anyOf").add(copy).addObject().put("type", "null");
            return true;
        });
        harmless("split by allOf", s -> {
            if (!open(s)) {
                return false;
            }
            JsonNode required = s.remove("required");
            ObjectNode copy = s.deepCopy();
            boolean nullable = s.path("nullable").asBoolean(false);
            s.removeAll();
            ObjectNode second = NODES.objectNode().put("type", "object").put("nullable", nullable);
            if (required != null) {
                second.set("required", required);
            }
            s.putArray("allOf").add(copy).add(second);
            return true;
        });
    }
}
