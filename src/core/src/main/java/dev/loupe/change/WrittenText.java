package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.change.Shape.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How numbers and booleans are written in the path, the query and in headers, where everything is text. */
final class WrittenText {
    private static final String WHOLE = "^-?[0-9]{1,30}$";
    private static final String NUMBER = "^-?[0-9]{1,30}(\\.[0-9]{1,30})?([eE][-+]?[0-9]{1,3})?$";

    private WrittenText() {}

    /** True when each value that {@code values} accepts is, as it is written, a text that {@code texts} accepts. */
    static boolean fits(Shape values, Shape texts) {
        if (!(values instanceof Plain from) || !(texts instanceof Plain into) || values.nullable()) {
            return false;
        }
        Long max = into.texts().max();
        boolean plainTexts = into.types().equals(Set.of(Shape.Type.STRING))
                && into.values() == null
                && into.texts().min() <= 1
                && max == null
                && Formats.checked(into).isEmpty()
                && into.opaque().isEmpty()
                && into.unions().isEmpty();
        String written = written(from);
        return plainTexts
                && written != null
                && PatternLanguage.within(List.of(written), into.texts().patterns())
                        instanceof PatternLanguage.Answer.Within;
    }

    private static @Nullable String written(Plain plain) {
        Set<JsonNode> values = plain.values();
        if (plain.types().isEmpty()
                || !Set.of(Shape.Type.NUMBER, Shape.Type.BOOLEAN).containsAll(plain.types())) {
            return null;
        }
        List<String> all = new ArrayList<>();
        if (values != null) {
            values.forEach(value -> all.add(
                    "^" + Pattern.quote(value.asText()).replace("\\Q", "").replace("\\E", "") + "$"));
            return String.join("|", all);
        }
        if (plain.types().contains(Shape.Type.BOOLEAN)) {
            all.add("^(true|false)$");
        }
        if (plain.types().contains(Shape.Type.NUMBER)) {
            all.add(plain.numbers().whole() ? WHOLE : NUMBER);
        }
        return String.join("|", all);
    }
}
