package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.StringFormats;
import dev.loupe.openapi.schema.PatternInclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How numbers and booleans are written in paths, queries and headers, where every value is a string. */
final class ParameterText {
    private static final String WHOLE = "^-?[0-9]{1,30}$";
    private static final String NUMBER = "^-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?$";

    private ParameterText() {}

    /** True when {@code strings} accepts the text of each value that {@code values} accepts. */
    static boolean fits(NormalSchema values, NormalSchema strings) {
        if (!(values instanceof Plain from) || !(strings instanceof Plain into) || values.nullable()) {
            return false;
        }
        Long max = into.strings().max();
        boolean plainTexts = into.types().equals(Set.of(NormalSchema.Type.STRING))
                && into.values() == null
                && into.strings().min() <= 1
                && max == null
                && StringFormats.checked(into).isEmpty()
                && into.otherKeywords().isEmpty()
                && into.unions().isEmpty();
        String written = written(from);
        return plainTexts
                && written != null
                && PatternInclusion.within(List.of(written), into.strings().patterns())
                        instanceof PatternInclusion.Inclusion.Within;
    }

    private static @Nullable String written(Plain plain) {
        Set<JsonNode> values = plain.values();
        if (plain.types().isEmpty()
                || !Set.of(NormalSchema.Type.NUMBER, NormalSchema.Type.BOOLEAN).containsAll(plain.types())) {
            return null;
        }
        List<String> all = new ArrayList<>();
        if (values != null) {
            values.forEach(value -> all.add(
                    "^" + Pattern.quote(value.asText()).replace("\\Q", "").replace("\\E", "") + "$"));
            return String.join("|", all);
        }
        if (plain.types().contains(NormalSchema.Type.BOOLEAN)) {
            all.add("^(true|false)$");
        }
        if (plain.types().contains(NormalSchema.Type.NUMBER)) {
            all.add(plain.numbers().integer() ? WHOLE : NUMBER);
        }
        return String.join("|", all);
    }
}
