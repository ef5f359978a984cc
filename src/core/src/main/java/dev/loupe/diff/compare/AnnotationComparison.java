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

    static void compare(NormalSchema a, NormalSchema b, MessagePath place, SchemaComparison out) {
        Annotations before = a.notes();
        Annotations after = b.notes();
        if (before.equals(after)) {
            return;
        }
        if (!before.standard().equals(after.standard())) {
            DifferenceKind kind = before.standard().isMissingNode()
                    ? DifferenceKind.DEFAULT_SET
                    : after.standard().isMissingNode()
                            ? DifferenceKind.DEFAULT_DROPPED
                            : DifferenceKind.DEFAULT_CHANGED;
            out.add(fact(kind, a, b, "default", place, before.standard(), after.standard()));
        }
        if (before.deprecated() != after.deprecated()) {
            out.add(fact(
                    after.deprecated() ? DifferenceKind.DEPRECATED : DifferenceKind.NO_LONGER_DEPRECATED,
                    a,
                    b,
                    "deprecated",
                    place,
                    BooleanNode.valueOf(before.deprecated()),
                    BooleanNode.valueOf(after.deprecated())));
        }
        if (!before.prose().equals(after.prose())) {
            List<String> stated = limits(before.prose());
            boolean limits = !stated.isEmpty() && !stated.equals(limits(after.prose()));
            out.add(fact(
                    limits ? DifferenceKind.PROSE_RANGE_CHANGED : DifferenceKind.PROSE_CHANGED,
                    a,
                    b,
                    "description",
                    place,
                    TextNode.valueOf(before.prose()),
                    TextNode.valueOf(after.prose())));
        }
        if (!before.samples().equals(after.samples())) {
            out.add(fact(DifferenceKind.SAMPLE_CHANGED, a, b, "example", place, before.samples(), after.samples()));
        }
        if (!before.extras().equals(after.extras())) {
            out.add(fact(DifferenceKind.ANNOTATION_CHANGED, a, b, "x-", place, before.extras(), after.extras()));
        }
    }

    private static Difference fact(
            DifferenceKind kind,
            NormalSchema a,
            NormalSchema b,
            String keyword,
            MessagePath place,
            JsonNode before,
            JsonNode after) {
        return Difference.of(
                kind, place, SchemaComparison.at(a, keyword), SchemaComparison.at(b, keyword), before, after);
    }

    /** The limits that prose states, as numbers. Prose that says none, or the same, changed in nothing that can be tested. */
    static List<String> limits(String prose) {
        List<String> all = new ArrayList<>();
        String text = TextTruncation.prefix(prose, 20_000);
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
