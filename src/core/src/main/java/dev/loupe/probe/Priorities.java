package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.schema.SchemaView;
import dev.loupe.openapi.values.SampleValue;
import java.util.Locale;
import java.util.Set;

/** Which samples find bugs soonest, and what they are called. */
final class Priorities {
    /** A bound itself, which is allowed. */
    static final int INSIDE = 4;
    /** A part that other probes build upon; where they are chosen, it comes along. */
    static final int STRUCTURE = 6;
    /** A value that is allowed, where no bound has one. */
    static final int ORDINARY = 6;

    private static final Set<String> BOUNDS = Set.of(
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "minLength",
            "maxLength",
            "pattern",
            "multipleOf");

    private Priorities() {}

    /** The rank of a plain violation at a place: members of the request itself come first. */
    static int violation(JsonPointer at) {
        return at.tail().matches() ? 1 : 2;
    }

    /**
     * The rank of a sample.
     *
     * @param typeTried whether another wrong type of the same member came first
     */
    static int of(SampleValue sample, JsonPointer at, boolean typeTried) {
        int violation = violation(at);
        if (sample.kind() != SampleValue.Kind.OUTSIDE) {
            boolean next = sample.label().startsWith("just ") || sample.label().startsWith("in the ");
            return next ? ProbeCandidate.FULL - 1 : BOUNDS.contains(sample.keyword()) ? INSIDE : ORDINARY;
        }
        return switch (sample.label()) {
            case "null" -> violation == 1 ? 2 : deep(at) ? 6 : 3;
            case "wrong type" -> typeTried ? ProbeCandidate.FULL : violation == 1 ? 1 : deep(at) ? 5 : 3;
            default -> violation;
        };
    }

    /**
     * The item of a list, or further down than a member of a member: many servers fail there in one and the same way. Of a
     * list the first item is tried; the 1 of {@code /logit_bias/1} is a name.
     */
    private static boolean deep(JsonPointer at) {
        return !at.tail().tail().matches() || at.tail().getMatchingIndex() == 0;
    }

    /** What is smallest is also something else, by which people know it. */
    static SampleValue named(SampleValue sample, SchemaView anatomy) {
        if (!sample.label().equals("smallest")) {
            return sample;
        }
        for (String bound : new String[] {"minimum", "maximum"}) {
            JsonNode limit = anatomy.keyword(bound);
            if (limit.isNumber()
                    && sample.value().isNumber()
                    && limit.decimalValue().compareTo(sample.value().decimalValue()) == 0) {
                return renamed(sample, "at " + bound + " " + limit, bound);
            }
        }
        if (anatomy.keyword("enum").isArray()) {
            return renamed(sample, "enum value", "enum");
        }
        return sample.value().isBoolean() ? renamed(sample, sample.value().toString(), "type") : sample;
    }

    private static SampleValue renamed(SampleValue sample, String label, String keyword) {
        return new SampleValue(sample.kind(), label, label, keyword, sample.schemaAt(), sample.value());
    }

    /** The sample's part of an id: without the numbers of the contract, so that it stays when those change. */
    static String name(SampleValue sample) {
        if (sample.label().equals("wrong type")) {
            return "type-" + sample.value().getNodeType().name().toLowerCase(Locale.ROOT);
        }
        if (sample.label().equals("enum value")) {
            return "value-" + kebab(sample.value().asText());
        }
        return kebab(sample.label().replaceAll("[-+]?\\d[\\d.E+]*", ""));
    }

    static String kebab(String words) {
        String kebab = words.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "-");
        return kebab.replaceAll("^-|-$", "");
    }
}
