package dev.loupe.diff.prove;

import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.PathStep;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A limit that decides alone, so that what is beyond it is rejected even where it is too large to be built and tried. */
final class LoneLimit {
    private LoneLimit() {}

    static boolean decides(DifferenceKind kind, ProofSides sides, List<PathStep> location, NormalSchema accept) {
        for (int i = 0; i < location.size(); i++) {
            NormalSchema around = SchemaLookup.at(
                    sides.accepting().schemas(), sides.acceptRoot(), location.subList(0, i), sides.acceptIsNew());
            NormalSchema rejecting = SchemaLookup.at(
                    sides.rejecting().schemas(), sides.rejectRoot(), location.subList(0, i), !sides.acceptIsNew());
            if (!(around instanceof Plain plain) || !isPlainly(plain) || !(rejecting instanceof Plain)) {
                return false;
            }
        }
        if (!(accept instanceof Plain plain) || !isPlainly(plain)) {
            return false;
        }
        return switch (kind.subject()) {
            case MIN_LENGTH, MAX_LENGTH ->
                plain.strings().patterns().isEmpty()
                        && plain.strings().formats().isEmpty();
            case MIN_ITEMS, MAX_ITEMS ->
                !plain.items().unique() && canBeBuilt(sides, plain.items().each());
            case MIN_PROPERTIES, MAX_PROPERTIES ->
                !plain.properties().closed()
                        && canBeBuilt(sides, plain.properties().additional());
            default -> false;
        };
    }

    /** True when no other keyword can reject a value beyond the limit. */
    private static boolean isPlainly(Plain plain) {
        return plain.values() == null
                && plain.unions().isEmpty()
                && plain.otherKeywords().isEmpty();
    }

    private static boolean canBeBuilt(ProofSides sides, @Nullable SchemaRef part) {
        return part == null || sides.accepting().smallest(part).isPresent();
    }
}
