package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.ParsedResponse;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

@CheckDescription(
        id = "error.no-stack-trace",
        level = Level.MUST,
        truth = "an error contains no stack trace, no path of a source file and no key",
        source = "OWASP, Improper Error Handling; CWE-209",
        why = "it shows an attacker which software runs where, and a key in it is compromised",
        fix = "send a message and log the details on the server")
final class ErrorNoStackTrace implements ExchangeCheck {
    @Override
    public Result on(ParsedExchange observed) {
        if (!(observed.response() instanceof ParsedResponse.Failed)) {
            return NO_ERROR;
        }
        String text = textOf(observed.exchange().reply());
        if (text.isEmpty()) {
            return NO_ERROR;
        }
        for (Leak leak : LEAKS) {
            if (leak.signs().stream().noneMatch(text::contains)) {
                continue;
            }
            Matcher matcher = leak.pattern().matcher(text);
            // text that the caller sent may be repeated
            if (matcher.find()
                    && !requestText(observed).contains(matcher.group())
                    && !(leak.secret() && isPlaceholder(matcher.group()))) {
                String shown = leak.secret() ? "a key (not shown)" : StrictValues.quoted(matcher.group());
                return Result.violated(Violation.of(
                        FindingLocation.body(""),
                        "a message without internals",
                        shown,
                        "the error contains " + leak.what() + (leak.secret() ? "" : ": " + shown)));
            }
        }
        return Result.passed();
    }

    private static final Result NO_ERROR = Result.notApplicable("the response is not an error");

    /**
     * Internals that an error must not contain.
     *
     * @param signs one of these is in every text that matches: most errors have none, which needs no pattern to decide
     */
    private record Leak(String what, List<String> signs, Pattern pattern, boolean secret) {}

    /** All bounded: a body is hostile text. */
    private static final List<Leak> LEAKS = List.of(
            new Leak(
                    "a stack trace",
                    List.of("Traceback", "File \""),
                    Pattern.compile("Traceback \\(most recent call last\\)|File \"[^\"]{1,200}\", line \\d{1,7}"),
                    false),
            new Leak(
                    "a stack trace",
                    List.of("js:", "ts:", "java:", "kt:", "scala:"),
                    Pattern.compile(
                            "\\bat [\\w.$<>/]{1,200} ?\\([^()\\s:]{1,200}\\.(?:[cm]?js|ts|java|kt|scala):\\d{1,7}(?::\\d{1,7})?\\)"),
                    false),
            new Leak(
                    "a stack trace",
                    List.of("goroutine ", "thread '"),
                    Pattern.compile("goroutine \\d{1,9} \\[|thread '[^']{1,80}' panicked at"),
                    false),
            new Leak(
                    "a stack trace",
                    List.of(".cs:line ", ".ex:", ".exs:", "terminate called after"),
                    Pattern.compile(
                            "\\.cs:line \\d{1,7}|\\([a-z_]{1,60} \\d[\\w.-]{0,20}\\) lib/[\\w./]{1,200}\\.exs?:\\d{1,7}"
                                    + "|terminate called after throwing an instance of"),
                    false),
            new Leak(
                    "the path of a source file",
                    List.of(".cu:", ".cpp:", ".cc:", ".hpp:"),
                    Pattern.compile("[\\w.-]{0,80}/[\\w./-]{1,200}\\.(?:cu|cpp|cc|hpp):\\d{1,7}\\b"),
                    false),
            new Leak(
                    "the path of a source file",
                    List.of("/usr/", "/home/", "/opt/", "/var/", "/app/", "/srv/", "/root/", "/workspace/"),
                    Pattern.compile(
                            "(?<![\\w.:/-])/(?:usr|home|opt|var|app|srv|root|workspace)/[\\w./@-]{1,200}\\.(?:py|js|mjs|ts|java|go|rb|php|rs|cs)\\b"),
                    false),
            new Leak("a key", List.of("sk-"), Pattern.compile("\\bsk-[A-Za-z0-9_-]{20,200}(?![A-Za-z0-9_*-])"), true),
            new Leak(
                    "a key",
                    List.of("hf_", "gsk_", "AKIA", "eyJ", "://"),
                    Pattern.compile("\\b(?:hf|gsk)_[A-Za-z0-9]{20,200}(?![A-Za-z0-9_*-])|\\bAKIA[0-9A-Z]{16}\\b"
                            + "|\\beyJ[\\w-]{10,2000}\\.eyJ[\\w-]{10,4000}\\.[\\w-]{10,2000}"
                            + "|\\b(?:postgres(?:ql)?|mysql|redis|mongodb|amqp)://[^\\s:/@]{0,80}:[^\\s:/@]{3,80}@"),
                    true));

    private static String textOf(Reply reply) {
        return switch (reply) {
            case Reply.Answered answered ->
                switch (answered.body()) {
                    case Body.Json json -> strings(json.value());
                    case Body.Text text -> text.text();
                    case Body.Bytes bytes -> "";
                    case Body.None none -> "";
                };
            case Reply.Streamed streamed ->
                streamed.events().isEmpty() ? "" : streamed.events().getFirst().data();
            case Reply.Unanswered unanswered -> "";
        };
    }

    /** All strings in the JSON, unescaped, so that quotes in a trace are quotes. */
    private static String strings(JsonNode node) {
        StringBuilder text = new StringBuilder();
        collect(node, text);
        return text.toString();
    }

    private static void collect(JsonNode node, StringBuilder text) {
        if (node.isTextual()) {
            text.append(node.textValue()).append('\n');
        }
        for (JsonNode child : node) {
            collect(child, text);
        }
    }

    /** Placeholders of keys, such as {@code sk-YOUR_API_KEY_HERE} and {@code sk-XXXX...}. */
    private static boolean isPlaceholder(String key) {
        String rest = key.substring(3).toLowerCase(Locale.ROOT);
        return rest.chars().distinct().count() < 8 || PLACEHOLDERS.stream().anyMatch(rest::contains);
    }

    private static final List<String> PLACEHOLDERS =
            List.of("your", "xxxx", "example", "placeholder", "here", "redacted");

    private static String requestText(ParsedExchange observed) {
        return strings(observed.request());
    }
}
