package dev.loupe.diff;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.MalformedKeywords;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rejects a document with a value of the wrong type where the comparison reads it: an object that is a number, a minimum that is a
 * string. A comparison that ignores the value would state that nothing changes. Only what an operation or webhook reaches counts,
 * and a defect of an object that is the same in the other document does not, except a reference that cannot be read.
 */
final class SpecAdmission {
    /** More are not needed to name the first. */
    private static final int MOST_DEFECTS = 1000;

    private static final Set<String> METHODS =
            Set.of("get", "put", "post", "delete", "options", "head", "patch", "trace", "query");
    private static final Set<String> LOCATIONS = Set.of("path", "query", "header", "cookie", "querystring");
    private static final Set<String> STYLES =
            Set.of("matrix", "label", "simple", "form", "spaceDelimited", "pipeDelimited", "deepObject", "cookie");

    private record Task(JsonNode node, DocumentPointer at, SpecObject type) {}

    private final Document document;
    private final ReferenceResolver references;
    private String dynamic = "";
    private String dialect = "";
    private final Deque<Task> rest = new ArrayDeque<>();
    private final Set<String> followed = new HashSet<>();

    /**
     * A value of the wrong type.
     *
     * @param owner the object that has it
     */
    private record Defect(DocumentPointer at, JsonNode owner, String problem) {
        /** Equal references that cannot be read are no equal schemas. */
        private boolean isReference() {
            return at.last().equals("$ref") || at.last().equals("$dynamicRef");
        }
    }

    private final List<Defect> defects = new ArrayList<>();

    private SpecAdmission(Document document) {
        this.document = document;
        this.references = new ReferenceResolver(document.root());
    }

    /** Throws for the first value of the wrong type. */
    static void check(Document old, Document next) {
        SpecAdmission before = new SpecAdmission(old);
        SpecAdmission after = new SpecAdmission(next);
        before.search();
        after.search();
        before.rejectOtherThan(after);
        after.rejectOtherThan(before);
    }

    /** What the comparison does not cover. */
    static List<String> gaps(String side, Document document) {
        SpecAdmission search = new SpecAdmission(document);
        search.search();
        List<String> gaps = new ArrayList<>();
        if (!search.dynamic.isEmpty()) {
            gaps.add("$dynamicRef of the " + side + " spec is not followed, its targets are not compared: "
                    + search.dynamic);
        }
        if (!search.dialect.isEmpty()) {
            gaps.add("a keyword of the " + side
                    + " spec has the form of an earlier JSON Schema, which is not supported, and is not compared: "
                    + search.dialect);
        }
        return gaps;
    }

    private void rejectOtherThan(SpecAdmission other) {
        for (Defect defect : defects) {
            if (defect.isReference()
                    || other.defects.stream().noneMatch(same -> same.owner().equals(defect.owner()))) {
                JsonPointer pointer = defect.at().toJsonPointer();
                throw new ContractException(
                        document.source(), document.lineOf(pointer), pointer, defect.problem() + "; correct it");
            }
        }
    }

    private void search() {
        JsonNode root = document.root();
        for (String name : new String[] {"paths", "webhooks"}) {
            add(root, DocumentPointer.ROOT, name, new SpecObject.Content(SpecObject.Shape.MAP, SpecObject.PATH_ITEM));
        }
        for (var path : root.path("paths").properties()) {
            if (!path.getKey().startsWith("/") && !path.getKey().startsWith("x-")) {
                add(DocumentPointer.ROOT.then("paths").then(path.getKey()), "a path does not start with /");
            }
        }
        JsonNode components = root.path("components");
        DocumentPointer at = DocumentPointer.ROOT.then("components");
        require(components.isMissingNode() || components.isObject(), components, at, "an object");
        add(
                components,
                at,
                "securitySchemes",
                new SpecObject.Content(SpecObject.Shape.MAP, SpecObject.SECURITY_SCHEME));
        add(
                root,
                DocumentPointer.ROOT,
                "security",
                new SpecObject.Content(SpecObject.Shape.LIST, SpecObject.REQUIREMENT));
        while (!rest.isEmpty()) {
            Task task = rest.pop();
            object(task.node(), task.at(), task.type());
        }
    }

    private void object(JsonNode node, DocumentPointer at, SpecObject type) {
        if (type == SpecObject.SCHEMA) {
            schema(node, at);
            return;
        }
        if (!require(node.isObject(), node, at, "an object")) {
            return;
        }
        if (node.has("$ref")) {
            follow(node, at, type);
            return;
        }
        type.properties().forEach((name, content) -> add(node, at, name, content));
        switch (type) {
            case PATH_ITEM -> operations(node, at);
            case PARAMETER -> parameter(node, at);
            case CALLBACK -> addMap(node, at, SpecObject.PATH_ITEM);
            case SECURITY_SCHEME -> {
                require(node.path("type").isTextual(), node.path("type"), at.then("type"), "a string");
                JsonNode flows = node.path("flows");
                require(flows.isMissingNode() || flows.isObject(), flows, at.then("flows"), "an object");
            }
            default -> {
                // its properties are all
            }
        }
    }

    private void operations(JsonNode node, DocumentPointer at) {
        node.properties().forEach(property -> {
            if (METHODS.contains(property.getKey())) {
                rest.push(new Task(property.getValue(), at.then(property.getKey()), SpecObject.OPERATION));
            }
        });
    }

    private void parameter(JsonNode node, DocumentPointer at) {
        require(node.path("name").isTextual(), node.path("name"), at.then("name"), "a string");
        JsonNode in = node.path("in");
        require(LOCATIONS.contains(in.asText("")), in, at.then("in"), "path, query, header or cookie");
        JsonNode style = node.path("style");
        require(
                style.isMissingNode() || STYLES.contains(style.asText("")),
                style,
                at.then("style"),
                "a style of OpenAPI");
    }

    private void add(JsonNode owner, DocumentPointer at, String name, SpecObject.Content content) {
        JsonNode value = owner.path(name);
        if (value.isMissingNode()
                || (value.isNull()
                        && content.shape() != SpecObject.Shape.ONE
                        && content.type() != SpecObject.PATH_ITEM)) {
            return; // generators write null for an empty map or list
        }
        DocumentPointer here = at.then(name);
        switch (content.shape()) {
            case ONE -> rest.push(new Task(value, here, content.type()));
            case LIST -> {
                require(value.isArray(), value, here, "an array");
                for (int i = 0; value.isArray() && i < value.size(); i++) {
                    rest.push(new Task(value.get(i), here.then(i), content.type()));
                }
            }
            case MAP -> {
                require(value.isObject(), value, here, "an object");
                addMap(value, here, content.type());
            }
        }
    }

    private void addMap(JsonNode map, DocumentPointer at, SpecObject type) {
        map.properties().forEach(entry -> {
            if (!entry.getKey().startsWith("x-") || type == SpecObject.HEADER) {
                rest.push(new Task(entry.getValue(), at.then(entry.getKey()), type));
            }
        });
    }

    private void schema(JsonNode node, DocumentPointer at) {
        if (!require(node.isObject() || node.isBoolean(), node, at, "a schema")) {
            return;
        }
        String stated = node.path("$schema")
                .asText(document.root().path("jsonSchemaDialect").asText(""));
        boolean isEarlierDraft = stated.contains("json-schema.org/draft-0") || stated.contains("/draft/2019-09/");
        MalformedKeywords.find(
                node,
                at,
                (problem, location) -> {
                    if (isEarlierDraft) {
                        dialect = dialect.isEmpty() ? location + " (" + stated + ")" : dialect;
                        return;
                    }
                    // a flag in drafts before JSON Schema 4, and in many specs
                    if (!location.last().equals("required")
                            || !document.root().at(location.toJsonPointer()).isBoolean()) {
                        add(location, problem);
                    }
                },
                (reference, location) -> {
                    if (dynamic.isEmpty() && reference.has("$dynamicRef")) {
                        dynamic = location.then("$dynamicRef").toString();
                    }
                    if (reference.has("$ref")) {
                        follow(reference, location, SpecObject.SCHEMA);
                    }
                });
    }

    /** What a reference leads to, once; one that is not followed is reported elsewhere. */
    private void follow(JsonNode node, DocumentPointer at, SpecObject type) {
        JsonNode reference = node.path("$ref");
        if (require(reference.isTextual(), reference, at.then("$ref"), "a string")
                && followed.add(type + " " + reference.textValue())
                && references.follow(node, at) instanceof ReferenceResolver.Target.Found found) {
            rest.push(new Task(found.node(), found.at(), type));
        }
    }

    private boolean require(boolean right, JsonNode value, DocumentPointer at, String expected) {
        if (!right) {
            add(at, "`" + at.last() + "` is " + MalformedKeywords.shown(value) + ", expected " + expected);
        }
        return right;
    }

    private void add(DocumentPointer at, String problem) {
        if (defects.size() < MOST_DEFECTS) {
            JsonPointer owner = at.toJsonPointer().head();
            defects.add(new Defect(at, document.root().at(owner == null ? JsonPointer.empty() : owner), problem));
        }
    }
}
