package dev.loupe.openapi.values;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.openapi.schema.EffectiveSchema;
import dev.loupe.text.TextTruncation;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Strings of each format, and of many kinds for patterns. */
public final class SampleStrings {
    private static final int LONGEST = 100_000;

    /** Steps to match a short text; a pattern that needs more backtracks. */
    private static final int FEW_STEPS = 20_000;

    /** The string where any is valid. */
    static final String ANY = "a";

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
            Map.entry("uri", "https://example.com/"),
            Map.entry("uri-reference", "/a"),
            Map.entry("iri", "https://example.com/"),
            Map.entry("iri-reference", "/a"),
            Map.entry("uuid", "00000000-0000-4000-8000-000000000000"),
            Map.entry("json-pointer", "/a"),
            Map.entry("regex", "a"));

    /** Strings of many kinds. */
    public static final List<String> POOL = List.of(
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

    private SampleStrings() {}

    /** A string of a format; any string when the format is unknown. */
    public static String ofFormat(String format) {
        return FORMATS.getOrDefault(format, ANY);
    }

    /** Whether a string matches each of these patterns; undecided counts as no match. */
    public static boolean matches(Collection<String> patterns, String text) {
        return new PatternTrial(FEW_STEPS + 20 * text.length()).matches(patterns, text);
    }

    /** Strings that are probably valid, most probable first. */
    static Stream<TextNode> fitting(EffectiveSchema effective) {
        int least = effective.limit("minLength", 0);
        int most = effective.limit("maxLength", Integer.MAX_VALUE);
        Set<String> patterns = new LinkedHashSet<>();
        effective.all("pattern").forEach(pattern -> patterns.add(pattern.node().asText()));
        if (!patterns.isEmpty()) {
            Stream<String> first =
                    patterns.stream().flatMap(pattern -> PatternStringGenerator.example(pattern).stream());
            Stream<String> more = patterns.stream()
                    .flatMap(
                            pattern -> PatternStringGenerator.examples(pattern, PatternStringGenerator.TRIES).stream());
            return Stream.of(first, POOL.stream(), more)
                    .flatMap(texts -> texts)
                    .filter(text -> text.length() >= least && text.length() <= most)
                    .filter(text -> matches(patterns, text))
                    .map(TextNode::valueOf);
        }
        if (least > LONGEST) {
            return Stream.empty();
        }
        String text = effective
                .first("format")
                .map(format -> ofFormat(format.node().asText()))
                .filter(formed -> formed.length() <= most)
                .orElse(ANY);
        String padded = text + "a".repeat(Math.max(0, least - text.length()));
        return Stream.of(TextNode.valueOf(TextTruncation.prefix(padded, most)));
    }
}
