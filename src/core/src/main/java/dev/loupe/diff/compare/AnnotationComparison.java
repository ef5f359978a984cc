package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.Annotations;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares keywords that do not validate: defaults, deprecation, descriptions, examples. */
final class AnnotationComparison {
    /**
     * Words about limits, with the number that follows. Every quantifier is bounded: descriptions are untrusted
     * input.
     */
    private static final Pattern LIMIT = Pattern.compile(
            "(?i)\\b(?:between|from|up to|at most|at least|no more than|no less than|maximum|minimum|max|min|range|exceed|than|limit)\\b"
                    + "[^.;\\d-]{0,30}(-?\\d[\\d.,]{0,15})(?:[^.;\\d-]{1,10}(-?\\d[\\d.,]{0,15}))?");

    private static final String EXTENSIBLE_ENUM = "x-extensible-enum";

    private AnnotationComparison() {}

    static void compare(NormalSchema a, NormalSchema b, MessagePath location, SchemaComparison out) {
        Annotations before = a.annotations();
        Annotations after = b.annotations();
        if (before.equals(after)) {
            return;
        }
        if (!before.defaultValue().equals(after.defaultValue())) {
            DifferenceKind kind = before.defaultValue().isMissingNode()
                    ? DifferenceKind.of(Subject.DEFAULT, Edit.SET)
                    : DifferenceKind.of(
                            Subject.DEFAULT, after.defaultValue().isMissingNode() ? Edit.DROPPED : Edit.CHANGED);
            out.add(difference(kind, a, b, "default", location, before.defaultValue(), after.defaultValue()));
        }
        if (before.deprecated() != after.deprecated()) {
            out.add(difference(
                    DifferenceKind.of(
                            Subject.DEPRECATION, after.deprecated() ? Edit.DEPRECATED : Edit.NO_LONGER_DEPRECATED),
                    a,
                    b,
                    "deprecated",
                    location,
                    BooleanNode.valueOf(before.deprecated()),
                    BooleanNode.valueOf(after.deprecated())));
        }
        if (!before.description().equals(after.description())) {
            List<String> stated = limits(before.description());
            boolean limits = !stated.isEmpty() && !stated.equals(limits(after.description()));
            out.add(difference(
                    limits
                            ? DifferenceKind.of(Subject.LIMITS_IN_DESCRIPTION, Edit.CHANGED)
                            : DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED),
                    a,
                    b,
                    "description",
                    location,
                    TextNode.valueOf(before.description()),
                    TextNode.valueOf(after.description())));
        }
        if (!before.examples().equals(after.examples())) {
            out.add(difference(
                    DifferenceKind.of(Subject.EXAMPLE, Edit.CHANGED),
                    a,
                    b,
                    "example",
                    location,
                    before.examples(),
                    after.examples()));
        }
        boolean xml = location.message().oldEncoding() instanceof MessageEncoding.Xml;
        String was = xml ? xml(a, location) : "";
        String is = xml ? xml(b, location) : "";
        if (!was.equals(is)) {
            DifferenceKind kind = DifferenceKind.of(Subject.XML, Edit.CHANGED);
            out.add(difference(kind, a, b, "xml", location, TextNode.valueOf(was), TextNode.valueOf(is)));
        } else if (!before.extensions().equals(after.extensions()) && !extensibleValues(a, b, location, out)) {
            out.add(difference(
                    DifferenceKind.of(Subject.ANNOTATION, Edit.CHANGED),
                    a,
                    b,
                    "x-",
                    location,
                    before.extensions(),
                    after.extensions()));
        }
    }

    /** The values of an enum that may grow; true when nothing else differs in the extensions. */
    private static boolean extensibleValues(
            NormalSchema a, NormalSchema b, MessagePath location, SchemaComparison out) {
        Set<JsonNode> before = new LinkedHashSet<>();
        Set<JsonNode> after = new LinkedHashSet<>();
        a.annotations().extensions().path(EXTENSIBLE_ENUM).forEach(before::add);
        b.annotations().extensions().path(EXTENSIBLE_ENUM).forEach(after::add);
        for (JsonNode value : before) {
            if (!after.contains(value) && !after.isEmpty()) {
                out.add(extensibleValue(Edit.REMOVED, a, b, location, value));
            }
        }
        for (JsonNode value : after) {
            if (!before.contains(value) && !before.isEmpty()) {
                out.add(extensibleValue(Edit.ADDED, a, b, location, value));
            }
        }
        return !before.isEmpty()
                && !after.isEmpty()
                && others(a.annotations().extensions())
                        .equals(others(b.annotations().extensions()));
    }

    private static JsonNode others(JsonNode extensions) {
        return extensions.isObject() ? ((ObjectNode) extensions.deepCopy()).without(EXTENSIBLE_ENUM) : extensions;
    }

    private static Difference extensibleValue(
            Edit edit, NormalSchema a, NormalSchema b, MessagePath location, JsonNode value) {
        JsonNode none = MissingNode.getInstance();
        boolean added = edit == Edit.ADDED;
        DifferenceKind kind = DifferenceKind.of(Subject.EXTENSIBLE_VALUE, edit);
        return difference(kind, a, b, EXTENSIBLE_ENUM, location, added ? none : value, added ? value : none)
                .about(value.asText());
    }

    /**
     * How a value is written in XML; the prefix of a namespace is free, and a property is named after itself. Without a
     * {@code nodeType}, an array has no element of its own unless it is wrapped.
     */
    private static String xml(NormalSchema schema, MessagePath location) {
        JsonNode xml = schema.annotations().extensions().path("xml");
        List<PathStep> steps = location.steps();
        String usual = !steps.isEmpty() && steps.getLast() instanceof PathStep.Property property ? property.name() : "";
        boolean array =
                schema instanceof NormalSchema.Plain plain && plain.types().equals(Set.of(NormalSchema.Type.ARRAY));
        String element = array && !xml.path("wrapped").asBoolean(false) ? "none" : "element";
        String node = xml.path("attribute").asBoolean(false) ? "attribute" : element;
        String stated = xml.path("nodeType").asText(node);
        String namespace = xml.path("namespace").asText("");
        return (stated + " " + xml.path("name").asText(usual)).strip()
                + (namespace.isEmpty() ? "" : " in " + namespace);
    }

    private static Difference difference(
            DifferenceKind kind,
            NormalSchema a,
            NormalSchema b,
            String keyword,
            MessagePath location,
            JsonNode before,
            JsonNode after) {
        return Difference.of(
                kind, location, SchemaComparison.at(a, keyword), SchemaComparison.at(b, keyword), before, after);
    }

    /**
     * The limits in a description, as numbers. Descriptions with equal limits differ in nothing that can be tested.
     */
    static List<String> limits(String description) {
        List<String> all = new ArrayList<>();
        String text = TextTruncation.prefix(description, 20_000);
        Matcher matcher = LIMIT.matcher(text);
        while (matcher.find()) {
            all.add(matcher.group(1));
            if (matcher.group(2) != null) {
                all.add(matcher.group(2));
            }
        }
        return all;
    }
}
