package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.normal.Annotations;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares what no validator looks at: defaults, deprecation, prose, samples. */
final class AnnotationComparison {
    /** Words that speak of limits, with the number behind them. Every quantifier is bounded: prose is hostile too. */
    private static final Pattern LIMIT = Pattern.compile(
            "(?i)\\b(?:between|from|up to|at most|at least|no more than|no less than|maximum|minimum|max|min|range|exceed|than|limit)\\b"
                    + "[^.;\\d-]{0,30}(-?\\d[\\d.,]{0,15})(?:[^.;\\d-]{1,10}(-?\\d[\\d.,]{0,15}))?");

    private AnnotationComparison() {}

    static void compare(NormalSchema a, NormalSchema b, MessagePath location, SchemaComparison out) {
        Annotations before = a.annotations();
        Annotations after = b.annotations();
        if (before.equals(after)) {
            return;
        }
        if (!before.defaultValue().equals(after.defaultValue())) {
            DifferenceKind kind = before.defaultValue().isMissingNode()
                    ? DifferenceKind.DEFAULT_SET
                    : after.defaultValue().isMissingNode()
                            ? DifferenceKind.DEFAULT_DROPPED
                            : DifferenceKind.DEFAULT_CHANGED;
            out.add(difference(kind, a, b, "default", location, before.defaultValue(), after.defaultValue()));
        }
        if (before.deprecated() != after.deprecated()) {
            out.add(difference(
                    after.deprecated() ? DifferenceKind.DEPRECATED : DifferenceKind.NO_LONGER_DEPRECATED,
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
                    limits ? DifferenceKind.PROSE_RANGE_CHANGED : DifferenceKind.PROSE_CHANGED,
                    a,
                    b,
                    "description",
                    location,
                    TextNode.valueOf(before.description()),
                    TextNode.valueOf(after.description())));
        }
        if (!before.examples().equals(after.examples())) {
            out.add(difference(
                    DifferenceKind.SAMPLE_CHANGED, a, b, "example", location, before.examples(), after.examples()));
        }
        if (!before.extensions().equals(after.extensions())) {
            out.add(difference(
                    DifferenceKind.ANNOTATION_CHANGED, a, b, "x-", location, before.extensions(), after.extensions()));
        }
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

    /** The limits that prose states, as numbers. Prose that says none, or the same, changed in nothing that can be tested. */
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
