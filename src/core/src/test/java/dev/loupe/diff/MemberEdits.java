package dev.loupe.diff;

import static dev.loupe.diff.Edit.Effect.BREAKING;
import static dev.loupe.diff.Edit.Effect.HARMLESS;
import static dev.loupe.diff.Edit.Effect.RISKY;
import static dev.loupe.diff.EditRows.array;
import static dev.loupe.diff.EditRows.closed;
import static dev.loupe.diff.EditRows.object;
import static dev.loupe.diff.EditRows.open;
import static dev.loupe.diff.EditRows.put;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Edits of the items and properties of a value. */
final class MemberEdits {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private MemberEdits() {}

    static List<Edit> rows() {
        EditRows rows = new EditRows();
        arrays(rows);
        members(rows);
        membersRemoved(rows);
        return rows.all();
    }

    private static void arrays(EditRows rows) {
        rows.narrow("minItems set", s -> array(s) && put(s, "minItems", 3));
        rows.narrow("maxItems set", s -> array(s) && put(s, "maxItems", 1));
        rows.harmless("minItems zero", s -> array(s) && put(s, "minItems", 0));
        rows.harmless("uniqueItems false", s -> array(s) && put(s, "uniqueItems", false));
        rows.narrow("uniqueItems set", s -> array(s) && put(s, "uniqueItems", true));
        rows.widen(
                "elements of any kind",
                s -> array(s) && s.path("items").size() > 0 && put(s, "items", java.util.Map.of()));
        rows.breaks("array became its element", s -> {
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

    private static void members(EditRows rows) {
        rows.narrow(
                "optional became required",
                s -> object(s)
                        && !names(s, false).isEmpty()
                        && s.withArray("required")
                                        .add(names(s, false).getLast())
                                        .size()
                                > 0);
        rows.widen(
                "required became optional",
                s -> object(s)
                        && !names(s, true).isEmpty()
                        && unrequire(s, names(s, true).getLast()));
        rows.harmless(
                "optional member added",
                s -> open(s)
                        && s.withObject("properties").putObject("loupe_new").put("type", "string") != null);
        rows.other(
                "member added to a closed object",
                HARMLESS,
                RISKY,
                s -> closed(s)
                        && s.withObject("properties").putObject("loupe_new").put("type", "string") != null);
        rows.narrow(
                "required member added",
                s -> open(s)
                        && s.withObject("properties").putObject("loupe_new").put("type", "string") != null
                        && s.withArray("required").add("loupe_new").size() > 0);
        rows.narrow("unknown members refused", s -> open(s) && put(s, "additionalProperties", false));
        rows.narrow(
                "unknown members typed",
                s -> open(s) && put(s, "additionalProperties", java.util.Map.of("type", "boolean")));
        rows.harmless("unknown members allowed in words", s -> open(s) && put(s, "additionalProperties", true));
        rows.harmless(
                "unknown members of any kind", s -> open(s) && put(s, "additionalProperties", java.util.Map.of()));
        rows.other("closed object opened", HARMLESS, RISKY, s -> closed(s) && s.remove("additionalProperties") != null);
        rows.narrow(
                "minProperties set",
                s -> open(s) && put(s, "minProperties", s.path("required").size() + 2));
        rows.narrow(
                "maxProperties set",
                s -> open(s) && put(s, "maxProperties", s.path("required").size()));
        rows.harmless(
                "minProperties below required",
                s -> open(s) && !s.path("required").isEmpty() && put(s, "minProperties", 1));
        rows.harmless("required reversed", s -> {
            List<JsonNode> names = new ArrayList<>();
            s.path("required").forEach(names::add);
            Collections.reverse(names);
            return names.size() > 1 && put(s, "required", names);
        });
        rows.harmless("properties shuffled", s -> {
            List<String> names = new ArrayList<>();
            s.path("properties").fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, new Random(7));
            ObjectNode shuffled = NODES.objectNode();
            names.forEach(name -> shuffled.set(name, s.path("properties").path(name)));
            return names.size() > 1 && object(s) && s.set("properties", shuffled) != null;
        });
    }

    private static void membersRemoved(EditRows rows) {
        rows.other(
                "optional member removed",
                RISKY,
                RISKY,
                s -> open(s)
                        && !names(s, false).isEmpty()
                        && s.withObject("properties").remove(names(s, false).getFirst()) != null);
        rows.other("optional member renamed", RISKY, RISKY, s -> {
            if (!open(s) || names(s, false).isEmpty()) {
                return false;
            }
            JsonNode value = s.withObject("properties").remove(names(s, false).getFirst());
            return s.withObject("properties").set("loupe_renamed", value) != null;
        });
        rows.other("required member removed", RISKY, BREAKING, s -> {
            List<String> names = open(s) ? names(s, true) : List.of();
            return !names.isEmpty()
                    && s.withObject("properties").remove(names.getLast()) != null
                    && unrequire(s, names.getLast());
        });
        rows.breaks("required member renamed", s -> {
            List<String> names = open(s) ? names(s, true) : List.of();
            if (names.isEmpty()) {
                return false;
            }
            JsonNode value = s.withObject("properties").remove(names.getLast());
            s.withObject("properties").set("loupe_renamed", value);
            unrequire(s, names.getLast());
            return s.withArray("required").add("loupe_renamed").size() > 0;
        });
        rows.narrow(
                "optional member of a closed object removed",
                s -> closed(s)
                        && !names(s, false).isEmpty()
                        && s.withObject("properties").remove(names(s, false).getFirst()) != null);
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
}
