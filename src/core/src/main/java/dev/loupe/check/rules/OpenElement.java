package dev.loupe.check.rules;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text that is HTML, and ends before one of its elements does. */
final class OpenElement {
    private static final Pattern HTML =
            Pattern.compile("\\s*<(?:!doctype html|[a-z][a-z0-9]{0,20})\\b[^<>]{0,500}>", Pattern.CASE_INSENSITIVE);

    /** Elements whose end tag HTML requires, and that contain others; a page is whole without that of html and body. */
    private static final Pattern TAG = Pattern.compile(
            "<!--|<(/?)(table|ul|ol|div|section|form|select|svg|script|style)\\b[^<>]{0,500}>",
            Pattern.CASE_INSENSITIVE);

    /** Prose about elements has none or one. */
    private static final int END_TAGS = 2;

    private static final String COMMENT = "!--";
    private static final Set<String> TEXT = Set.of(COMMENT, "script", "style");

    private OpenElement() {}

    /** An element that is opened more often than closed; empty when there is none, or the text is no HTML. */
    static String of(String text) {
        if (!HTML.matcher(text).lookingAt() || text.split("</", END_TAGS + 1).length <= END_TAGS) {
            return "";
        }
        Map<String, Integer> open = new LinkedHashMap<>();
        Matcher tag = TAG.matcher(text);
        int at = 0;
        while (tag.find(at)) {
            String name = tag.group(2) == null ? COMMENT : tag.group(2).toLowerCase(Locale.ROOT);
            boolean end = "/".equals(tag.group(1));
            at = tag.end();
            if (!end && TEXT.contains(name)) {
                // tags inside are text
                at = text.indexOf(name.equals(COMMENT) ? "-->" : "</" + tag.group(2), at);
                if (at < 0) {
                    return name;
                }
            }
            if (!name.equals(COMMENT)) {
                open.merge(name, end ? -1 : 1, Integer::sum);
            }
        }
        return open.entrySet().stream()
                .filter(element -> element.getValue() > 0)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
    }
}
