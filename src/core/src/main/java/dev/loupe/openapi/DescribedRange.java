package dev.loupe.openapi;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A range that a description states.
 *
 * @param lowest null without a lower end
 * @param highest null without an upper end
 */
public record DescribedRange(@Nullable Bound lowest, @Nullable Bound highest, String words) {
    /** With or without separators of thousands, {@code 256,000}. */
    private static final String COUNT = "(\\d{1,3}(?:,\\d{3})+|\\d+)";

    private static final String NUMBER = "(-?(?:\\d{1,3}(?:,\\d{3})+|\\d+)(?:\\.\\d+)?)";
    /** Excludes the middle of a number and a number before a unit, as in {@code 1.5M} and {@code 20%}. */
    private static final String WHOLE = "(?![\\w%]|[.,]\\d|\\s*(?:characters|chars|digits|words)\\b)";
    /** The end of a statement after a number: {@code at most 5 minutes} has another meaning. */
    private static final String END = "(?=\\s*(?:[.;,)](?!\\d)|$|\\R))";

    private static final String MUST = "(?:^|\\bmust be )(?:an? (?:number|integer|value) )?";

    private static final Pattern BETWEEN = Pattern.compile("(?i)\\b(?:between|from|in the range(?: of)?|range:)\\s+\\[?"
            + NUMBER + "\\s*(?:and|to|,|-|~)\\s*" + NUMBER + WHOLE);
    private static final Pattern AT_LEAST = Pattern.compile("(?i)(?:\\bmin(?:imum)?(?: value)?(?::| is)|" + MUST
            + "(?:at least|greater than or equal to))\\s+" + NUMBER + END);
    private static final Pattern AT_MOST = Pattern.compile("(?i)(?:\\bmax(?:imum)?(?: value)?(?::| is)|" + MUST
            + "(?:at most|less than or equal to))\\s+" + NUMBER + END);
    private static final Pattern ABOVE = Pattern.compile("(?i)" + MUST + "greater than\\s+" + NUMBER + END);
    private static final Pattern BELOW = Pattern.compile("(?i)" + MUST + "less than\\s+" + NUMBER + END);
    private static final Pattern UP_TO = Pattern.compile("(?i)\\b(?:up to|at most|maximum of|max of)\\s+" + COUNT
            + "\\s+(?:stop )?(?:sequences|items|entries|elements|messages|tools|functions|strings|stops|tags)\\b");
    private static final Pattern LENGTH = Pattern.compile("(?i)\\b(?:max(?:imum)? length (?:of|is)|up to|at most)\\s+"
            + COUNT + "(?:\\s+characters\\b|(?=[.,;)]|$))");
    /** Words of a recommendation, not of a limit. */
    private static final Pattern ADVICE = Pattern.compile(
            "(?i)\\b(recommend|typical|usual|suggest|best|should|e\\.g|for example|such as|like|will|if|when|unless|approximately|about|around)");

    /** Two of these are ambiguous: one range in separate words, or two cases. */
    private static final Pattern ENDS =
            Pattern.compile("(?i)\\b(min|minimum|max|maximum|greater|less|more|at least|at most)\\b");

    /**
     * An end of a range.
     *
     * @param inside whether the value itself is in the range
     */
    public record Bound(BigDecimal value, boolean inside) {}

    /** The range of a number, {@code between 0 and 2}, or one end of it, {@code greater than 0}. */
    public static Optional<DescribedRange> ofNumber(String description) {
        Matcher found = BETWEEN.matcher(description);
        if (found.find()) {
            BigDecimal one = number(found.group(1));
            BigDecimal other = number(found.group(2));
            return one.compareTo(other) < 0 && isLimit(description, found)
                    ? Optional.of(new DescribedRange(new Bound(one, true), new Bound(other, true), found.group()))
                    : Optional.empty();
        }
        return ENDS.matcher(description).results().count() != 1
                ? Optional.empty()
                : Stream.of(AT_LEAST, AT_MOST, ABOVE, BELOW)
                        .flatMap(end -> oneEnd(end, description).stream())
                        .findFirst();
    }

    private static Optional<DescribedRange> oneEnd(Pattern pattern, String description) {
        Matcher found = pattern.matcher(description);
        if (!found.find() || !isLimit(description, found)) {
            return Optional.empty();
        }
        boolean inside = pattern == AT_LEAST || pattern == AT_MOST;
        boolean low = pattern == AT_LEAST || pattern == ABOVE;
        String words = found.group().strip();
        Bound bound = new Bound(number(found.group(1)), inside);
        return Optional.of(new DescribedRange(low ? bound : null, low ? null : bound, words));
    }

    /** The largest number of items, {@code up to 4 sequences}. */
    public static Optional<DescribedRange> ofItems(String description) {
        return upperEnd(UP_TO, description);
    }

    /** The largest length of a string, {@code maximum length of 64}. */
    public static Optional<DescribedRange> ofLength(String description) {
        return upperEnd(LENGTH, description);
    }

    private static Optional<DescribedRange> upperEnd(Pattern pattern, String description) {
        Matcher found = pattern.matcher(description);
        return found.find()
                ? Optional.of(new DescribedRange(
                        null,
                        new Bound(number(found.group(1)), true),
                        found.group().strip()))
                : Optional.empty();
    }

    private static BigDecimal number(String text) {
        return new BigDecimal(text.replace(",", ""));
    }

    private static boolean isLimit(String description, Matcher found) {
        return !ADVICE.matcher(sentenceAround(description, found.start())).find();
    }

    private static String sentenceAround(String text, int at) {
        int start = Math.max(text.lastIndexOf(". ", at), text.lastIndexOf('\n', at));
        while (start >= 3 && text.startsWith("e.g. ", start - 3)) {
            start = text.lastIndexOf(". ", start - 1);
        }
        int end = text.indexOf(". ", at);
        return text.substring(Math.max(start, 0), end < 0 ? text.length() : end);
    }
}
