package dev.loupe.serve.model;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Correct responses to simple prompts with a known result: count, repeat a text, the alphabet, add two numbers, name a
 * capital.
 */
final class CannedAnswers {
    private static final int MAX_PROMPT = 2_000;
    private static final int MAX_REPETITIONS = 1_000;
    private static final List<String> NUMBERS = List.of(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
                    .split(" "));
    private static final String NUMBER = "(\\d{1,4}|" + String.join("|", NUMBERS) + ")";
    private static final Pattern COUNT =
            Pattern.compile("\\bcount(?: up)?(?: from " + NUMBER + ")?(?: up)? to " + NUMBER + "\\b");
    private static final Pattern ALPHABET = Pattern.compile("\\b(?:alphabet|letters (?:from )?a to z)\\b");
    private static final Pattern SUM = Pattern.compile(
            "(?:what is|what's|calculate|compute|how much is) (\\d{1,9}) ?(\\+|plus|-|minus|\\*|x|times) ?(\\d{1,9})\\b");
    private static final Pattern SAY = Pattern.compile(
            "^(?:please )?(?:just |only )?(?:repeat|say|reply|respond|answer|write|output|print|echo)\\b"
                    + "(?: after me| back| exactly| only| just| with| the| this| following| single| one| words?| text| sentence| phrase|:)*",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern QUOTED = Pattern.compile("[\"“]([^\"”]+)[\"”]|'([^']+)'(?!\\p{L})|`([^`]+)`");
    private static final Pattern TIMES = Pattern.compile("[, ]*\\b" + NUMBER + " times\\b");
    private static final Pattern CAPITAL = Pattern.compile("capital (?:city )?of ([a-z ]+)");
    private static final Map<String, String> CAPITALS = Map.of(
            "france",
            "Paris",
            "germany",
            "Berlin",
            "italy",
            "Rome",
            "spain",
            "Madrid",
            "japan",
            "Tokyo",
            "canada",
            "Ottawa",
            "australia",
            "Canberra",
            "brazil",
            "Brasília",
            "england",
            "London",
            "poland",
            "Warsaw");

    private CannedAnswers() {}

    static Optional<String> answer(String question) {
        String read = question.substring(0, Math.min(question.length(), MAX_PROMPT));
        String simple = read.toLowerCase(Locale.ROOT);
        return count(simple)
                .or(() -> alphabet(simple))
                .or(() -> sum(simple))
                .or(() -> capital(simple))
                .or(() -> say(read));
    }

    private static Optional<String> count(String simple) {
        Matcher match = COUNT.matcher(simple);
        if (!match.find()) {
            return Optional.empty();
        }
        int from = match.group(1) == null ? 1 : number(match.group(1));
        int to = number(match.group(2));
        int step = from <= to ? 1 : -1;
        int many = Math.min(Math.abs(to - from) + 1, MAX_REPETITIONS);
        return Optional.of(IntStream.range(0, many)
                .mapToObj(at -> Integer.toString(from + at * step))
                .collect(Collectors.joining(separator(simple))));
    }

    private static Optional<String> alphabet(String simple) {
        if (!ALPHABET.matcher(simple).find()) {
            return Optional.empty();
        }
        return Optional.of(IntStream.rangeClosed('A', 'Z')
                .mapToObj(Character::toString)
                .collect(Collectors.joining(separator(simple))));
    }

    private static String separator(String simple) {
        boolean lines = simple.contains("per line")
                || simple.contains("new line")
                || simple.contains("newline")
                || simple.contains("each on");
        return lines ? "\n" : simple.contains("space") ? " " : ", ";
    }

    private static Optional<String> sum(String simple) {
        Matcher match = SUM.matcher(simple);
        if (!match.find()) {
            return Optional.empty();
        }
        long left = Long.parseLong(match.group(1));
        long right = Long.parseLong(match.group(3));
        return Optional.of(
                switch (match.group(2)) {
                    case "+", "plus" -> left + " + " + right + " = " + (left + right);
                    case "-", "minus" -> left + " - " + right + " = " + (left - right);
                    default -> left + " × " + right + " = " + (left * right);
                });
    }

    private static Optional<String> capital(String simple) {
        Matcher match = CAPITAL.matcher(simple);
        if (!match.find()) {
            return Optional.empty();
        }
        String country = match.group(1).strip();
        String capital = CAPITALS.get(country);
        return capital == null
                ? Optional.empty()
                : Optional.of("The capital of " + country.substring(0, 1).toUpperCase(Locale.ROOT)
                        + country.substring(1) + " is " + capital + ".");
    }

    /** "Say the word X", "Repeat after me: X", "Reply with exactly 'X', three times". */
    private static Optional<String> say(String question) {
        Matcher match = SAY.matcher(question);
        if (!match.find()) {
            return Optional.empty();
        }
        String rest = question.substring(match.end());
        Matcher times = TIMES.matcher(rest.toLowerCase(Locale.ROOT));
        int many = times.find() ? Math.clamp(number(times.group(1)), 1, MAX_REPETITIONS) : 1;
        Matcher quoted = QUOTED.matcher(rest);
        String text = quoted.find() ? quoted.group().substring(1, quoted.group().length() - 1) : unquoted(rest);
        return text.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", Collections.nCopies(many, text)));
    }

    private static String unquoted(String rest) {
        String text = TIMES.matcher(rest).replaceFirst("").strip();
        text = text.replaceFirst("^[:,]\\s*", "");
        text = text.replaceFirst("(?i)[, ]+(?:and nothing else|only|exactly)[.!]?$", "");
        boolean topicInstead = text.toLowerCase(Locale.ROOT).startsWith("a ") || text.contains("?");
        return topicInstead ? "" : text.replaceFirst("[.!]$", "");
    }

    private static int number(String text) {
        int word = NUMBERS.indexOf(text);
        return word >= 0 ? word : Integer.parseInt(text);
    }
}
