package dev.loupe.openapi.schema;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression of ECMA-262, with Unicode, in the syntax of Java. What only Java can read stays as it is: documents have
 * such patterns too.
 */
final class JavaRegex {
    /** The white space of ECMA-262, inside of brackets. */
    private static final String SPACE =
            "\\t\\n\\x0B\\f\\r \\u00A0\\u1680\\u2000-\\u200A\\u2028\\u2029\\u202F\\u205F\\u3000\\uFEFF";

    private static final Pattern QUANTIFIER = Pattern.compile("\\{\\d+(?:,\\d*)?}");
    private static final Pattern CODE_POINT = Pattern.compile("u\\{([0-9A-Fa-f]{1,8})}");
    private static final Pattern PROPERTY = Pattern.compile("([pP])\\{(?:(\\w+)=)?(\\w+)}");

    /** The binary properties that Java knows, with {@code Is} in front. */
    private static final Pattern BINARY = Pattern.compile("Alphabetic|Ideographic|Lowercase|Uppercase|White_Space"
            + "|Hex_Digit|Join_Control|Noncharacter_Code_Point|Extended_Pictographic|Emoji\\w*");

    /** The general categories by their long names. */
    private static final Map<String, String> CATEGORIES = Map.ofEntries(
            Map.entry("Letter", "L"),
            Map.entry("Cased_Letter", "LC"),
            Map.entry("Uppercase_Letter", "Lu"),
            Map.entry("Lowercase_Letter", "Ll"),
            Map.entry("Titlecase_Letter", "Lt"),
            Map.entry("Modifier_Letter", "Lm"),
            Map.entry("Other_Letter", "Lo"),
            Map.entry("Mark", "M"),
            Map.entry("Nonspacing_Mark", "Mn"),
            Map.entry("Spacing_Mark", "Mc"),
            Map.entry("Enclosing_Mark", "Me"),
            Map.entry("Number", "N"),
            Map.entry("Decimal_Number", "Nd"),
            Map.entry("Letter_Number", "Nl"),
            Map.entry("Other_Number", "No"),
            Map.entry("Punctuation", "P"),
            Map.entry("Connector_Punctuation", "Pc"),
            Map.entry("Dash_Punctuation", "Pd"),
            Map.entry("Open_Punctuation", "Ps"),
            Map.entry("Close_Punctuation", "Pe"),
            Map.entry("Initial_Punctuation", "Pi"),
            Map.entry("Final_Punctuation", "Pf"),
            Map.entry("Other_Punctuation", "Po"),
            Map.entry("Symbol", "S"),
            Map.entry("Math_Symbol", "Sm"),
            Map.entry("Currency_Symbol", "Sc"),
            Map.entry("Modifier_Symbol", "Sk"),
            Map.entry("Other_Symbol", "So"),
            Map.entry("Separator", "Z"),
            Map.entry("Space_Separator", "Zs"),
            Map.entry("Line_Separator", "Zl"),
            Map.entry("Paragraph_Separator", "Zp"),
            Map.entry("Other", "C"),
            Map.entry("Control", "Cc"),
            Map.entry("Format", "Cf"),
            Map.entry("Surrogate", "Cs"),
            Map.entry("Private_Use", "Co"),
            Map.entry("Unassigned", "Cn"));

    private final String ecma;
    private final StringBuilder java;
    private int at;
    private boolean inClass;

    private JavaRegex(String ecma) {
        this.ecma = ecma;
        this.java = new StringBuilder(ecma.length() + 16);
    }

    static String of(String ecma) {
        return new JavaRegex(ecma).translated();
    }

    private String translated() {
        while (at < ecma.length()) {
            char c = ecma.charAt(at);
            if (c == '\\' && at + 1 < ecma.length()) {
                at++;
                escape(ecma.charAt(at));
            } else if (inClass) {
                at++;
                inClass(c);
            } else {
                outside(c);
            }
        }
        return java.toString();
    }

    private void outside(char c) {
        if (ecma.startsWith("[^]", at)) {
            write("[\\s\\S]", 3);
        } else if (ecma.startsWith("[]", at)) {
            write("(?!)", 2);
        } else if (c == '[') {
            inClass = true;
            boolean negated = ecma.startsWith("^", at + 1);
            write(negated ? "[^" : "[", negated ? 2 : 1);
        } else if (c == '$') {
            // Java's also matches before a line feed at the end
            write("\\z", 1);
        } else if (c == '.') {
            write("[^\\n\\r\\u2028\\u2029]", 1);
        } else if (c == '{'
                && !QUANTIFIER.matcher(ecma).region(at, ecma.length()).lookingAt()) {
            write("\\{", 1);
        } else {
            write(String.valueOf(c), 1);
        }
    }

    /** Brackets and ampersands are letters there, and operators in Java. */
    private void inClass(char c) {
        inClass = c != ']';
        java.append(c == '[' || c == '&' || c == '^' ? "\\" : "").append(c);
    }

    /** What follows a backslash. */
    private void escape(char c) {
        Matcher point = CODE_POINT.matcher(ecma).region(at, ecma.length());
        Matcher property = PROPERTY.matcher(ecma).region(at, ecma.length());
        if (point.lookingAt()) {
            write("\\x{" + point.group(1) + "}", point.end() - at);
        } else if (property.lookingAt()) {
            write(
                    "\\" + property.group(1) + "{" + property(property.group(2), property.group(3)) + "}",
                    property.end() - at);
        } else if (c == '0' && !Character.isDigit(at + 1 < ecma.length() ? ecma.charAt(at + 1) : ' ')) {
            write("\\x00", 1);
        } else if (c == 's') {
            write(inClass ? SPACE : "[" + SPACE + "]", 1);
        } else if (c == 'S') {
            write("[^" + SPACE + "]", 1);
        } else {
            write("\\" + c, 1);
        }
    }

    private static String property(@Nullable String name, String value) {
        if (name == null) {
            return BINARY.matcher(value).matches() ? "Is" + value : CATEGORIES.getOrDefault(value, value);
        }
        return switch (name) {
            case "scx", "Script_Extensions" -> "script=" + value;
            case "gc", "General_Category" -> "gc=" + CATEGORIES.getOrDefault(value, value);
            default -> name + "=" + value;
        };
    }

    private void write(String text, int read) {
        java.append(text);
        at += read;
    }
}
