package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.schema.SchemaView;
import dev.loupe.openapi.values.SampleValue;
import dev.loupe.openapi.values.SampleValue.Variant;
import java.util.Set;

/** The order in which samples become probes: those that find errors most often come first. */
final class Priorities {
    /** A bound itself, which is valid. */
    static final int BOUND = 4;
    /** A part that other probes extend; a plan with these contains it too. */
    static final int STRUCTURE = 6;
    /** A valid value, where no bound has one. */
    static final int VALID = 6;

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

    /** The rank of a violation: properties of the request itself come first. */
    static int violation(JsonPointer at) {
        return at.tail().matches() ? 1 : 2;
    }

    /**
     * The rank of a sample.
     *
     * @param typeTested whether another wrong type of the same property came first
     */
    static int of(SampleValue sample, JsonPointer at, boolean typeTested) {
        int violation = violation(at);
        if (sample.kind() != SampleValue.Kind.INVALID) {
            boolean next = sample.variant() == Variant.NEXT_TO_BOUND || sample.variant() == Variant.MIDDLE_OF_RANGE;
            return next ? ProbeCandidate.FULL - 1 : BOUNDS.contains(sample.keyword()) ? BOUND : VALID;
        }
        return switch (sample.variant()) {
            case NULL -> violation == 1 ? 2 : deep(at) ? 6 : 3;
            case WRONG_TYPE -> typeTested ? ProbeCandidate.FULL : violation == 1 ? 1 : deep(at) ? 5 : 3;
            case NEXT_TO_BOUND, MIDDLE_OF_RANGE, SMALLEST, OTHER -> violation;
        };
    }

    /**
     * The item of an array, or deeper than a property of a property: many servers fail there in the same way. Of an array
     * the first item is tested; the 1 of {@code /logit_bias/1} is a name.
     */
    private static boolean deep(JsonPointer at) {
        return !at.tail().tail().matches() || at.tail().getMatchingIndex() == 0;
    }

    /** The smallest value under a more specific name, such as a bound. */
    static SampleValue named(SampleValue sample, SchemaView view) {
        if (sample.variant() != Variant.SMALLEST) {
            return sample;
        }
        for (String bound : new String[] {"minimum", "maximum"}) {
            JsonNode limit = view.keyword(bound);
            if (limit.isNumber()
                    && sample.value().isNumber()
                    && limit.decimalValue().compareTo(sample.value().decimalValue()) == 0) {
                return sample.renamed("at-" + bound, "at " + bound + " " + limit, bound);
            }
        }
        if (view.keyword("enum").isArray()) {
            return sample.renamed(SampleValue.enumSlug(sample.value()), "enum value", "enum");
        }
        if (sample.value().isBoolean()) {
            String value = sample.value().toString();
            return sample.renamed(value, value, "type");
        }
        return sample;
    }
}
