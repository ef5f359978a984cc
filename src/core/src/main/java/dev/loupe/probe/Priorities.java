package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.schema.SchemaView;
import dev.loupe.openapi.values.SampleValue;
import dev.loupe.openapi.values.SampleValue.Variant;
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
        if (sample.kind() != SampleValue.Kind.INVALID) {
            boolean next = sample.variant() == Variant.NEXT_TO_BOUND || sample.variant() == Variant.MIDDLE_OF_RANGE;
            return next ? ProbeCandidate.FULL - 1 : BOUNDS.contains(sample.keyword()) ? INSIDE : ORDINARY;
        }
        return switch (sample.variant()) {
            case NULL -> violation == 1 ? 2 : deep(at) ? 6 : 3;
            case WRONG_TYPE -> typeTried ? ProbeCandidate.FULL : violation == 1 ? 1 : deep(at) ? 5 : 3;
            case NEXT_TO_BOUND, MIDDLE_OF_RANGE, SMALLEST, OTHER -> violation;
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
        if (sample.variant() != Variant.SMALLEST) {
            return sample;
        }
        for (String bound : new String[] {"minimum", "maximum"}) {
            JsonNode limit = anatomy.keyword(bound);
            if (limit.isNumber()
                    && sample.value().isNumber()
                    && limit.decimalValue().compareTo(sample.value().decimalValue()) == 0) {
                return sample.renamed("at-" + bound, "at " + bound + " " + limit, bound);
            }
        }
        if (anatomy.keyword("enum").isArray()) {
            return sample.renamed(SampleValue.enumSlug(sample.value()), "enum value", "enum");
        }
        if (sample.value().isBoolean()) {
            String value = sample.value().toString();
            return sample.renamed(value, value, "type");
        }
        return sample;
    }
}
