package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.SurfaceMatch;
import dev.loupe.openapi.values.ValueSynthesis;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that one subschema accepts and another should reject for what is inside of them: a property, an item, an additional
 * property. A keyword without a normal form, such as {@code prefixItems}, has no path into its subschemas, so a search for a
 * witness has to find the location itself.
 */
final class InnerValues {
    static final DifferenceKind ANY_CONSTRAINT = DifferenceKind.of(Subject.CONSTRAINT, Edit.CHANGED);
    private static final int DEEPEST = 6;
    private static final int MOST_OF_ONE = 4;

    private final ValueBuilder accepting;
    private final ValueBuilder rejecting;
    /** The pairs of subschemas that may still be searched, together. */
    private int pairs = 200;

    InnerValues(ValueBuilder accepting, ValueBuilder rejecting) {
        this.accepting = accepting;
        this.rejecting = rejecting;
    }

    /** The values for a pair of subschemas that applies to the same value. */
    Set<JsonNode> of(NormalSchema accepted, NormalSchema rejected, int depth) {
        Set<JsonNode> found = new LinkedHashSet<>();
        if (depth >= DEEPEST || !(accepted instanceof Plain left) || !(rejected instanceof Plain right)) {
            return found;
        }
        if (left.types().contains(NormalSchema.Type.OBJECT)) {
            properties(left, right, depth, found);
        }
        if (left.types().contains(NormalSchema.Type.ARRAY)) {
            for (JsonNode value : separating(left.items().each(), right.items().each(), depth)) {
                ArrayNode array = KeywordValues.NODES.arrayNode();
                for (long i = 0; i < Math.clamp(left.items().min(), 1, KeywordValues.MOST_EACH); i++) {
                    array.add(value);
                }
                found.add(array);
            }
        }
        right.otherKeywords()
                .keySet()
                .forEach(keyword -> found.addAll(KeywordValues.of(this, left, right, keyword, depth + 1)));
        return found;
    }

    private void properties(Plain left, Plain right, int depth, Set<JsonNode> found) {
        Set<String> names = new LinkedHashSet<>(left.properties().named().keySet());
        names.addAll(right.properties().named().keySet());
        names.add(ValueSynthesis.UNKNOWN);
        for (String name : names) {
            for (JsonNode value : separating(property(left, name), property(right, name), depth)) {
                accepting.object(left, 0).ifPresent(object -> found.add(object.set(name, value)));
            }
        }
    }

    private static @Nullable SchemaRef property(Plain plain, String name) {
        SchemaRef own = plain.properties().named().get(name);
        return own == null ? plain.properties().additional() : own;
    }

    private List<JsonNode> separating(@Nullable SchemaRef accepted, @Nullable SchemaRef rejected, int depth) {
        SchemaRef left = SchemaRef.orAnything(accepted);
        SchemaRef right = SchemaRef.orAnything(rejected);
        List<JsonNode> found = new ArrayList<>();
        if (right.parts().isEmpty() || areWrittenAlike(left, right) || pairs-- <= 0) {
            return found;
        }
        NormalSchema accept = accepting.schemas().schema(left);
        NormalSchema reject = rejecting.schemas().schema(right);
        WitnessCandidates.values(accepting, accept, rejecting, reject, ANY_CONSTRAINT).stream()
                .filter(value -> SurfaceMatch.fits(accept, value) && !SurfaceMatch.fits(reject, value))
                .limit(MOST_OF_ONE)
                .forEach(found::add);
        of(accept, reject, depth + 1).stream().limit(MOST_OF_ONE).forEach(found::add);
        return found;
    }

    /** True when both have the same text, without references whose targets may differ. */
    private static boolean areWrittenAlike(SchemaRef one, SchemaRef other) {
        if (one.parts().size() != other.parts().size()) {
            return false;
        }
        for (int i = 0; i < one.parts().size(); i++) {
            JsonNode node = one.parts().get(i).node();
            if (node.findValue("$ref") != null
                    || !node.equals(other.parts().get(i).node())) {
                return false;
            }
        }
        return true;
    }

    ValueBuilder accepting() {
        return accepting;
    }

    ValueBuilder rejecting() {
        return rejecting;
    }
}
