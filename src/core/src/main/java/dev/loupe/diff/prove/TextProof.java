package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.MessageEncoding;
import dev.loupe.diff.compare.PathStep;
import dev.loupe.diff.compare.SchemaInclusion;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SchemaRef;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether values that travel as text are read as other values, which the rejecting spec accepts. */
final class TextProof {
    private static final Set<NormalSchema.Type> SCALARS =
            Set.copyOf(EnumSet.of(NormalSchema.Type.BOOLEAN, NormalSchema.Type.NUMBER, NormalSchema.Type.STRING));

    private TextProof() {}

    /** True when the value travels as a text that the rejecting spec reads as another value, which it accepts. */
    static boolean isReadAsValid(ProofSides sides, JsonNode value) {
        return sides.writer().readings(value, sides.reader()).stream()
                .anyMatch(reading -> !reading.equals(value)
                        && sides.validateRejecting(reading, List.of()).valid());
    }

    /** True when a single string becomes an array that is written with delimiters. */
    static boolean mayBeSplit(
            ProofSides sides, List<PathStep> location, NormalSchema accept, @Nullable NormalSchema reject) {
        return location.isEmpty()
                && sides.reader() instanceof MessageEncoding.Parameter parameter
                && parameter.serialization().splits()
                && SchemaDescriber.typeNames(accept).contains("string")
                && reject != null
                && !SchemaDescriber.typeNames(reject).contains("string");
    }

    /** True when all values were tried, or every text of a single value is a string that the rejecting spec accepts. */
    static boolean readsEveryText(ProofSides sides, NormalSchema accept, @Nullable NormalSchema reject) {
        if (!(accept instanceof Plain from)) {
            return false;
        }
        Set<JsonNode> listed = from.values();
        if (from.types().equals(Set.of(NormalSchema.Type.BOOLEAN))
                || (listed != null && listed.size() < WitnessSearch.MOST)) {
            return true;
        }
        if (!SCALARS.containsAll(from.types()) || !(reject instanceof Plain into)) {
            return false;
        }
        return acceptsTexts(into, from) || (isListOfOne(into) && itemAcceptsTexts(sides, into, from));
    }

    /** One value is read as an array of one. */
    private static boolean isListOfOne(Plain into) {
        Long max = into.items().max();
        return into.types().contains(NormalSchema.Type.ARRAY)
                && into.items().min() <= 1
                && (max == null || max > 0)
                && into.unions().isEmpty()
                && into.otherKeywords().isEmpty();
    }

    private static boolean itemAcceptsTexts(ProofSides sides, Plain into, Plain from) {
        Normalizer schemas = sides.rejecting().schemas();
        NormalSchema item = schemas.schema(SchemaRef.orAnything(into.items().each()));
        return (item instanceof Plain plain && acceptsTexts(plain, from))
                || SchemaInclusion.of(schemas, item, sides.accepting().schemas(), from, sides.message())
                        .holds();
    }

    private static boolean acceptsTexts(Plain into, Plain from) {
        boolean text = from.types().equals(Set.of(NormalSchema.Type.STRING));
        Long longest = text ? from.strings().max() : null;
        Long max = into.strings().max();
        return into.types().contains(NormalSchema.Type.STRING)
                && into.values() == null
                && into.unions().isEmpty()
                && into.otherKeywords().isEmpty()
                && into.strings().patterns().isEmpty()
                && into.strings().formats().isEmpty()
                && into.strings().min() <= (text ? from.strings().min() : 1)
                && (max == null || (longest != null && longest <= max));
    }
}
