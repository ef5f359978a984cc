package dev.loupe.exchange.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the secrets of a text: known values, and what is secret by its name or shape; also where they are escaped for JSON or a URL.
 *
 * @param placeholder of a secret that has no name
 * @param found gets the placeholder of each secret by its value
 */
record SecretSearch(SecretValues values, String placeholder, Map<String, String> found) {
    static final String USER_INFO = "${USER_INFO}";

    /** A property in JSON text, complete or truncated, with its value. The limit keeps the stack of the matcher small. */
    private static final Pattern NAMED = Pattern.compile(
            "\"([A-Za-z0-9_-]{3,40}+)\"\\s{0,8}+:\\s{0,8}+\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,200}+)\"");

    /** Whether a text certainly has no secret but known values; a cheap test that most texts pass. */
    static boolean isPlain(String text) {
        return !DecodedText.of(text).isEscaped() && !SecretPrefilter.in(text);
    }

    /** The secrets in order, none overlapping. */
    List<TextReplacement> in(String text) {
        return in(text, false);
    }

    /** The secrets of a stream, whose line breaks separate its fields. */
    List<TextReplacement> inStream(String stream) {
        List<TextReplacement> secrets = new ArrayList<>();
        DecodedText original = DecodedText.of(stream);
        add(original, false, secrets);
        for (DecodedText decoded : original.decoded()) {
            add(decoded, false, secrets);
        }
        return merged(secrets);
    }

    /** The secrets of a message of a program, which may contain headers or URLs; the rules are too wide for prose. */
    List<TextReplacement> inMessage(String message) {
        return in(message, true);
    }

    private List<TextReplacement> in(String text, boolean message) {
        List<TextReplacement> secrets = new ArrayList<>();
        DecodedText original = DecodedText.of(text);
        add(original, message, secrets);
        addUnwrapped(original, secrets);
        for (DecodedText decoded : original.decoded()) {
            add(decoded, message, secrets);
            addUnwrapped(decoded, secrets);
        }
        return merged(secrets);
    }

    private void add(DecodedText decoded, boolean message, List<TextReplacement> secrets) {
        for (TextReplacement secret : direct(decoded.text(), message)) {
            String value = decoded.text().substring(secret.start(), secret.end());
            found.putIfAbsent(value, secret.replacement());
            if (secret.replacement().equals(USER_INFO)) {
                addPassword(value, USER_INFO);
            }
            secrets.add(inOriginal(decoded, secret));
        }
    }

    /** Known values that continue on the next line. */
    private void addUnwrapped(DecodedText wrapped, List<TextReplacement> secrets) {
        if (!values.isEmpty() && wrapped.text().indexOf('\n') >= 0) {
            DecodedText unwrapped = wrapped.unwrapped();
            List<TextReplacement> known = new ArrayList<>();
            values.find(unwrapped.text(), known);
            known.forEach(secret -> secrets.add(inOriginal(unwrapped, secret)));
        }
    }

    private static TextReplacement inOriginal(DecodedText decoded, TextReplacement secret) {
        return new TextReplacement(decoded.start(secret.start()), decoded.end(secret.end()), secret.replacement());
    }

    /** Collects the password of a user. */
    void addPassword(String userInfo, String placeholder) {
        found.putIfAbsent(userInfo.substring(userInfo.indexOf(':') + 1), placeholder);
    }

    private List<TextReplacement> direct(String text, boolean message) {
        List<TextReplacement> secrets = new ArrayList<>();
        values.find(text, secrets);
        if (SecretPrefilter.in(text)) {
            SecretPatterns.find(text, placeholder, secrets);
            if (text.indexOf('"') >= 0) {
                named(NAMED.matcher(text), secrets);
            }
        }
        if (message) {
            SecretPatterns.findInMessage(text, placeholder, secrets);
        }
        return secrets;
    }

    private static void named(Matcher matcher, List<TextReplacement> secrets) {
        while (matcher.find()) {
            String value = matcher.group(2);
            if (SecretNames.isProperty(matcher.group(1), value)
                    && !value.isEmpty()
                    && !SecretNames.isPlaceholder(value)) {
                secrets.add(new TextReplacement(
                        matcher.start(2), matcher.end(2), SecretNames.placeholder(matcher.group(1))));
            }
        }
    }

    /** In order; overlapping ones are one, with the replacement of the first and longest. */
    static List<TextReplacement> merged(List<TextReplacement> secrets) {
        if (secrets.isEmpty()) {
            return secrets;
        }
        secrets.sort(Comparator.comparingInt(TextReplacement::start)
                .thenComparing(TextReplacement::end, Comparator.reverseOrder()));
        List<TextReplacement> merged = new ArrayList<>();
        for (TextReplacement secret : secrets) {
            TextReplacement last = merged.isEmpty() ? null : merged.getLast();
            if (last == null || last.end() <= secret.start()) {
                merged.add(secret);
            } else if (last.end() < secret.end()) {
                merged.set(merged.size() - 1, new TextReplacement(last.start(), secret.end(), last.replacement()));
            }
        }
        return merged;
    }
}
