package dev.loupe.generate;

import java.util.Locale;
import java.util.Set;
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

    private JavaName() {}

    /** {@code image_url} is {@code ImageUrl}. Never empty, never a digit first. */
    static String type(String name) {
        StringBuilder pascal = new StringBuilder();
        boolean upper = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isAsciiLetterOrDigit(c)) {
                upper = true;
            } else {
                pascal.append(upper ? Character.toUpperCase(c) : c);
                upper = false;
            }
        }
        if (pascal.isEmpty()) {
            return "Value";
        }
        return Character.isDigit(pascal.charAt(0)) ? "N" + pascal : pascal.toString();
    }

    /** {@code top_p} is {@code topP}; keywords and methods of the base class get the suffix {@code Value}. */
    static String member(String name) {
        String pascal = type(name);
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
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (isAsciiLetterOrDigit(c)) {
                name.append(Character.toUpperCase(c));
            } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '_') {
                name.append('_');
            }
        }
        String constant = name.isEmpty() ? "EMPTY" : name.toString();
        return Character.isDigit(constant.charAt(0)) || constant.equals("_") ? "V" + constant : constant;
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

    private static boolean isAsciiLetterOrDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
