package dev.loupe.chat;

import com.networknt.schema.regex.RegularExpression;
import dev.loupe.openapi.schema.BoundedPattern;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the patterns of a schema where a result may be unknown: a pattern that needs too many steps or cannot be parsed, or
 * one that ECMAScript, which JSON Schema uses, may interpret otherwise than Java. The caller validates twice, with each of the two
 * results assumed; where both validations have the same result, the pattern makes no difference.
 */
final class UncertainPattern {
    /** Patterns with the same meaning in both: only common escapes, no nested sets, no flags. */
    private static final Pattern COMMON = Pattern.compile("(?:[^\\\\\\[(&]|&(?!&)|\\((?!\\?(?![:=!]|<[=!]))"
            + "|\\\\[dDwWsSbBnrtf\\d\\W]|\\[(?:[^\\\\\\[\\]&]|&(?!&)|\\\\[dDwWsSnrtf\\W])+\\])*+");

    private static final ThreadLocal<State> STATE = ThreadLocal.withInitial(State::new);

    private static final class State {
        private boolean assumed;
        private @Nullable String uncertain;
    }

    private UncertainPattern() {}

    /** Begins a validation in this thread that assumes this result wherever the result is unknown. */
    static void assume(boolean matches) {
        STATE.get().assumed = matches;
        STATE.get().uncertain = null;
    }

    /** Why a result was unknown since the validation began; null when all were known. */
    static @Nullable String uncertain() {
        return STATE.get().uncertain;
    }

    /** The expression for a pattern. */
    static RegularExpression of(String regex) {
        BoundedPattern pattern;
        try {
            pattern = BoundedPattern.of(regex);
        } catch (BoundedPattern.Undecided notParsed) {
            String why = String.valueOf(notParsed.getMessage());
            return text -> assumed(why);
        }
        boolean common = COMMON.matcher(regex).matches();
        return text -> {
            try {
                boolean matches = pattern.matches(text);
                // beyond ASCII the two languages count characters and spaces differently
                boolean certain = matches || (common && text.chars().allMatch(c -> c < 0x80));
                return certain
                        ? matches
                        : assumed("the pattern " + StrictValues.quoted(regex)
                                + " may have another meaning in ECMAScript on this text");
            } catch (BoundedPattern.Undecided tooLong) {
                return assumed(String.valueOf(tooLong.getMessage()));
            }
        };
    }

    private static boolean assumed(String why) {
        State state = STATE.get();
        state.uncertain = state.uncertain == null ? why : state.uncertain;
        return state.assumed;
    }
}
