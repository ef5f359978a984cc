package dev.loupe.contract;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range that a description states in words.
 *
 * @param lowest null when the words give no lower end
 * @param highest null when they give no upper end
 */
public record ProseRange(@Nullable BigDecimal lowest, @Nullable BigDecimal highest, String words) {
    /** With or without separators of thousands, {@code 256,000}. */
    private static final String COUNT = "(\\d{1,3}(?:,\\d{3})+|\\d+)";

    private static final String NUMBER = "(-?\\d+(?:\\.\\d+)?)";

    private static final Pattern BETWEEN = Pattern.compile(
            "(?i)\\b(?:between|from|in the range(?: of)?)\\s+\\[?" + NUMBER + "\\s*(?:and|to|,|-)\\s*" + NUMBER);

    private static final Pattern UP_TO = Pattern.compile("(?i)\\b(?:up to|at most|maximum of|max of)\\s+" + COUNT
            + "\\s+(?:stop )?(?:sequences|items|entries|elements|messages|tools|functions|strings|stops|tags)\\b");

    private static final Pattern LENGTH = Pattern.compile("(?i)\\b(?:max(?:imum)? length (?:of|is)|up to|at most)\\s+"
            + COUNT + "(?:\\s+characters\\b|(?=[.,;)]|$))");

    /** Words of advice, not of a limit. */
    private static final Pattern ADVICE = Pattern.compile(
            "(?i)\\b(recommend|typical|usual|suggest|best|should|e\\.g|for example|such as|like|will|approximately|about|around)");

    /** The range of a number, {@code between 0 and 2}. */
    public static Optional<ProseRange> ofNumber(String description) {
        Matcher found = BETWEEN.matcher(description);
        if (!found.find()
                || ADVICE.matcher(sentenceAround(description, found.start())).find()) {
            return Optional.empty();
        }
        BigDecimal one = new BigDecimal(found.group(1));
        BigDecimal other = new BigDecimal(found.group(2));
        return one.compareTo(other) < 0 ? Optional.of(new ProseRange(one, other, found.group())) : Optional.empty();
    }

    /** The largest number of items, {@code up to 4 sequences}. */
    public static Optional<ProseRange> ofItems(String description) {
        return upperEnd(UP_TO, description);
    }

    /** The largest length of a string, {@code maximum length of 64}. */
    public static Optional<ProseRange> ofLength(String description) {
        return upperEnd(LENGTH, description);
    }

    private static Optional<ProseRange> upperEnd(Pattern pattern, String description) {
        Matcher found = pattern.matcher(description);
        return found.find()
                ? Optional.of(new ProseRange(
                        null,
                        new BigDecimal(found.group(1).replace(",", "")),
                        found.group().strip()))
                : Optional.empty();
    }

    private static String sentenceAround(String text, int at) {
        int start = Math.max(text.lastIndexOf(". ", at), text.lastIndexOf('\n', at));
        int end = text.indexOf(". ", at);
        return text.substring(Math.max(start, 0), end < 0 ? text.length() : end);
    }
}
