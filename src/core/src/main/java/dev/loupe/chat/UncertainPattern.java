package dev.loupe.chat;

import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressionFactory;
import dev.loupe.openapi.schema.BoundedPattern;
import java.util.regex.Pattern;

/**
 * Evaluates the patterns of a schema where a result may be unknown: a pattern that needs too many steps or cannot be parsed, or
 * one that ECMAScript, which JSON Schema uses, may interpret otherwise than Java.
 */
enum UncertainPattern implements RegularExpressionFactory {
    /** An unknown result counts as a match. */
    MATCHES {
        @Override
        boolean result(String why) {
            return true;
        }
    },
    /** An unknown result counts as no match. */
    DIFFERS {
        @Override
        boolean result(String why) {
            return false;
        }
    },
    /** An unknown result ends the validation. */
    UNDECIDED {
        @Override
        boolean result(String why) {
            throw new BoundedPattern.Undecided(why);
        }
    };

    /** Patterns with the same meaning in both: only common escapes, no nested sets, no flags. */
    private static final Pattern COMMON = Pattern.compile("(?:[^\\\\\\[(&]|&(?!&)|\\((?!\\?(?![:=!]|<[=!]))"
            + "|\\\\[dDwWsSbBnrtf\\d\\W]|\\[(?:[^\\\\\\[\\]&]|&(?!&)|\\\\[dDwWsSnrtf\\W])+\\])*+");

    abstract boolean result(String why);

    @Override
    public RegularExpression getRegularExpression(String regex) {
        BoundedPattern pattern;
        try {
            pattern = BoundedPattern.of(regex);
        } catch (BoundedPattern.Undecided notParsed) {
            String why = String.valueOf(notParsed.getMessage());
            return text -> result(why);
        }
        boolean common = COMMON.matcher(regex).matches();
        return text -> {
            try {
                boolean matches = pattern.matches(text);
                // beyond ASCII the two languages count characters and spaces differently
                boolean certain = matches || (common && text.chars().allMatch(c -> c < 0x80));
                return certain
                        ? matches
                        : result("the pattern " + StrictValues.quoted(regex)
                                + " may have another meaning in ECMAScript on this text");
            } catch (BoundedPattern.Undecided tooLong) {
                return result(String.valueOf(tooLong.getMessage()));
            }
        };
    }
}
