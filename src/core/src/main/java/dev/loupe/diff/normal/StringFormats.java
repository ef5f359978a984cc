package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.diff.normal.NormalSchema.Plain;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** Validation of string formats, and which format includes another. */
public final class StringFormats {
    /** Formats that validators check; the others are hints for code generators. */
    private static final Set<String> CHECKED = Set.of(
            "date",
            "date-time",
            "time",
            "duration",
            "email",
            "idn-email",
            "hostname",
            "idn-hostname",
            "ipv4",
            "ipv6",
            "uri",
            "uri-reference",
            "iri",
            "iri-reference",
            "uuid",
            "uri-template",
            "json-pointer",
            "relative-json-pointer",
            "regex");

    /** Each string of the first format also has the others (RFC 3986, 3987, 5890, 6531). */
    private static final Map<String, Set<String>> WIDER = Map.of(
            "uri", Set.of("uri-reference", "iri", "iri-reference"),
            "uri-reference", Set.of("iri-reference"),
            "iri", Set.of("iri-reference"),
            "email", Set.of("idn-email"),
            "hostname", Set.of("idn-hostname"));

    private static final Map<String, Schema> SCHEMAS = new ConcurrentHashMap<>();

    private StringFormats() {}

    /** The formats of its strings that validators check. */
    public static SortedSet<String> checked(Plain plain) {
        SortedSet<String> all = new TreeSet<>(plain.strings().formats());
        all.retainAll(CHECKED);
        if (!plain.types().contains(NormalSchema.Type.STRING)) {
            all.clear();
        }
        return all;
    }

    /** True when each string with all of {@code formats} also has all of {@code others}. */
    public static boolean within(Set<String> formats, Set<String> others) {
        return others.stream()
                .allMatch(other -> formats.contains(other)
                        || formats.stream().anyMatch(each -> WIDER.getOrDefault(each, Set.of())
                                .contains(other)));
    }

    /** True when the string has every format that validators check, except {@code regex}. */
    static boolean has(Set<String> formats, String text) {
        return formats.stream()
                .filter(each -> CHECKED.contains(each) && !each.equals("regex"))
                .allMatch(format -> SCHEMAS.computeIfAbsent(format, StringFormats::schema)
                        .validate(TextNode.valueOf(text))
                        .isEmpty());
    }

    private static Schema schema(String format) {
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config))
                .getSchema(JsonNodeFactory.instance.objectNode().put("format", format));
    }
}
