package dev.loupe.openapi.values;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.openapi.schema.EffectiveSchema;
import dev.loupe.openapi.schema.EffectiveSchema.Bound;
import dev.loupe.openapi.values.SampleValue.Kind;
import dev.loupe.openapi.values.SampleValue.Variant;
import dev.loupe.text.JsonNumbers;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Numbers on either side of the bounds of a schema, and numbers of a wrong form. */
final class NumberSamples {
    private final EffectiveSchema own;
    private final EffectiveSchema rules;
    private final JsonPointer location;
    private final List<SampleValue> samples = new ArrayList<>();

    /**
     * Numbers that test the rules of one schema and are valid under another one otherwise.
     *
     * @param own the schema of the values
     * @param rules the schema under test
     * @param location of the schema of the values
     */
    NumberSamples(EffectiveSchema own, EffectiveSchema rules, JsonPointer location) {
        this.own = own;
        this.rules = rules;
        this.location = location;
    }

    List<SampleValue> all() {
        BoundaryNumbers mine = BoundaryNumbers.of(own);
        BoundaryNumbers tried = BoundaryNumbers.of(rules);
        BoundaryNumbers ends = tried.endsFor(mine);
        ends.lower().ifPresent(bound -> {
            NamedBound named = new NamedBound(bound, bound.exclusive() ? "exclusiveMinimum" : "minimum");
            number(Kind.VALID, named, Side.AT, ends.first());
            number(Kind.VALID, named, Side.JUST_ABOVE, ends.next(ends.first(), 1));
            BigDecimal past = bound.exclusive() ? bound.value() : ends.next(ends.first(), -1);
            number(Kind.INVALID, named, Side.JUST_BELOW, past);
        });
        ends.upper().ifPresent(bound -> {
            NamedBound named = new NamedBound(bound, bound.exclusive() ? "exclusiveMaximum" : "maximum");
            number(Kind.VALID, named, Side.AT, ends.last());
            number(Kind.VALID, named, Side.JUST_BELOW, ends.next(ends.last(), -1));
            BigDecimal past = bound.exclusive() ? bound.value() : ends.next(ends.last(), 1);
            number(Kind.INVALID, named, Side.JUST_ABOVE, past);
        });
        if (ends.lower().isPresent() && ends.upper().isPresent()) {
            samples.add(new SampleValue(
                    Kind.VALID,
                    Variant.MIDDLE_OF_RANGE,
                    "in-the-middle",
                    "in the middle",
                    "range",
                    "minimum",
                    location,
                    JsonNumbers.of(ends.middle())));
        }
        BigDecimal usual = mine.nearestToZero();
        if (tried.integers()) {
            JsonNode half = JsonNumbers.of(usual.add(new BigDecimal("0.5")));
            samples.add(SampleValue.of(
                    Kind.INVALID, "not-whole", "not an integer", "type integer", "type", typeAt(), half));
        }
        for (Located multiple : rules.all("multipleOf")) {
            BigDecimal of = multiple.node().decimalValue();
            JsonNode off = JsonNumbers.of(usual.add(of.divide(BigDecimal.TWO)));
            samples.add(SampleValue.of(
                    Kind.INVALID,
                    "not-a-multiple",
                    "not a multiple",
                    "multipleOf " + of,
                    "multipleOf",
                    multiple.pointer(),
                    off));
        }
        return samples;
    }

    private void number(Kind kind, NamedBound named, Side side, BigDecimal value) {
        samples.add(new SampleValue(
                kind,
                side == Side.AT ? Variant.OTHER : Variant.NEXT_TO_BOUND,
                side.slug(named.name()),
                side.words + " " + named.rule(),
                named.rule(),
                named.bound().at().last().getMatchingProperty(),
                named.bound().at(),
                JsonNumbers.of(value)));
    }

    private JsonPointer typeAt() {
        return rules.first("type").map(Located::pointer).orElse(location);
    }

    /** The side of a bound that a value is on. */
    private enum Side {
        AT("at"),
        JUST_ABOVE("just above"),
        JUST_BELOW("just below");

        private final String words;

        Side(String words) {
            this.words = words;
        }

        String slug(String keyword) {
            return name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + keyword.toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A bound under test.
     *
     * @param name {@code minimum} or {@code exclusiveMinimum}, whichever way the document writes it
     */
    private record NamedBound(Bound bound, String name) {
        String rule() {
            return name + " " + bound.value();
        }
    }
}
