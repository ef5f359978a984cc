package dev.loupe.diff;

import static dev.loupe.diff.Edit.Effect.HARMLESS;
import static dev.loupe.diff.Edit.Effect.RISKY;
import static dev.loupe.diff.EditRows.open;
import static dev.loupe.diff.EditRows.put;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Edits of unions, types and annotations, and equivalent spellings. */
final class FormEdits {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private FormEdits() {}

    static List<Edit> rows() {
        EditRows rows = new EditRows();
        unions(rows);
        kinds(rows);
        notes(rows);
        spellings(rows);
        return rows.all();
    }

    private static void unions(EditRows rows) {
        rows.narrow(
                "first branch removed",
                s -> !union(s).isEmpty() && s.withArray(union(s)).remove(0) != null);
        rows.narrow(
                "last branch removed",
                s -> !union(s).isEmpty()
                        && s.withArray(union(s)).remove(s.path(union(s)).size() - 1) != null);
        rows.other(
                "branch of another kind added",
                HARMLESS,
                RISKY,
                s -> !union(s).isEmpty() && s.withArray(union(s)).addObject().put("type", "number") != null);
        rows.other("variant added", HARMLESS, RISKY, s -> {
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
        rows.harmless("branches reversed", s -> {
            List<JsonNode> branches = new ArrayList<>();
            s.path(union(s)).forEach(branches::add);
            Collections.reverse(branches);
            return branches.size() > 1 && put(s, union(s), branches);
        });
        rows.harmless("union in a union", s -> {
            if (s.path("anyOf").size() < 2) {
                return false;
            }
            ArrayNode inner = s.path("anyOf").deepCopy();
            JsonNode first = inner.remove(0);
            s.putArray("anyOf").add(first).addObject().set("anyOf", inner);
            return true;
        });
        rows.harmless(
                "branch twice in anyOf",
                s -> s.path("anyOf").size() > 1
                        && s.withArray("anyOf")
                                        .add(s.path("anyOf").get(0).deepCopy())
                                        .size()
                                > 0);
        rows.harmless(
                "oneOf became anyOf",
                s -> s.path("oneOf").size() > 1
                        && s.set("anyOf", s.path("oneOf")) != null
                        && s.remove("oneOf") != null);
    }

    private static void kinds(EditRows rows) {
        for (String kind : List.of("string", "integer", "boolean")) {
            rows.breaks("became " + kind, s -> {
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
        rows.widen(
                "null allowed",
                s -> s.path("type").isTextual() && !s.path("nullable").asBoolean(false) && put(s, "nullable", true));
        rows.narrow(
                "null refused",
                s -> s.path("type").isTextual() && s.path("nullable").asBoolean(false) && s.remove("nullable") != null);
        rows.harmless(
                "nullable false in words",
                s -> s.path("type").isTextual() && !s.has("nullable") && put(s, "nullable", false));
        rows.widen(
                "anything allowed",
                s -> s.path("type").isTextual() && !s.removeAll().has("type"));
        rows.widen("another kind allowed", s -> {
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

    private static void notes(EditRows rows) {
        rows.harmless("description changed", s -> s.path("type").isTextual() && put(s, "description", "other words"));
        rows.harmless("title set", s -> s.path("type").isTextual() && put(s, "title", "A title"));
        rows.harmless("example set", s -> s.path("type").isTextual() && put(s, "example", "x"));
        rows.harmless("deprecated", s -> s.path("type").isTextual() && put(s, "deprecated", true));
        rows.harmless("extension set", s -> s.path("type").isTextual() && put(s, "x-note", "x"));
        rows.other(
                "default changed",
                RISKY,
                HARMLESS,
                s -> s.has("default") && put(s, "default", !s.path("default").asBoolean(false)));
        rows.other("default dropped", RISKY, HARMLESS, s -> s.remove("default") != null);
        rows.harmless(
                "default set",
                s -> s.path("type").asText("").equals("boolean") && !s.has("default") && put(s, "default", true));
    }

    private static void spellings(EditRows rows) {
        rows.harmless("wrapped in allOf", s -> {
            if (!s.path("type").isTextual()) {
                return false;
            }
            ObjectNode copy = s.deepCopy();
            s.removeAll();
            s.putArray("allOf").add(copy);
            return true;
        });
        rows.harmless("wrapped in anyOf of one", s -> {
            if (!s.path("type").isTextual()) {
                return false;
            }
            ObjectNode copy = s.deepCopy();
            s.removeAll();
            s.putArray("anyOf").add(copy);
            return true;
        });
        rows.harmless("null as a branch", s -> {
            if (!s.path("nullable").asBoolean(false) || !s.path("type").isTextual() || s.has("enum")) {
                return false;
            }
            ObjectNode copy = s.deepCopy();
            copy.remove("nullable");
            s.removeAll();
            s.putArray("anyOf").add(copy).addObject().put("type", "null");
            return true;
        });
        rows.harmless("split by allOf", s -> {
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

    private static String union(ObjectNode s) {
        return s.path("oneOf").size() > 1 ? "oneOf" : s.path("anyOf").size() > 1 ? "anyOf" : "";
    }
}
