package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Branch;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.NormalSchema.Union;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.SurfaceMatch;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether no value can match two branches of a {@code oneOf}: their conjunction accepts nothing. */
final class DisjointBranches {
    /** Properties in properties; deeper ones may accept something. */
    private static final int DEEPEST = 4;

    private DisjointBranches() {}

    /** True when no value matches both; false when unknown. */
    static boolean areDisjoint(Branch a, Branch b, Normalizer schemas) {
        if (a.schema() instanceof Plain x
                && b.schema() instanceof Plain y
                && Collections.disjoint(x.types(), y.types())) {
            return true;
        }
        // the listed values of several branches may be joined in one
        Set<JsonNode> left = valuesOf(a);
        Set<JsonNode> right = valuesOf(b);
        if (left != null || right != null) {
            return left != null ? rejectsAll(b, left, schemas) : right != null && rejectsAll(a, right, schemas);
        }
        List<SchemaRef.Part> both = new ArrayList<>(a.ref().parts());
        both.addAll(b.ref().parts());
        return acceptsNothing(schemas.schema(new SchemaRef(both)).withNullable(false), schemas, DEEPEST);
    }

    private static @Nullable Set<JsonNode> valuesOf(Branch branch) {
        return branch.schema() instanceof Plain plain ? plain.values() : null;
    }

    private static boolean rejectsAll(Branch branch, Set<JsonNode> values, Normalizer schemas) {
        return values.stream().noneMatch(value -> SurfaceMatch.fits(schemas, branch.schema(), value));
    }

    private static boolean acceptsNothing(NormalSchema schema, Normalizer schemas, int depth) {
        if (schema.nullable() || depth == 0) {
            return false;
        }
        return switch (schema) {
            case NormalSchema.Unresolved unresolved -> false;
            case Union union ->
                union.branches().stream().allMatch(branch -> acceptsNothing(branch.schema(), schemas, depth - 1));
            case Plain plain ->
                plain.types().stream().allMatch(type -> switch (type) {
                    case OBJECT -> hasImpossibleProperty(plain, schemas, depth);
                    case ARRAY -> hasImpossibleItem(plain, schemas, depth);
                    case BOOLEAN, NUMBER, STRING -> false;
                });
        };
    }

    private static boolean hasImpossibleProperty(Plain plain, Normalizer schemas, int depth) {
        return plain.properties().required().stream().anyMatch(name -> {
            SchemaRef property = plain.properties().named().get(name);
            return property == null
                    ? plain.properties().closed()
                    : acceptsNothing(schemas.schema(property), schemas, depth - 1);
        });
    }

    private static boolean hasImpossibleItem(Plain plain, Normalizer schemas, int depth) {
        SchemaRef each = plain.items().each();
        return each != null && plain.items().min() > 0 && acceptsNothing(schemas.schema(each), schemas, depth - 1);
    }
}
