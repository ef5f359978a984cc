package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JacksonJsonNodeJsonProvider;
import com.jayway.jsonpath.spi.mapper.JacksonMappingProvider;
import dev.loupe.openapi.Contract.Correction;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Corrections of a contract, OpenAPI Overlay 1.0 and 1.1: actions that update or remove the matches of a JSONPath, or copy
 * another part to them. Stricter than the
 * specification in two ways: an action without a match is an error, because the part that it corrects was removed, and each
 * action has a reason ({@code x-reason} or {@code description}) and evidence ({@code x-evidence}).
 */
public final class Overlay {
    private static final Configuration PATHS = Configuration.builder()
            .jsonProvider(new JacksonJsonNodeJsonProvider())
            .mappingProvider(new JacksonMappingProvider())
            .options(Option.AS_PATH_LIST, Option.SUPPRESS_EXCEPTIONS)
            .build();

    private static final Pattern NAME = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'");
    private static final Pattern STEP =
            Pattern.compile("\\[(?:(?<index>[0-9]+)|(?<names>'(?:[^'\\\\]|\\\\.)*'(?:, ?'(?:[^'\\\\]|\\\\.)*')*))]");

    private final Document document;

    private Overlay(Document document) {
        this.document = document;
    }

    /** Checks that this is an overlay. */
    public static Overlay of(Document document) {
        JsonNode root = document.root();
        if (!root.path("overlay").isTextual() || !root.path("overlay").asText().startsWith("1.")) {
            throw document.error(JsonPointer.empty(), "is not an overlay: it has no `overlay: 1.0.0`");
        }
        if (!(root.path("actions") instanceof ArrayNode actions) || actions.isEmpty()) {
            throw document.error(JsonPointer.empty(), "is an overlay without actions");
        }
        return new Overlay(document);
    }

    /** The contracts that this overlay names: {@code extends}, and {@code x-extends} for one that several share. */
    public List<String> targets() {
        List<String> targets = new ArrayList<>();
        if (document.root().path("extends").isTextual()) {
            targets.add(document.root().get("extends").asText());
        }
        document.root().path("x-extends").forEach(target -> targets.add(target.asText()));
        return targets;
    }

    /** Applies every action, in order, to the document given, which is changed. */
    List<Correction> applyTo(ObjectNode contract) {
        List<Correction> corrections = new ArrayList<>();
        JsonNode actions = document.root().get("actions");
        for (int i = 0; i < actions.size(); i++) {
            corrections.add(
                    apply(actions.get(i), JsonPointer.compile("/actions").appendIndex(i), contract));
        }
        return corrections;
    }

    private Correction apply(JsonNode action, JsonPointer at, ObjectNode contract) {
        String reason = text(action, "x-reason", text(action, "description", ""));
        String evidence = text(action, "x-evidence", "");
        if (reason.isBlank() || evidence.isBlank()) {
            throw document.error(at, "has no reason: add x-reason (or description) and x-evidence");
        }
        String target = text(action, "target", "");
        List<JsonPointer> found = find(target, at, "target", contract);
        boolean remove = action.path("remove").asBoolean(false);
        JsonNode update = action.has("copy") ? copied(action, at, contract) : action.path("update");
        if (!remove && update.isMissingNode()) {
            throw document.error(at, "has no effect: add update, copy, or remove: true");
        }
        // from the end, or removing the first of two items would move the second
        for (int i = found.size() - 1; i >= 0; i--) {
            if (remove) {
                remove(contract, found.get(i), at);
            } else {
                update(contract.at(found.get(i)), update, at);
            }
        }
        return new Correction(target, reason, evidence, found, document.source(), document.lineOf(at));
    }

    /** The part that {@code copy} of Overlay 1.1 names, merged with {@code update}. */
    private JsonNode copied(JsonNode action, JsonPointer at, ObjectNode contract) {
        List<JsonPointer> found = find(text(action, "copy", ""), at, "copy", contract);
        if (found.size() > 1) {
            throw document.error(
                    at.appendProperty("copy"), "matches " + found.size() + " locations; copy needs exactly one");
        }
        JsonNode copy = contract.at(found.getFirst()).deepCopy();
        if (action.has("update")) {
            update(copy, action.get("update"), at);
        }
        return copy;
    }

    private static String text(JsonNode action, String name, String otherwise) {
        return action.path(name).isTextual() ? action.get(name).asText().strip() : otherwise;
    }

    private List<JsonPointer> find(String target, JsonPointer actionAt, String keyword, ObjectNode contract) {
        JsonPointer at = actionAt.appendProperty(keyword);
        if (target.isEmpty()) {
            throw document.error(actionAt, "has no " + keyword + "; add a JSONPath");
        }
        List<JsonPointer> found = new ArrayList<>();
        try {
            JsonNode paths = JsonPath.using(PATHS).parse((JsonNode) contract).read(target);
            if (paths != null) {
                paths.forEach(path -> found.addAll(pointers(path.asText())));
            }
        } catch (JsonPathException | IllegalArgumentException e) {
            throw document.error(at, "is not a valid JSONPath: " + e.getMessage());
        }
        found.removeIf(pointer -> contract.at(pointer).isMissingNode());
        if (found.isEmpty()) {
            throw document.error(at, "matches nothing in the contract: " + target);
        }
        return found;
    }

    /**
     * {@code $['paths']['/v1']['post'][0]} as a pointer. The library writes a last step with several names as one step, {@code
     * ['a', 'b']}, which is one pointer for each name.
     */
    static List<JsonPointer> pointers(String path) {
        List<JsonPointer> pointers = List.of(JsonPointer.empty());
        Matcher step = STEP.matcher(path);
        int read = 1;
        while (step.find() && step.start() == read) {
            read = step.end();
            List<JsonPointer> longer = new ArrayList<>();
            for (JsonPointer pointer : pointers) {
                if (step.group("index") != null) {
                    longer.add(pointer.appendIndex(Integer.parseInt(step.group("index"))));
                } else {
                    Matcher name = NAME.matcher(step.group("names"));
                    while (name.find()) {
                        longer.add(pointer.appendProperty(name.group(1).replaceAll("\\\\(.)", "$1")));
                    }
                }
            }
            pointers = longer;
        }
        if (read != path.length()) {
            // the library does not escape quotes in names; an incomplete path would correct the wrong location
            throw new IllegalArgumentException("a name in " + path + " has quotes");
        }
        return pointers;
    }

    private void remove(ObjectNode contract, JsonPointer at, JsonPointer actionAt) {
        if (at.matches()) {
            throw document.error(actionAt, "removes the whole contract");
        }
        switch (contract.at(at.head())) {
            case ObjectNode parent -> parent.remove(at.last().getMatchingProperty());
            case ArrayNode parent -> parent.remove(at.last().getMatchingIndex());
            default -> throw new IllegalStateException("the parent of " + at + " is not a container");
        }
    }

    private void update(JsonNode target, JsonNode update, JsonPointer at) {
        if (target instanceof ArrayNode list) {
            list.add(update.deepCopy());
        } else if (target instanceof ObjectNode object && update instanceof ObjectNode properties) {
            merge(object, properties);
        } else {
            throw document.error(
                    at.appendProperty("update"), "updates a scalar; use the enclosing object as the target");
        }
    }

    /** By the specification objects merge, arrays are appended to, other values are replaced. */
    private static void merge(ObjectNode target, ObjectNode update) {
        update.properties().forEach(property -> {
            JsonNode current = target.get(property.getKey());
            if (current instanceof ObjectNode object && property.getValue() instanceof ObjectNode properties) {
                merge(object, properties);
            } else if (current instanceof ArrayNode list && property.getValue() instanceof ArrayNode more) {
                list.addAll(more.deepCopy());
            } else {
                target.set(property.getKey(), property.getValue().deepCopy());
            }
        });
    }
}
