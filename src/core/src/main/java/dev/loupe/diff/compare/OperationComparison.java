package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.MediaTypeSchemas;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares one operation of OLD with its match in NEW. */
final class OperationComparison {
    private final Operation old;
    private final Operation next;
    private final DifferenceCollector out;
    private final MessagePath location;
    private final ReferenceResolver oldReferences;
    private final ReferenceResolver nextReferences;

    OperationComparison(Operation old, Operation next, DifferenceCollector out) {
        this.old = old;
        this.next = next;
        this.out = out;
        this.location = MessagePath.of(next.name(), SpecArea.OPERATION, "the operation");
        this.oldReferences = new ReferenceResolver(out.oldRoot());
        this.nextReferences = new ReferenceResolver(out.nextRoot());
    }

    /** A part of an operation with its references resolved; a missing node when there is none. */
    record Found(JsonNode node, DocumentPointer at) {
        boolean there() {
            return node.isObject();
        }

        Found property(String name) {
            return new Found(node.path(name), at.then(name));
        }
    }

    void compare() {
        identity();
        new ParameterComparison(old, next, out).compare();
        body();
        new ResponseComparison(this, old, next, out).compare();
        SecurityComparison.compare(old, next, out);
        ServerComparison.compare(old, next, out, location);
    }

    Found old(JsonNode node, DocumentPointer at) {
        return found(oldReferences, node, at);
    }

    Found next(JsonNode node, DocumentPointer at) {
        return found(nextReferences, node, at);
    }

    private static Found found(ReferenceResolver references, JsonNode node, DocumentPointer at) {
        return references.follow(node, at) instanceof ReferenceResolver.Target.Found found
                ? new Found(found.node(), found.at())
                : new Found(MissingNode.getInstance(), at);
    }

    /** Its id, descriptions and extensions. */
    void identity() {
        if (!old.operationId().equals(next.operationId())) {
            out.add(
                    DifferenceKind.of(Subject.OPERATION_ID, Edit.CHANGED),
                    location,
                    old.at().then("operationId"),
                    next.at().then("operationId"),
                    orNone(old.operationId()),
                    orNone(next.operationId()),
                    "");
        }
        boolean was = old.node().path("deprecated").asBoolean(false);
        boolean is = next.node().path("deprecated").asBoolean(false);
        if (was != is) {
            out.add(
                    DifferenceKind.of(Subject.DEPRECATION, is ? Edit.DEPRECATED : Edit.NO_LONGER_DEPRECATED),
                    location,
                    old.at().then("deprecated"),
                    next.at().then("deprecated"),
                    "",
                    "",
                    "");
        }
        AnnouncementComparison.compare(old, next, out, location);
        if (!description(old.node()).equals(description(next.node()))) {
            out.add(DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED), location, old.at(), next.at(), "", "", "");
        } else if (!description(old.item()).equals(description(next.item()))) {
            out.add(
                    DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED),
                    location,
                    old.itemAt(),
                    next.itemAt(),
                    "",
                    "",
                    "");
        }
        if (!annotations(old.node()).equals(annotations(next.node()))) {
            out.add(DifferenceKind.of(Subject.ANNOTATION, Edit.CHANGED), location, old.at(), next.at(), "", "", "");
        }
    }

    private static String orNone(String name) {
        return name.isEmpty() ? "none" : name;
    }

    private static String description(JsonNode node) {
        return node.path("summary").asText("") + "\n" + node.path("description").asText("");
    }

    private static JsonNode annotations(JsonNode node) {
        ObjectNode copy = node.deepCopy();
        copy.remove(List.of(
                "operationId",
                "summary",
                "description",
                "deprecated",
                "x-sunset",
                "x-stability-level",
                "callbacks",
                "parameters",
                "requestBody",
                "responses",
                "security",
                "servers"));
        return copy;
    }

    private void body() {
        Found before = old(old.node().path("requestBody"), old.at().then("requestBody"));
        Found after = next(next.node().path("requestBody"), next.at().then("requestBody"));
        if (!before.there() && !after.there()) {
            return;
        }
        MessagePath request = MessagePath.of(next.name(), SpecArea.REQUEST, "the request");
        boolean was = before.node().path("required").asBoolean(false);
        boolean is = after.node().path("required").asBoolean(false);
        if (!before.there()) {
            out.add(
                    is
                            ? DifferenceKind.of(Subject.REQUIRED_BODY, Edit.ADDED)
                            : DifferenceKind.of(Subject.BODY, Edit.ADDED),
                    request,
                    old.at(),
                    after.at(),
                    "",
                    "",
                    "");
        } else if (!after.there()) {
            out.add(DifferenceKind.of(Subject.BODY, Edit.REMOVED), request, before.at(), next.at(), "", "", "");
        } else {
            if (was != is) {
                out.add(
                        DifferenceKind.of(Subject.BODY, is ? Edit.BECAME_REQUIRED : Edit.BECAME_OPTIONAL),
                        request,
                        before.at().then("required"),
                        after.at().then("required"),
                        "",
                        "",
                        "");
            }
            if (!description(before.node()).equals(description(after.node()))) {
                out.add(
                        DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED),
                        request,
                        before.at(),
                        after.at(),
                        "",
                        "",
                        "");
            }
            media(before, after, SpecArea.REQUEST, "the request");
        }
    }

    /** Compares media types, and the schemas of common media types. */
    void media(Found before, Found after, SpecArea area, String part) {
        SortedMap<String, Found> left = media(before, true);
        SortedMap<String, Found> right = media(after, false);
        MessagePath at = MessagePath.of(next.name(), area, part);
        left.forEach((type, media) -> {
            Found other = included(type, right);
            boolean narrowed = area == SpecArea.RESPONSE
                    && isRange(type)
                    && right.keySet().stream().anyMatch(each -> includes(type, each));
            if (other != null) {
                schemas(type, media, other, area, left.size() > 1 ? part + " (" + type + ")" : part, part);
            } else {
                out.add(
                        DifferenceKind.of(Subject.MEDIA_TYPE, narrowed ? Edit.NO_LONGER_RANGE : Edit.REMOVED),
                        at,
                        media.at(),
                        after.property("content").at(),
                        type,
                        "",
                        type);
            }
        });
        right.forEach((type, media) -> {
            Found range = included(type, left);
            if (range == null) {
                boolean widened = area == SpecArea.RESPONSE
                        && isRange(type)
                        && left.keySet().stream().anyMatch(each -> includes(type, each) && !right.containsKey(each));
                out.add(
                        DifferenceKind.of(Subject.MEDIA_TYPE, widened ? Edit.BECAME_RANGE : Edit.ADDED),
                        at,
                        before.property("content").at(),
                        media.at(),
                        "",
                        type,
                        type);
            } else if (!left.containsKey(type)) {
                schemas(type, range, media, area, part + " (" + type + ")", part);
            }
        });
    }

    /** Compares what two entries state about bodies of one media type. */
    private void schemas(String name, Found media, Found other, SpecArea area, String named, String part) {
        String type = MediaTypeName.withoutParameters(name);
        SpecArea way = area == SpecArea.RESPONSE && type.equals("text/event-stream") ? SpecArea.STREAM : area;
        String where =
                way == SpecArea.STREAM ? part + ", one event of the stream" : area == SpecArea.RESPONSE ? part : named;
        boolean form = FormComparison.isForm(type);
        MessagePair pair = new MessagePair(
                next.name(),
                way,
                where,
                schema(media, type, out.oldRoot()),
                schema(other, type, out.nextRoot()),
                form ? FormComparison.encoding(media) : MessageEncoding.of(type),
                form ? FormComparison.encoding(other) : MessageEncoding.of(type));
        if (pair.oldEncoding() instanceof MessageEncoding.Parameter) {
            out.compareTexts(pair);
        } else {
            out.compare(pair);
        }
        if (form) {
            new FormComparison(this, next.name(), way, where, out).compare(media, other);
        }
        if (way == SpecArea.STREAM) {
            items(media, other, way, part + ", the fields of one event");
        } else if (MediaTypeSchemas.isMultipart(type)
                && media.node().has("schema")
                && other.node().has("schema")) {
            items(media, other, way, where + ", one part");
        }
        examples(media, other, MessagePath.of(next.name(), way, where));
    }

    /**
     * The items of a body from OpenAPI 3.2 on: the event itself, not only the JSON in its data; the parts of a multipart body.
     * Without itemSchema, the schema of a stream describes that JSON.
     */
    private void items(Found media, Found other, SpecArea way, String where) {
        boolean was = media.node().has("itemSchema");
        boolean is = other.node().has("itemSchema");
        boolean comparable = way != SpecArea.STREAM
                ? was || is
                : was ? is || !other.node().has("schema") : is && !media.node().has("schema");
        if (comparable) {
            out.compare(new MessagePair(next.name(), way, where, item(media), item(other)));
        }
    }

    private static SchemaRef item(Found media) {
        return media.node().has("itemSchema")
                ? SchemaRef.of(media.node().path("itemSchema"), media.at().then("itemSchema"))
                : SchemaRef.ANYTHING;
    }

    private void examples(Found media, Found other, MessagePath location) {
        for (String name : List.of("example", "examples")) {
            if (!media.node().path(name).equals(other.node().path(name))) {
                out.add(Difference.of(
                        DifferenceKind.of(Subject.EXAMPLE, Edit.CHANGED),
                        location,
                        media.property(name).at(),
                        other.property(name).at(),
                        media.node().path(name),
                        other.node().path(name)));
            }
        }
    }

    private static SchemaRef schema(Found media, String type, JsonNode root) {
        return SchemaRef.ofMediaType(media.node(), media.at(), type, root).orElse(SchemaRef.ANYTHING);
    }

    /** Media types by {@link MediaTypeName}. */
    private SortedMap<String, Found> media(Found holder, boolean inOld) {
        TreeMap<String, Found> all = new TreeMap<>();
        Found content = holder.property("content");
        content.node().properties().forEach(each -> {
            Found media = content.property(each.getKey());
            all.put(
                    MediaTypeName.normal(each.getKey()),
                    inOld ? old(media.node(), media.at()) : next(media.node(), media.at()));
        });
        return all;
    }

    /** The entry for a media type: its own, else that of its narrowest range. */
    private static @Nullable Found included(String type, SortedMap<String, Found> among) {
        String key = MediaTypeName.in(type, among.keySet());
        return key == null ? null : among.get(key);
    }

    private static boolean isRange(String type) {
        return type.endsWith("/*");
    }

    private static boolean includes(String range, String type) {
        return range.equals("*/*") || type.startsWith(range.substring(0, range.length() - 1));
    }
}
