package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.change.OperationComparison.Found;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Compares the parameters of one operation: path, query, header, cookie. */
final class ParameterComparison {
    /** OpenAPI: "the parameter definition SHALL be ignored", since media types and security speak of them. */
    private static final Set<String> IGNORED = Set.of("accept", "content-type", "authorization");

    private final Endpoint old;
    private final Endpoint next;
    private final Differences out;

    ParameterComparison(Endpoint old, Endpoint next, Differences out) {
        this.old = old;
        this.next = next;
        this.out = out;
    }

    void compare() {
        Map<String, Found> mine = parameters(old, out.oldRoot);
        Map<String, Found> theirs = parameters(next, out.nextRoot);
        mine.forEach((key, parameter) -> {
            Found other = theirs.get(key);
            boolean was = required(parameter);
            if (other == null) {
                out.add(
                        was ? Kind.REQUIRED_PARAMETER_REMOVED : Kind.PARAMETER_REMOVED,
                        place(parameter),
                        parameter.at(),
                        next.at(),
                        "",
                        "",
                        "");
            } else {
                both(parameter, other);
            }
        });
        theirs.forEach((key, parameter) -> {
            if (!mine.containsKey(key)) {
                out.add(
                        required(parameter) ? Kind.REQUIRED_PARAMETER_ADDED : Kind.PARAMETER_ADDED,
                        place(parameter),
                        old.at(),
                        parameter.at(),
                        "",
                        "",
                        "");
            }
        });
    }

    private void both(Found before, Found after) {
        Place place = place(after);
        if (required(before) != required(after)) {
            out.add(
                    required(after) ? Kind.PARAMETER_BECAME_REQUIRED : Kind.PARAMETER_BECAME_OPTIONAL,
                    place,
                    before.member("required").at(),
                    after.member("required").at(),
                    "",
                    "",
                    "");
        }
        if (!style(before).equals(style(after))) {
            out.add(Kind.PARAMETER_STYLE_CHANGED, place, before.at(), after.at(), style(before), style(after), "");
        }
        boolean was = before.node().path("deprecated").asBoolean(false);
        if (was != after.node().path("deprecated").asBoolean(false)) {
            out.add(was ? Kind.NO_LONGER_DEPRECATED : Kind.DEPRECATED, place, before.at(), after.at(), "", "", "");
        }
        String prose = before.node().path("description").asText("");
        if (!prose.equals(after.node().path("description").asText(""))) {
            out.add(Kind.PROSE_CHANGED, place, before.at(), after.at(), "", "", "");
        }
        out.compareTexts(new Message(next.name(), Direction.REQUEST, part(after), schema(before), schema(after)));
    }

    private static boolean required(Found parameter) {
        return parameter.node().path("required").asBoolean(false);
    }

    static Slot schema(Found parameter) {
        if (parameter.node().has("schema")) {
            return Slot.of(parameter.node().path("schema"), parameter.at().then("schema"));
        }
        for (var each : parameter.node().path("content").properties()) {
            Pointer at = parameter.at().then("content").then(each.getKey()).then("schema");
            return Slot.of(each.getValue().path("schema"), at);
        }
        return Slot.ANYTHING;
    }

    /** How values are written, defaults filled in. */
    private static String style(Found parameter) {
        String in = parameter.node().path("in").asText("");
        String usual = in.equals("query") || in.equals("cookie") ? "form" : "simple";
        String style = parameter.node().path("style").asText(usual);
        boolean explode = parameter.node().path("explode").asBoolean(style.equals("form"));
        // explode says nothing of values that are neither lists nor objects
        String kind = parameter.node().path("schema").path("type").asText("");
        boolean matters = kind.equals("array") || kind.equals("object");
        return style + (matters ? explode ? ", each value apart" : ", values joined" : "");
    }

    private Place place(Found parameter) {
        return Differences.place(next.name(), Direction.REQUEST, part(parameter));
    }

    private static String part(Found parameter) {
        return "the " + parameter.node().path("in").asText("") + " parameter "
                + parameter.node().path("name").asText("");
    }

    private static Map<String, Found> parameters(Endpoint endpoint, JsonNode root) {
        References references = new References(root);
        Map<String, Found> all = new LinkedHashMap<>();
        List<String> inPath = endpoint.pathParameters();
        collect(endpoint.item().path("parameters"), endpoint.itemAt().then("parameters"), references, inPath, all);
        collect(endpoint.node().path("parameters"), endpoint.at().then("parameters"), references, inPath, all);
        return all;
    }

    private static void collect(
            JsonNode list, Pointer at, References references, List<String> inPath, Map<String, Found> all) {
        int index = 0;
        for (JsonNode each : list) {
            Pointer place = at.then(index++);
            if (references.follow(each, place) instanceof References.Target.Found found
                    && found.node().isObject()) {
                String in = found.node().path("in").asText("");
                String name = found.node().path("name").asText("");
                if (in.equals("header") && IGNORED.contains(name.toLowerCase(Locale.ROOT))) {
                    continue;
                }
                String key =
                        switch (in) {
                            case "path" -> "path " + inPath.indexOf(name);
                            case "header" -> "header " + name.toLowerCase(Locale.ROOT);
                            default -> in + " " + name;
                        };
                all.put(key, new Found(found.node(), found.at()));
            }
        }
    }
}
