package dev.loupe.openapi.schema;

import static dev.loupe.openapi.schema.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.values.ValueSynthesis;
import dev.loupe.openapi.values.ValueSynthesis.Level;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values made for one schema to try the rules of another, and ways into values. */
final class NearTest {
    private static final JsonNode DOCUMENT = json(
            """
            {'openapi': '3.1.0', 'components': {'schemas': {
              'Even': {'type': 'integer', 'multipleOf': 2, 'minimum': 3},
              'AtMost8': {'type': 'integer', 'maximum': 8},
              'Whole': {'type': 'integer'},
              'Tenth': {'type': 'number', 'minimum': 0.1, 'maximum': 0.9},
              'Narrow': {'type': 'number', 'exclusiveMinimum': 0, 'exclusiveMaximum': 0.00001},
              'Set': {'type': 'array', 'items': {'type': 'integer'}, 'uniqueItems': true, 'minItems': 3},
              'Date': {'type': 'string', 'format': 'date'},
              'Both': {'allOf': [{'pattern': '^[a-c]{2}$'}, {'type': 'string', 'pattern': 'c$'}]},
              'Beside': {'$ref': '#/components/schemas/Whole', 'minimum': 5},
              'Never': {'type': 'object', 'required': ['a'], 'properties': {'a': false}},
              'Outer': {'type': 'object', 'required': ['id', 'list'], 'properties': {
                'id': {'type': 'string'}, 'list': {'type': 'array', 'minItems': 2, 'items': {'type': 'boolean'}}}},
              'Beyond': {'type': 'number', 'multipleOf': 1E+1000000000, 'minimum': 1E+1000000000}}}}
            """);

    private final ValueSynthesis synthesis = ValueSynthesis.unchecked(DOCUMENT, steps -> true);

    private static SchemaSelection goal(String name) {
        return SchemaSelection.of(
                List.of(JsonPointer.compile("/components/schemas").appendProperty(name)));
    }

    @ParameterizedTest
    @CsvSource({
        // only even numbers are of use to who accepts only those
        "Even, AtMost8, 10",
        "Tenth, Whole, 0.6",
        "Set, Whole, '[0,1,2]'",
    })
    void theRulesOfAnotherSchemaAreTriedWithValuesOfThisOne(String own, String rules, String value) {
        assertThat(synthesis.near(goal(own), synthesis.effective(goal(rules))))
                .extracting(JsonNode::toString)
                .contains(value);
    }

    @ParameterizedTest
    @CsvSource({
        "Narrow, 0.000005",
        "Set, '[0,1,2]'",
        "Date, '\"2025-01-01\"'",
        "Beside, 5",
        "Even, 4",
    })
    void smallestValuesNeedNoValidator(String schema, String value) {
        assertThat(synthesis.smallest(goal(schema)).map(JsonNode::toString)).hasValue(value);
    }

    @Test
    void aTextMatchesAllItsPatterns() {
        String text = synthesis.smallest(goal("Both")).orElseThrow().textValue();
        assertThat(text).matches("[a-c]c");
    }

    @Test
    void aSchemaThatIsFalseHasNoValue() {
        assertThat(synthesis.smallest(goal("Never"))).isEmpty();
    }

    @Test
    void numbersThatWouldFillTheMemoryAreLeftOut() {
        assertThat(synthesis.smallest(goal("Beyond")))
                .hasValueSatisfying(value -> assertThat(value.toString()).hasSizeLessThan(20));
    }

    @Test
    void aWayLeadsToTheGivenValueAndTheRestIsSmallest() {
        JsonPointer list = JsonPointer.compile("/components/schemas/Outer/properties/list");
        List<Level> way = List.of(new Level(goal("Outer"), "list"), new Level(SchemaSelection.of(List.of(list)), null));
        assertThat(synthesis.through(way, json("'here'"))).hasValue(json("{'id':'a','list':['here',false]}"));
        assertThat(synthesis.through(List.of(new Level(goal("Never"), "b")), json("1")))
                .isEmpty();
    }

    @Test
    void noValueIsMadeOnceTheBudgetIsUsedUp() {
        assertThat(ValueSynthesis.unchecked(DOCUMENT, steps -> false).smallest(goal("Whole")))
                .isEmpty();
    }

    /** Each level offers two ways to the next one, and the last schema allows nothing: every way has to be tried. */
    @Test
    void theStepsOfAValueThatCannotBeMadeAreCounted() {
        StringBuilder schemas = new StringBuilder("'S40': false");
        for (int i = 0; i < 40; i++) {
            String next = "'#/components/schemas/S" + (i + 1) + "'";
            schemas.append(", 'S%d': {'oneOf': [{'$ref': %s}, {'required': ['k'], 'properties': {'k': {'$ref': %s}}}]}"
                    .formatted(i, next, next));
        }
        JsonNode lattice = json("{'openapi': '3.1.0', 'components': {'schemas': {" + schemas + "}}}");
        AtomicLong left = new AtomicLong(2_000);
        ValueSynthesis bounded = ValueSynthesis.unchecked(lattice, steps -> left.addAndGet(-steps) > 0);
        assertThat(bounded.smallest(goal("S0"))).isEmpty();
        assertThat(left.get()).isBetween(-2_000L, 0L);
    }

    @Test
    void aBranchThatWasChosenIsNotChosenAgain() {
        JsonNode document = json("{'a': {'anyOf': [{'type': 'boolean'}, {'minimum': 2}]}}");
        JsonPointer union = JsonPointer.compile("/a/anyOf");
        SchemaSelection second =
                new SchemaSelection(List.of(union.appendIndex(1), JsonPointer.compile("/a")), Set.of(union));
        assertThat(ValueSynthesis.unchecked(document, steps -> true).smallest(second))
                .hasValue(json("2"));
    }
}
