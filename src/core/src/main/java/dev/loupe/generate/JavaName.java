package dev.loupe.generate;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/** Java names for names of the spec. */
final class JavaName {
    /** Methods of the base classes and of Object that an accessor or a setter of that name would override. */
    private static final Set<String> TAKEN_METHODS = Set.of(
            "build",
            "builder",
            "clone",
            "equals",
            "extras",
            "finalize",
            "getClass",
            "hasExtras",
            "hashCode",
            "none",
            "ownsExtras",
            "notify",
            "notifyAll",
            "toBuilder",
            "toJson",
            "toString",
            "validate",
            "wait");

    /** The name of a longer text of symbols has the names of the first ones. */
    private static final int MAX_SYMBOLS = 4;

    private JavaName() {}

    /** {@code image_url} is {@code ImageUrl}. Never empty, never a digit first; ASCII, because it is the name of a file. */
    static String type(String name) {
        String pascal = pascal(name, JavaName::isAsciiLetterOrDigit);
        if (pascal.isEmpty()) {
            return "Value";
        }
        return Character.isDigit(pascal.charAt(0)) ? "N" + pascal : pascal;
    }

    private static String pascal(String name, IntPredicate keeps) {
        StringBuilder pascal = new StringBuilder();
        boolean upper = true;
        for (int c : name.codePoints().toArray()) {
            if (!keeps.test(c)) {
                upper = true;
            } else {
                pascal.appendCodePoint(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        return pascal.toString();
    }

    /** {@code top_p} is {@code topP}; keywords and methods of the base class get the suffix {@code Value}. */
    static String member(String name) {
        String readable = readable(name);
        String pascal = pascal(readable, Character::isLetterOrDigit);
        if (pascal.isEmpty() || !Character.isJavaIdentifierStart(pascal.codePointAt(0))) {
            pascal = pascal.isEmpty() ? "Value" : "N" + pascal;
        }
        int capitals = 0;
        while (capitals < pascal.length() && Character.isUpperCase(pascal.charAt(capitals))) {
            capitals++;
        }
        // URL is url, URLPath is urlPath
        int lower = capitals <= 1 || capitals == pascal.length() ? Math.max(capitals, 1) : capitals - 1;
        String camel = pascal.substring(0, lower).toLowerCase(Locale.ROOT) + pascal.substring(lower);
        return SourceVersion.isKeyword(camel) || TAKEN_METHODS.contains(camel) ? camel + "Value" : camel;
    }

    /** {@code gpt-4o} is {@code GPT_4O}. */
    static String constant(String value) {
        StringBuilder name = new StringBuilder();
        for (int c : readable(value).codePoints().toArray()) {
            if (Character.isLetterOrDigit(c)) {
                name.appendCodePoint(Character.toUpperCase(c));
            } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '_') {
                name.append('_');
            }
        }
        String constant = name.isEmpty() ? "EMPTY" : name.toString();
        boolean legal = Character.isJavaIdentifierStart(constant.codePointAt(0)) && !constant.equals("_");
        return legal ? constant : "V" + constant;
    }

    /** A text with letters or digits: one of symbols only has their names, {@code DOLLAR SIGN} without {@code SIGN}. */
    private static String readable(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        if (composed.codePoints().anyMatch(Character::isLetterOrDigit)) {
            return composed;
        }
        return composed.codePoints()
                .limit(MAX_SYMBOLS)
                .filter(c -> c != '_' && Character.getName(c) != null)
                .mapToObj(c ->
                        Character.getName(c).replaceFirst(" (SIGN|MARK)$", "").toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" "));
    }

    /** Source text of which javac reads the same in every encoding. */
    static String ascii(String source) {
        if (source.chars().allMatch(c -> c < 0x7F)) {
            return source;
        }
        StringBuilder ascii = new StringBuilder();
        source.chars().forEach(c -> ascii.append(c < 0x7F ? (char) c + "" : String.format(Locale.ROOT, "\\u%04x", c)));
        return ascii.toString();
    }

    /** {@code choices} is {@code choice}, {@code categories} is {@code category}. */
    static String singular(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.endsWith("ies") && name.length() > 4) {
            return name.substring(0, name.length() - 3) + "y";
        }
        if (lower.endsWith("sses") || lower.endsWith("xes")) {
            return name.substring(0, name.length() - 2);
        }
        boolean plural = lower.endsWith("s") && !lower.endsWith("ss") && !lower.endsWith("us") && name.length() > 2;
        return plural && !lower.endsWith("logprobs") ? name.substring(0, name.length() - 1) : name;
    }

    /** A Java string literal. */
    static String literal(String text) {
        StringBuilder literal = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> literal.append("\\\"");
                case '\\' -> literal.append("\\\\");
                case '\n' -> literal.append("\\n");
                case '\r' -> literal.append("\\r");
                case '\t' -> literal.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        literal.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
                    } else {
                        literal.append(c);
                    }
                }
            }
        }
        return literal.append('"').toString();
    }

    private static boolean isAsciiLetterOrDigit(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
