package dev.loupe.lint;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The expressions of a path or of the URL of a server: {@code {id}}. */
public final class UrlTemplate {
    private static final Pattern EXPRESSION = Pattern.compile("\\{([^{}]*)}");

    private UrlTemplate() {}

    /** The names in the braces, in their order. */
    public static List<String> names(String template) {
        return EXPRESSION
                .matcher(template)
                .results()
                .map((MatchResult expression) -> expression.group(1))
                .toList();
    }

    /** The text outside of expressions. */
    public static String rest(String template) {
        return EXPRESSION.matcher(template).replaceAll("");
    }
}
