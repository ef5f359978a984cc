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
 * Values on either side of each rule of a schema, each valid or invalid by the validator.
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

    /** The samples for the schema at a location, each value once. */
    public List<SampleValue> of(JsonPointer location) {
        EffectiveSchema effective = synthesis.effective(SchemaSelection.of(List.of(location)));
        Map<JsonNode, SampleValue> samples = new LinkedHashMap<>();
        Stream.concat(new BoundaryValues(synthesis, effective).all().stream(), others(effective, location))
                .flatMap(sample -> verified(sample, location).stream())
                .forEach(sample -> samples.putIfAbsent(sample.value(), sample));
        return List.copyOf(samples.values());
    }

    /** Null, the wrong types, and the smallest value, unless they are among the samples already. */
    private Stream<SampleValue> others(EffectiveSchema effective, JsonPointer location) {
        JsonPointer typeAt = effective.first("type").map(Located::pointer).orElse(location);
        boolean nullable = synthesis.isValid(location, NODES.nullNode());
        SampleValue none = new SampleValue(
                nullable ? Kind.VALID : Kind.INVALID,
                Variant.NULL,
                "null",
                "null",
                nullable ? "nullable" : "not nullable",
                "nullable",
                typeAt,
                NODES.nullNode());
        String rule = effective.isTyped() ? "type " + String.join(" or ", effective.types()) : "a branch of the union";
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
        Stream<SampleValue> smallest = synthesis.smallest(location).stream()
                .map(value -> new SampleValue(
                        Kind.VALID, Variant.SMALLEST, "smallest", "smallest", "the schema", "", location, value));
        return Stream.of(Stream.of(none), wrong, smallest).flatMap(each -> each);
    }

    /** A value that is not valid or invalid as intended does not test its rule and is left out; an undeclared property may be
     * forbidden. */
    private Optional<SampleValue> verified(SampleValue sample, JsonPointer location) {
        boolean valid = synthesis.isValid(location, sample.value());
        if (sample.kind() == Kind.UNDECLARED && !valid) {
            return Optional.of(sample.withKind(Kind.INVALID));
        }
        return Optional.of(sample).filter(intended -> valid == (intended.kind() != Kind.INVALID));
    }
}
