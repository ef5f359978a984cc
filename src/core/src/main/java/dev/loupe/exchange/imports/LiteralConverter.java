package dev.loupe.exchange.imports;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.BitSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Converts an object literal of Python or JavaScript to JSON: strings and names in double quotes, {@code None} as null, no comments,
 * no trailing comma. A property whose value is code, such as a variable, is dropped.
 */
final class LiteralConverter {
    private static final Map<String, String> WORDS = Map.of(
            "True",
            "true",
            "False",
            "false",
            "None",
            "null",
            "undefined",
            "null",
            "true",
            "true",
            "false",
            "false",
            "null",
            "null");

    private static final String NUMBER = "+-.0123456789eE";

    private final String text;
    private final StringBuilder out = new StringBuilder();
    private int at;

    /** The levels that are the keyword arguments of a call. */
    private final BitSet calls = new BitSet();

    /** Whether calls inside of the literal are objects, as in the printed form of an object of Python. */
    private final boolean printed;

    private int depth;

    private LiteralConverter(String text, int from, boolean call, boolean printed) {
        this.text = text;
        this.at = from;
        this.printed = printed;
        calls.set(1, call);
    }

    /**
     * A literal.
     *
     * @param end where the text continues
     */
    public record Plain(String json, int end) {}

    /** The literal that starts at this brace; null when it has no end, or a string that JSON cannot express. */
    static @Nullable Plain object(String text, int brace) {
        return new LiteralConverter(text, brace, false, false).object();
    }

    /** The keyword arguments of a call in Python, from this parenthesis, as an object; null when there are others. */
    static @Nullable Plain arguments(String text, int parenthesis) {
        return new LiteralConverter(text, parenthesis, true, false).object();
    }

    /** An object as Python prints it, {@code Name(a='b', c=Other(...))}, from this parenthesis; null when it has no end. */
    static @Nullable Plain printed(String text, int parenthesis) {
        return new LiteralConverter(text, parenthesis, true, true).object();
    }

    private @Nullable Plain object() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                if (!string(c)) {
                    return null;
                }
            } else if (c == '#' || text.startsWith("//", at)) {
                skipTo("\n");
            } else if (text.startsWith("/*", at)) {
                skipTo("*/");
            } else if (Character.isJavaIdentifierStart(c)) {
                if (!word()) {
                    return null;
                }
            } else if (c == '-' || (c >= '0' && c <= '9') || isFraction()) {
                out.append(isFraction() ? "0" : "");
                number();
            } else {
                char bracket = c == '(' && calls.get(depth + 1) ? '{' : c == ')' && calls.get(depth) ? '}' : c;
                int change = bracket(bracket);
                calls.set(depth, calls.get(depth) && (change >= 0 || depth == 0));
                depth += change;
                out.append(bracket);
                at++;
                if (depth == 0) {
                    return new Plain(out.toString(), at);
                }
            }
        }
        return null;
    }

    private void skipTo(String mark) {
        int end = text.indexOf(mark, at);
        at = end < 0 ? text.length() : end + mark.length();
        out.append(' ');
    }

    /** The change of depth by a character; a comma before the end of an array or object is dropped. */
    private int bracket(char c) {
        if (c == '{' || c == '[') {
            return 1;
        }
        if (c != '}' && c != ']') {
            return 0;
        }
        int last = out.length() - 1;
        while (Character.isWhitespace(out.charAt(last))) {
            last--;
        }
        if (out.charAt(last) == ',') {
            out.deleteCharAt(last);
        }
        return -1;
    }

    /** JavaScript and Python have {@code .5}, JSON has {@code 0.5}. */
    private boolean isFraction() {
        return text.charAt(at) == '.' && at + 1 < text.length() && Character.isDigit(text.charAt(at + 1));
    }

    private void number() {
        while (at < text.length() && NUMBER.indexOf(text.charAt(at)) >= 0) {
            out.append(text.charAt(at++));
        }
    }

    /** A name or a literal word; false for a variable. */
    private boolean word() {
        int from = at;
        while (at < text.length() && Character.isJavaIdentifierPart(text.charAt(at))) {
            at++;
        }
        String word = text.substring(from, at);
        int next = at;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next < text.length() && text.charAt(next) == ':') {
            out.append('"').append(word).append('"');
            return true;
        }
        if (calls.get(depth) && next < text.length() && text.charAt(next) == '=') {
            out.append('"').append(word).append("\":");
            at = next + 1;
            return true;
        }
        if (printed && text.startsWith("(", at)) {
            calls.set(depth + 1);
            return true;
        }
        out.append(WORDS.getOrDefault(word, ""));
        return WORDS.containsKey(word);
    }

    /** One string, up to its closing quote on the same line. */
    private boolean string(char quote) {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            if (c == quote) {
                out.append('"')
                        .append(JsonStringEncoder.getInstance().quoteAsString(value.toString()))
                        .append('"');
                return true;
            }
            if (c != '\\') {
                value.append(c);
            } else if (at >= text.length() || !escape(value)) {
                return false;
            }
        }
        return false;
    }

    /** The rest of an escape sequence of JSON, JavaScript or Python. */
    private boolean escape(StringBuilder value) {
        char c = text.charAt(at++);
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'x' -> {
                return code(2, value);
            }
            case 'u' -> {
                return code(4, value);
            }
            case 'U' -> {
                return code(8, value);
            }
            default -> value.append(c);
        }
        return true;
    }

    private boolean code(int digits, StringBuilder value) {
        if (at + digits > text.length()) {
            return false;
        }
        try {
            int code = Integer.parseUnsignedInt(text, at, at + digits, 16);
            if (digits == 4) {
                // each half of a surrogate pair is a separate escape
                value.append((char) code);
            } else if (Character.isValidCodePoint(code)) {
                value.appendCodePoint(code);
            }
            at += digits;
            return Character.isValidCodePoint(code);
        } catch (NumberFormatException notHexadecimal) {
            return false;
        }
    }
}
