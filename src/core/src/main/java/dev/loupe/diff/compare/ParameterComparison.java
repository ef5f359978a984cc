package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.OperationComparison.Found;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SurfaceMatch;
import dev.loupe.openapi.Operation;
import java.util.Map;

/** Compares the parameters of one operation: path, query, header, cookie. */
final class ParameterComparison {
    private final Operation old;
    private final Operation next;
    private final DifferenceCollector out;

    ParameterComparison(Operation old, Operation next, DifferenceCollector out) {
        this.old = old;
        this.next = next;
        this.out = out;
    }

    void compare() {
        Map<String, Found> left = DescribedParameters.of(old, out.oldRoot());
        Map<String, Found> right = DescribedParameters.of(next, out.nextRoot());
        WholeQuery.align(left, right, out.next(SpecArea.REQUEST), old);
        WholeQuery.align(right, left, out.old(SpecArea.REQUEST), next);
        DescribedParameters.withoutUndescribed(left, right, next);
        DescribedParameters.withoutUndescribed(right, left, old);
        left.forEach((key, parameter) -> {
            Found other = right.get(key);
            boolean was = required(parameter);
            if (other == null) {
                out.add(
                        was
                                ? DifferenceKind.of(Subject.REQUIRED_PARAMETER, Edit.REMOVED)
                                : DifferenceKind.of(Subject.PARAMETER, Edit.REMOVED),
                        location(parameter),
                        parameter.at(),
                        next.at(),
                        "",
                        "",
                        "");
            } else {
                both(parameter, other);
            }
        });
        right.forEach((key, parameter) -> {
            if (!left.containsKey(key)) {
                out.add(
                        required(parameter)
                                ? DifferenceKind.of(Subject.REQUIRED_PARAMETER, Edit.ADDED)
                                : DifferenceKind.of(Subject.PARAMETER, Edit.ADDED),
                        location(parameter),
                        old.at(),
                        parameter.at(),
                        "",
                        "",
                        "");
            }
        });
    }

    private void both(Found before, Found after) {
        MessagePath location = location(after);
        if (required(before) != required(after)) {
            out.add(
                    DifferenceKind.of(Subject.PARAMETER, required(after) ? Edit.BECAME_REQUIRED : Edit.BECAME_OPTIONAL),
                    location,
                    before.property("required").at(),
                    after.property("required").at(),
                    "",
                    "",
                    "");
        }
        Serialization was = ParameterEncoding.serialization(before);
        Serialization is = ParameterEncoding.serialization(after);
        if (ParameterEncoding.writtenDifferently(
                was,
                is,
                out.old(SpecArea.REQUEST).schema(ParameterEncoding.schema(before)),
                out.next(SpecArea.REQUEST).schema(ParameterEncoding.schema(after)))) {
            out.add(
                    DifferenceKind.of(Subject.PARAMETER_STYLE, Edit.CHANGED),
                    location,
                    before.at(),
                    after.at(),
                    was.description(),
                    is.description(),
                    "");
        }
        if (ParameterEncoding.escapedDifferently(
                before,
                after,
                out.old(SpecArea.REQUEST).schema(ParameterEncoding.schema(before)),
                out.next(SpecArea.REQUEST).schema(ParameterEncoding.schema(after)))) {
            out.add(
                    DifferenceKind.of(Subject.RESERVED_CHARACTERS, Edit.CHANGED),
                    location,
                    before.at(),
                    after.at(),
                    String.valueOf(ParameterEncoding.allowsReserved(before)),
                    String.valueOf(ParameterEncoding.allowsReserved(after)),
                    "");
        }
        boolean mayBeEmpty = mayBeEmpty(before, out.old(SpecArea.REQUEST));
        boolean stated = before.node().has("allowEmptyValue") || after.node().has("allowEmptyValue");
        if (stated && mayBeEmpty != mayBeEmpty(after, out.next(SpecArea.REQUEST))) {
            out.add(
                    DifferenceKind.of(Subject.EMPTY_VALUE, mayBeEmpty ? Edit.REJECTED : Edit.ALLOWED),
                    location,
                    before.at(),
                    after.at(),
                    "",
                    "",
                    "");
        }
        boolean deprecated = before.node().path("deprecated").asBoolean(false);
        if (deprecated != after.node().path("deprecated").asBoolean(false)) {
            out.add(
                    DifferenceKind.of(Subject.DEPRECATION, deprecated ? Edit.NO_LONGER_DEPRECATED : Edit.DEPRECATED),
                    location,
                    before.at(),
                    after.at(),
                    "",
                    "",
                    "");
        }
        String description = before.node().path("description").asText("");
        if (!description.equals(after.node().path("description").asText(""))) {
            out.add(
                    DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED),
                    location,
                    before.at(),
                    after.at(),
                    "",
                    "",
                    "");
        }
        out.compareTexts(new MessagePair(
                next.name(),
                SpecArea.REQUEST,
                part(after),
                ParameterEncoding.schema(before),
                ParameterEncoding.schema(after),
                ParameterEncoding.encoding(before),
                ParameterEncoding.encoding(after)));
    }

    /** True when {@code ?q=} is valid: by allowEmptyValue, or since the schema accepts the empty string. */
    private static boolean mayBeEmpty(Found parameter, Normalizer schemas) {
        return parameter.node().path("in").asText("").equals("query")
                && !parameter.node().has("content")
                && (parameter.node().path("allowEmptyValue").asBoolean(false)
                        || SurfaceMatch.fits(
                                schemas, schemas.schema(ParameterEncoding.schema(parameter)), TextNode.valueOf("")));
    }

    private static boolean required(Found parameter) {
        return parameter.node().path("required").asBoolean(false);
    }

    private MessagePath location(Found parameter) {
        return MessagePath.of(next.name(), SpecArea.REQUEST, part(parameter));
    }

    private static String part(Found parameter) {
        return "the " + parameter.node().path("in").asText("") + " parameter "
                + parameter.node().path("name").asText("");
    }
}
