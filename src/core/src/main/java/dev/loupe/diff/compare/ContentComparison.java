package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;

/**
 * Compares what a string contains: contentEncoding, contentMediaType, contentSchema. Validators ignore these keywords;
 * a reader that decodes the string does not.
 */
final class ContentComparison {
    private final NormalSchema a;
    private final NormalSchema b;
    private final MessagePath location;
    private final SchemaComparison out;

    private ContentComparison(NormalSchema a, NormalSchema b, MessagePath location, SchemaComparison out) {
        this.a = a;
        this.b = b;
        this.location = location;
        this.out = out;
    }

    static void compare(
            Normalizer old,
            Normalizer next,
            NormalSchema a,
            NormalSchema b,
            MessagePath location,
            SchemaComparison out) {
        JsonNode before = a.annotations().content();
        JsonNode after = b.annotations().content();
        if (before.isMissingNode() && after.isMissingNode()) {
            return;
        }
        ContentComparison comparison = new ContentComparison(a, b, location, out);
        for (String keyword : new String[] {"contentEncoding", "contentMediaType"}) {
            if (!before.path(keyword).equals(after.path(keyword))) {
                comparison.add(keyword, before.path(keyword), after.path(keyword));
            }
        }
        comparison.schema(old, next, before.path("contentSchema"), after.path("contentSchema"));
    }

    private void schema(Normalizer old, Normalizer next, JsonNode before, JsonNode after) {
        if (before.isMissingNode() || after.isMissingNode()) {
            if (!before.equals(after)) {
                add("contentSchema", before, after);
            }
            return;
        }
        NormalSchema x = old.schema(SchemaRef.of(before, SchemaComparison.at(a, "contentSchema")));
        NormalSchema y = next.schema(SchemaRef.of(after, SchemaComparison.at(b, "contentSchema")));
        boolean kept = SchemaInclusion.of(next, y, old, x, location.message()).holds();
        boolean added = SchemaInclusion.of(old, x, next, y, location.message()).holds();
        if (!kept || !added) {
            add(kept ? Edit.WIDENED : added ? Edit.NARROWED : Edit.CHANGED, "contentSchema", before, after);
        }
    }

    private void add(String keyword, JsonNode before, JsonNode after) {
        add(
                before.isMissingNode() ? Edit.SET : after.isMissingNode() ? Edit.DROPPED : Edit.CHANGED,
                keyword,
                before,
                after);
    }

    private void add(Edit edit, String keyword, JsonNode before, JsonNode after) {
        out.add(Difference.of(
                        DifferenceKind.of(Subject.CONTENT, edit),
                        location,
                        SchemaComparison.at(a, keyword),
                        SchemaComparison.at(b, keyword),
                        before,
                        after)
                .about(keyword));
    }
}
