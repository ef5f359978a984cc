package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts that have a format or match a pattern, and such that do not. */
final class Samples {
    private static final Map<String, String> FORMATS = Map.ofEntries(
            Map.entry("date", "2025-01-01"),
            Map.entry("date-time", "2025-01-01T00:00:00Z"),
            Map.entry("time", "00:00:00Z"),
            Map.entry("duration", "P1D"),
            Map.entry("email", "a@example.com"),
            Map.entry("idn-email", "a@example.com"),
            Map.entry("hostname", "example.com"),
            Map.entry("idn-hostname", "example.com"),
            Map.entry("ipv4", "192.0.2.1"),
            Map.entry("ipv6", "2001:db8::1"),
            Map.entry("uri", "https://example.com"),
            Map.entry("uri-reference", "/a"),
            Map.entry("iri", "https://example.com"),
            Map.entry("iri-reference", "/a"),
            Map.entry("uuid", "00000000-0000-4000-8000-000000000000"),
            Map.entry("json-pointer", "/a"),
            Map.entry("regex", "a"));

    /** Texts of many kinds, to try patterns with. */
    static final List<String> POOL = List.of(
            "x",
            "",
            "a",
            "0",
            "1",
            "A",
            "ab",
            "abc",
            "abc123",
            "123",
            "12345",
            "-",
            "_",
            "a-b",
            "a_b",
            "A1",
            "a b",
            "a.b",
            "1.0",
            "hello world",
            "a\nb",
            "!",
            "https://example.com",
            "data:image/png;base64,AA==",
            "2025-01-01",
            "a@example.com",
            "00000000-0000-4000-8000-000000000000",
            "abcdefgh",
            "ABCDEFGH",
            "12345678",
            "aaaaaaaaaaaaaaaa",
            "%",
            "é");

    private Samples() {}

    static @Nullable JsonNode text(Shape.Texts texts) {
        String text = "x";
        if (!texts.patterns().isEmpty()) {
            String found = matching(texts);
            return found == null ? null : TextNode.valueOf(found);
        }
        for (String format : texts.formats()) {
            text = FORMATS.getOrDefault(format, text);
        }
        return length(text, texts);
    }

    private static @Nullable JsonNode length(String text, Shape.Texts texts) {
        Long max = texts.max();
        if (texts.min() > 100_000) {
            return null;
        }
        String fitted = text;
        if (fitted.length() < texts.min()) {
            fitted = fitted + "x".repeat((int) texts.min() - fitted.length());
        }
        return TextNode.valueOf(max != null && fitted.length() > max ? fitted.substring(0, max.intValue()) : fitted);
    }

    private static @Nullable String matching(Shape.Texts texts) {
        Long max = texts.max();
        for (String each : POOL) {
            if (each.length() >= texts.min() && (max == null || each.length() <= max) && matchesAll(texts, each)) {
                return each;
            }
        }
        for (String pattern : texts.patterns()) {
            String made = PatternText.example(pattern);
            if (made != null
                    && made.length() >= texts.min()
                    && (max == null || made.length() <= max)
                    && matchesAll(texts, made)) {
                return made;
            }
        }
        return null;
    }

    static boolean matchesAll(Shape.Texts texts, String text) {
        try {
            return texts.patterns().stream().allMatch(pattern -> BoundedPatterns.matches(pattern, text));
        } catch (BoundedPatterns.TooCostly unknown) {
            return false;
        }
    }

    static String format(String format) {
        return FORMATS.getOrDefault(format, "x");
    }
}
