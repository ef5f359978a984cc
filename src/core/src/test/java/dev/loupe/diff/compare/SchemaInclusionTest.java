package dev.loupe.diff.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.DocumentPointer;
import org.junit.jupiter.api.Test;

final class SchemaInclusionTest {
    /** Enough to normalize two objects of a hundred properties, not to compare them all. */
    private final WorkBudget budget = new WorkBudget(700);

    private SchemaInclusion inclusion(String outer, String inner) {
        JsonNode document = Document.parse(
                        "openapi: 3.1.0\ncomponents: {schemas: {Outer: {%s}, Inner: {%s}}}".formatted(outer, inner),
                        "x.yaml")
                .root();
        Normalizer schemas = UnionCoverage.normalizer(document, MessageDirection.REQUEST, budget);
        DocumentPointer at = DocumentPointer.ROOT.then("components").then("schemas");
        return SchemaInclusion.of(
                schemas,
                schemas.schema(SchemaRef.of(document.at("/components/schemas/Outer"), at.then("Outer"))),
                schemas,
                schemas.schema(SchemaRef.of(document.at("/components/schemas/Inner"), at.then("Inner"))),
                MessagePair.NOWHERE);
    }

    private static String object(String first) {
        StringBuilder properties = new StringBuilder("type: object, properties: {p0: {enum: [%s]}".formatted(first));
        for (int i = 1; i < 100; i++) {
            properties.append(", p").append(i).append(": {type: object, properties: {x: {type: integer}}}");
        }
        return properties.append('}').toString();
    }

    @Test
    void aComparisonEndsWithTheFirstPropertyThatIsRejectedAndNamesIt() {
        assertThat(inclusion(object("a"), object("a, b"))).isEqualTo(new SchemaInclusion(false, "p0"));
        assertThat(budget.take(1)).isTrue();
    }

    @Test
    void aReasonOutsideThePropertiesHasNoName() {
        assertThat(inclusion("type: object, maxProperties: 1", "type: object, maxProperties: 2"))
                .isEqualTo(new SchemaInclusion(false, null));
        assertThat(inclusion("type: object, maxProperties: 2", "type: object, maxProperties: 1"))
                .isEqualTo(new SchemaInclusion(true, null));
    }
}
