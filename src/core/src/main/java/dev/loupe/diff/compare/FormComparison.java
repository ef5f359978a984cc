package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.OperationComparison.Found;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.DocumentPointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the {@code encoding} of forms: the media types, headers and styles of their fields. */
final class FormComparison {
    private final OperationComparison operation;
    private final String name;
    private final SpecArea area;
    private final String part;
    private final DifferenceCollector out;

    FormComparison(OperationComparison operation, String name, SpecArea area, String part, DifferenceCollector out) {
        this.operation = operation;
        this.name = name;
        this.area = area;
        this.part = part;
        this.out = out;
    }

    static boolean isForm(String mediaType) {
        return mediaType.equals("application/x-www-form-urlencoded") || mediaType.startsWith("multipart/");
    }

    /** How the fields of a form travel. Each item of a body without field names is a JSON value. */
    static MessageEncoding encoding(Found media) {
        if (media.node().has("itemSchema") && !media.node().has("schema")) {
            return new MessageEncoding.Json();
        }
        return form(media);
    }

    private static MessageEncoding.Form form(Found media) {
        Map<String, Serialization> fields = new LinkedHashMap<>();
        media.node().path("encoding").properties().forEach(each -> {
            JsonNode encoding = each.getValue();
            boolean json = encoding.path("contentType").asText("").contains("json") && !statesStyle(encoding);
            if (json || statesStyle(encoding)) {
                String style =
                        json ? Serialization.JSON : encoding.path("style").asText("form");
                boolean explode = encoding.path("explode").asBoolean(style.equals("form"));
                fields.put(each.getKey(), new Serialization(each.getKey(), style, explode));
            }
        });
        return new MessageEncoding.Form(fields);
    }

    /** Next to a style a content type has no meaning. */
    private static boolean statesStyle(JsonNode encoding) {
        return encoding.has("style") || encoding.has("explode");
    }

    void compare(Found before, Found after) {
        NormalSchema inOld = out.old(area).schema(ParameterEncoding.schema(before));
        NormalSchema inNext = out.next(area).schema(ParameterEncoding.schema(after));
        fields(before, after, inOld, inNext);
        positions("", before, after, inOld, inNext);
    }

    /** The parts of a multipart body by their position. */
    private void positions(String inside, Found before, Found after, NormalSchema inOld, NormalSchema inNext) {
        int first = Math.max(
                before.node().path("prefixEncoding").size(),
                after.node().path("prefixEncoding").size());
        for (int i = 0; i < first; i++) {
            position(
                    "part " + (i + 1) + inside,
                    part(before, i),
                    part(after, i),
                    item(before, inOld, i, out.old(area)),
                    item(after, inNext, i, out.next(area)));
        }
        position(
                (first == 0 ? "every part" : "every later part") + inside,
                before.property("itemEncoding"),
                after.property("itemEncoding"),
                item(before, inOld, first, out.old(area)),
                item(after, inNext, first, out.next(area)));
    }

    private void position(String position, Found old, Found next, NormalSchema left, NormalSchema right) {
        types(position, old, next, left, right);
        nested(position, old, next, left, right);
    }

    /** A part that is a form or a multipart body itself, from OpenAPI 3.2 on. */
    private void nested(String field, Found old, Found next, NormalSchema left, NormalSchema right) {
        fields(old, next, left, right);
        if (hasPositions(old) || hasPositions(next)) {
            positions(" of " + field, old, next, left, right);
        }
    }

    private static boolean hasPositions(Found encoding) {
        return encoding.node().has("prefixEncoding") || encoding.node().has("itemEncoding");
    }

    /** The schema of a part by its position. */
    private static NormalSchema item(Found media, NormalSchema array, int index, Normalizer schemas) {
        if (media.node().has("itemSchema")) {
            Found item = media.property("itemSchema");
            return schemas.schema(SchemaRef.of(item.node(), item.at()));
        }
        List<SchemaRef.Part> sources = array instanceof NormalSchema.Plain plain ? plain.sources() : List.of();
        SchemaRef item = SchemaRef.ANYTHING;
        for (SchemaRef.Part source : sources) {
            JsonNode prefix = source.node().path("prefixItems");
            if (index < prefix.size()) {
                DocumentPointer at = source.at().then("prefixItems").then(String.valueOf(index));
                return schemas.schema(SchemaRef.of(prefix.path(index), at));
            }
            if (source.node().has("items")) {
                item = SchemaRef.of(source.node().path("items"), source.at().then("items"));
            }
        }
        return schemas.schema(item);
    }

    /** The encoding of a part by its position: OpenAPI 3.2 has prefixEncoding for the first parts, itemEncoding for the others. */
    private static Found part(Found media, int index) {
        Found prefix = media.property("prefixEncoding");
        return index < prefix.node().size()
                ? new Found(prefix.node().path(index), prefix.at().then(String.valueOf(index)))
                : media.property("itemEncoding");
    }

    /** The fields of a form. */
    private void fields(Found before, Found after, NormalSchema inOld, NormalSchema inNext) {
        Set<String> fields = new TreeSet<>();
        before.node().path("encoding").fieldNames().forEachRemaining(fields::add);
        after.node().path("encoding").fieldNames().forEachRemaining(fields::add);
        for (String field : fields) {
            NormalSchema left = property(inOld, field, true);
            NormalSchema right = property(inNext, field, false);
            if (left != null && right != null) {
                field(field, before, after, left, right);
            }
        }
    }

    private void field(String field, Found before, Found after, NormalSchema left, NormalSchema right) {
        Found old = before.property("encoding").property(field);
        Found next = after.property("encoding").property(field);
        types(field, old, next, left, right);
        nested(field, old, next, left, right);
        Serialization was = form(before).serialization(field);
        Serialization is = form(after).serialization(field);
        boolean json = was.style().equals(Serialization.JSON);
        boolean stillJson = is.style().equals(Serialization.JSON);
        // without an encoding an object is JSON as well
        boolean compared = json ? statesStyle(next.node()) : !stillJson || statesStyle(old.node());
        if (area == SpecArea.REQUEST && compared && ParameterEncoding.writtenDifferently(was, is, left, right)) {
            out.add(
                    DifferenceKind.of(Subject.PARAMETER_STYLE, Edit.CHANGED),
                    MessagePath.of(name, area, "the form field " + field + " of " + part),
                    old.at(),
                    next.at(),
                    was.description(),
                    is.description(),
                    "");
        }
    }

    private @Nullable NormalSchema property(NormalSchema schema, String field, boolean inOld) {
        SchemaRef ref = schema instanceof NormalSchema.Plain plain
                ? plain.properties().named().get(field)
                : null;
        return ref == null ? null : (inOld ? out.old(area) : out.next(area)).schema(ref);
    }

    private void types(String field, Found old, Found next, NormalSchema left, NormalSchema right) {
        Set<String> before = PartTypes.of(old, left, out.old(area));
        Set<String> after = PartTypes.of(next, right, out.next(area));
        boolean stated = old.node().has("contentType") && next.node().has("contentType");
        // without a type that the schema implies, the default of the other side is unknown
        boolean unknown = before.isEmpty() != after.isEmpty()
                && (old.node().has("contentType") != next.node().has("contentType"));
        if (unknown
                || (!stated
                        && !before.isEmpty()
                        && !after.isEmpty()
                        && !PartTypes.notIn(after, before).isEmpty())) {
            add(Edit.CHANGED, field, old, next, PartTypes.listed(before), PartTypes.listed(after));
        } else if (!before.isEmpty() && !after.isEmpty()) {
            compareTypes(field, old, next, before, after);
        }
        if (area == SpecArea.REQUEST) {
            headers(field, old, next);
        }
    }

    private void compareTypes(String field, Found old, Found next, Set<String> before, Set<String> after) {
        PartTypes.notIn(after, before)
                .forEach(each -> add(Edit.REMOVED, field, old, next, each, String.join(", ", after)));
        PartTypes.notIn(before, after).forEach(each -> add(Edit.ADDED, field, old, next, "", each));
    }

    private void add(Edit edit, String field, Found old, Found next, String before, String after) {
        out.add(
                DifferenceKind.of(Subject.PART_TYPE, edit),
                MessagePath.of(name, area, part),
                old.at(),
                next.at(),
                before,
                after,
                field);
    }

    private void headers(String field, Found old, Found next) {
        Map<String, Found> left = headers(old, true);
        Map<String, Found> right = headers(next, false);
        left.forEach((header, before) -> {
            Found after = right.get(header);
            boolean was = before.node().path("required").asBoolean(false);
            if (after == null) {
                header(was ? Subject.REQUIRED_PARAMETER : Subject.PARAMETER, Edit.REMOVED, field, header, before, next);
            } else if (was != after.node().path("required").asBoolean(false)) {
                header(
                        Subject.PARAMETER,
                        was ? Edit.BECAME_OPTIONAL : Edit.BECAME_REQUIRED,
                        field,
                        header,
                        before,
                        after);
            }
            if (after != null) {
                out.compareTexts(new MessagePair(
                        name,
                        area,
                        header(field, header),
                        ParameterEncoding.schema(before),
                        ParameterEncoding.schema(after),
                        ResponseComparison.encoding(header, before),
                        ResponseComparison.encoding(header, after)));
            }
        });
        right.forEach((header, after) -> {
            if (!left.containsKey(header)) {
                boolean required = after.node().path("required").asBoolean(false);
                header(
                        required ? Subject.REQUIRED_PARAMETER : Subject.PARAMETER,
                        Edit.ADDED,
                        field,
                        header,
                        old,
                        after);
            }
        });
    }

    private static String header(String field, String header) {
        return "the header " + header + " of the form field " + field;
    }

    private void header(Subject subject, Edit edit, String field, String header, Found old, Found next) {
        out.add(
                DifferenceKind.of(subject, edit),
                MessagePath.of(name, area, header(field, header)),
                old.at(),
                next.at(),
                "",
                "",
                "");
    }

    private Map<String, Found> headers(Found encoding, boolean inOld) {
        Map<String, Found> all = new LinkedHashMap<>();
        Found headers = encoding.property("headers");
        headers.node().properties().forEach(each -> {
            Found at = headers.property(each.getKey());
            Found found = inOld ? operation.old(at.node(), at.at()) : operation.next(at.node(), at.at());
            if (found.there() && !each.getKey().equalsIgnoreCase("content-type")) {
                all.put(each.getKey().toLowerCase(Locale.ROOT), found);
            }
        });
        return all;
    }
}
