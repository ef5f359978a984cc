package dev.loupe.diff.prove;

import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.PathStep;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a changed length or number of items needs no witness, since no other keyword has a say. */
final class SizeAlone {
    private SizeAlone() {}

    /** True when a size alone decides, so that values beyond it are rejected although they are too large to be built. */
    static boolean decides(Difference difference, ProofSides sides, List<PathStep> location) {
        boolean isSize =
                switch (difference.kind().subject()) {
                    case MIN_LENGTH, MAX_LENGTH, MIN_ITEMS, MAX_ITEMS -> true;
                    default -> false;
                };
        if (!isSize) {
            return false;
        }
        for (int i = 0; i <= location.size(); i++) {
            List<PathStep> above = location.subList(0, i);
            NormalSchema accept =
                    SchemaLookup.at(sides.accepting().schemas(), sides.acceptRoot(), above, sides.acceptIsNew());
            NormalSchema reject =
                    SchemaLookup.at(sides.rejecting().schemas(), sides.rejectRoot(), above, !sides.acceptIsNew());
            if (!isBare(accept) || !isBare(reject)) {
                return false;
            }
        }
        return true;
    }

    /** True when the schema has no keywords that an other one could imply. */
    private static boolean isBare(@Nullable NormalSchema schema) {
        return schema instanceof Plain plain
                && plain.values() == null
                && plain.unions().isEmpty()
                && plain.otherKeywords().isEmpty()
                && plain.strings().patterns().isEmpty()
                && plain.strings().formats().isEmpty()
                && !plain.items().unique();
    }
}
