package dev.loupe.openapi.values;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.EffectiveSchema;
import dev.loupe.openapi.schema.SchemaSelection;
import dev.loupe.openapi.values.SampleValue.Kind;
import dev.loupe.openapi.values.SampleValue.Variant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Values on either side of each rule of a schema, each with one thing odd about it. What a value is, inside or outside,
 * is what the validator says; the label says what was tried.
 */
public final class Mutations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ValueSynthesis synthesis;

    /** Makes values for a contract; one for each thread. */
    public static Mutations of(ContractSchemas schemas, ContractSchemas.Reading reading) {
        return new Mutations(ValueSynthesis.of(schemas, reading));
    }

    Mutations(ValueSynthesis synthesis) {
        this.synthesis = synthesis;
    }

    /** The samples for the schema at a place, each value once. */
    public List<SampleValue> of(JsonPointer place) {
        EffectiveSchema demands = synthesis.demands(SchemaSelection.of(List.of(place)));
        Map<JsonNode, SampleValue> samples = new LinkedHashMap<>();
        Stream.concat(new BoundaryValues(synthesis, demands).all().stream(), others(demands, place))
                .flatMap(sample -> judged(sample, place).stream())
                .forEach(sample -> samples.putIfAbsent(sample.value(), sample));
        return List.copyOf(samples.values());
    }

    /** Null, the wrong types, and the smallest value, unless they were tried already. */
    private Stream<SampleValue> others(EffectiveSchema demands, JsonPointer place) {
        JsonPointer typeAt = demands.first("type").map(Located::pointer).orElse(place);
        boolean nullable = synthesis.isValid(place, NODES.nullNode());
        SampleValue none = new SampleValue(
                nullable ? Kind.VALID : Kind.INVALID,
                Variant.NULL,
                "null",
                "null",
                nullable ? "nullable" : "not nullable",
                "nullable",
                typeAt,
                NODES.nullNode());
        String rule = demands.isTyped() ? "type " + String.join(" or ", demands.types()) : "a branch of the union";
        Stream<SampleValue> wrong = Stream.of(
                        NODES.textNode("0.7"),
                        NODES.numberNode(7),
                        NODES.booleanNode(true),
                        NODES.objectNode(),
                        NODES.arrayNode())
                .map(other -> new SampleValue(
                        Kind.INVALID,
                        Variant.WRONG_TYPE,
                        "type-" + other.getNodeType().name().toLowerCase(Locale.ROOT),
                        "wrong type",
                        rule,
                        "type",
                        typeAt,
                        other));
        Stream<SampleValue> smallest = synthesis.smallest(place).stream()
                .map(value -> new SampleValue(
                        Kind.VALID, Variant.SMALLEST, "smallest", "smallest", "the schema", "", place, value));
        return Stream.of(Stream.of(none), wrong, smallest).flatMap(each -> each);
    }

    /** A value that is not what was hoped shows nothing of its rule; only an odd one may as well be outside. */
    private Optional<SampleValue> judged(SampleValue sample, JsonPointer place) {
        boolean valid = synthesis.isValid(place, sample.value());
        if (sample.kind() == Kind.UNDECLARED && !valid) {
            return Optional.of(sample.withKind(Kind.INVALID));
        }
        return Optional.of(sample).filter(hoped -> valid == (hoped.kind() != Kind.INVALID));
    }
}
