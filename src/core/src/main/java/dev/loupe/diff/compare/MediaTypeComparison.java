package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.OperationComparison.Found;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.schema.MediaTypeSchemas;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Compares the media types of a body. */
final class MediaTypeComparison {
    /** An event is an object, whatever its schema allows: no other value can arrive. */
    private static final SchemaRef.Part EVENT = new SchemaRef.Part(
            JsonNodeFactory.instance.objectNode().put("type", "object"), DocumentPointer.ROOT, false);

    private final OperationComparison operation;
    private final String name;
    private final SpecArea area;
    private final String part;
    private final DifferenceCollector out;

    MediaTypeComparison(
            OperationComparison operation, String name, SpecArea area, String part, DifferenceCollector out) {
        this.operation = operation;
        this.name = name;
        this.area = area;
        this.part = part;
        this.out = out;
    }

    /** Compares media types, and the schemas of common media types. */
    void compare(Found before, Found after) {
        SortedMap<String, Found> left = media(before, true);
        SortedMap<String, Found> right = media(after, false);
        MessagePath at = MessagePath.of(name, area, part);
        left.forEach((type, media) -> {
            Found other = included(type, right);
            boolean narrowed = area == SpecArea.RESPONSE
                    && isRange(type)
                    && right.keySet().stream().anyMatch(each -> includes(type, each));
            if (other != null) {
                schemas(type, media, other, left.size() > 1 ? part + " (" + type + ")" : part);
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
                schemas(type, range, media, part + " (" + type + ")");
            }
        });
    }

    /** Compares what two entries state about bodies of one media type. */
    private void schemas(String key, Found media, Found other, String named) {
        String type = MediaTypeName.withoutParameters(key);
        SpecArea way = area == SpecArea.RESPONSE && type.equals("text/event-stream") ? SpecArea.STREAM : area;
        String where =
                way == SpecArea.STREAM ? part + ", one event of the stream" : area == SpecArea.RESPONSE ? part : named;
        boolean form = FormComparison.isForm(type);
        MessagePair pair = new MessagePair(
                name,
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
            new FormComparison(operation, name, way, where, out).compare(media, other);
        }
        if (way == SpecArea.STREAM) {
            items(media, other, way, part + ", the fields of one event");
        } else if (MediaTypeSchemas.isMultipart(type)
                && media.node().has("schema")
                && other.node().has("schema")) {
            items(media, other, way, where + ", one part");
        }
        examples(media, other, MessagePath.of(name, way, where));
    }

    /**
     * The items of a body from OpenAPI 3.2 on: the event itself, not only the JSON in its data; the parts of a multipart body.
     * Without itemSchema, the schema of a stream describes that JSON.
     */
    private void items(Found media, Found other, SpecArea way, String where) {
        boolean was = media.node().has("itemSchema");
        boolean is = other.node().has("itemSchema");
        boolean event = way == SpecArea.STREAM;
        boolean comparable = event
                ? was ? is || !other.node().has("schema") : is && !media.node().has("schema")
                : was || is;
        if (comparable) {
            out.compare(new MessagePair(name, way, where, item(media, event), item(other, event)));
        }
    }

    private static SchemaRef item(Found media, boolean event) {
        if (!media.node().has("itemSchema")) {
            return SchemaRef.ANYTHING;
        }
        SchemaRef item =
                SchemaRef.of(media.node().path("itemSchema"), media.at().then("itemSchema"));
        return event ? new SchemaRef(List.of(EVENT, item.parts().getFirst())) : item;
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
                    inOld ? operation.old(media.node(), media.at()) : operation.next(media.node(), media.at()));
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
