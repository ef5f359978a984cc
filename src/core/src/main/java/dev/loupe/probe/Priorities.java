package dev.loupe.probe;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.schema.SchemaView;
import dev.loupe.openapi.values.SampleValue;
import dev.loupe.openapi.values.SampleValue.Variant;
import java.math.BigDecimal;
import java.util.Set;

/** The order in which samples become probes: those that find errors most often come first. */
final class Priorities {
    /** A part of a message, of each kind: servers support some kinds of parts. */
    static final int PART = 2;
    /** A lower bound: servers reject upper ones more often. */
    static final int LOWER_BOUND = 6;
    /** A violation inside of a message. */
    static final int INNER = 3;
    /** A violation inside of another property, where servers fail in the same way at many locations. */
    static final int INNERMOST = 4;
    /** A bound itself, which is valid: few servers reject it. */
    static final int BOUND = 5;
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
        return at.tail().matches() ? 1 : isOuter(at) ? 2 : at.matchesProperty("messages") ? INNER : INNERMOST;
    }

    /**
     * The rank of a sample.
     *
     * @param typeTested whether another wrong type of the same property came first
     */
    static int of(SampleValue sample, JsonPointer at, boolean typeTested) {
        if (sample.kind() != SampleValue.Kind.INVALID) {
            return valid(sample, at);
        }
        int violation = violation(at);
        return switch (sample.variant()) {
            case NULL -> violation == 1 ? 2 : deep(at) ? BOUND + 2 : BOUND + 1;
            case WRONG_TYPE -> typeTested ? ProbeCandidate.FULL : violation == 1 ? 1 : wrongTypeInside(at);
            case NEXT_TO_BOUND, MIDDLE_OF_RANGE, SMALLEST, OTHER -> violation;
        };
    }

    private static int wrongTypeInside(JsonPointer at) {
        return !isOuter(at) ? BOUND + 2 : at.matchesProperty("messages") ? INNER : BOUND + 1;
    }

    private static int valid(SampleValue sample, JsonPointer at) {
        if (sample.variant() == Variant.NEXT_TO_BOUND || sample.variant() == Variant.MIDDLE_OF_RANGE) {
            return ProbeCandidate.FULL - 1;
        }
        boolean limitOfOne = OutputLimit.PROPERTIES.contains(at.last().getMatchingProperty())
                && sample.value().decimalValue().compareTo(BigDecimal.ONE) == 0;
        if (limitOfOne) {
            return ProbeCandidate.FULL - 1; // the proof of the limit sends the same value
        }
        boolean lower = sample.keyword().equals("minimum");
        if (!BOUNDS.contains(sample.keyword())) {
            return VALID;
        }
        // most callers set the temperature
        return lower ? LOWER_BOUND : at.last().matchesProperty("temperature") ? INNER - 1 : BOUND;
    }

    /**
     * The item of an array, or deeper than a property of a property: many servers fail there in the same way. Of an array
     * the first item is tested; the 1 of {@code /logit_bias/1} is a name.
     */
    private static boolean deep(JsonPointer at) {
        return !at.tail().tail().matches() || at.tail().getMatchingIndex() == 0;
    }

    /** A message or a property of one, or a property of another property. */
    private static boolean isOuter(JsonPointer at) {
        JsonPointer inner = at.tail().tail();
        return inner.matches()
                || (at.matchesProperty("messages") && inner.tail().matches());
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
