package dev.loupe.openapi.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ContractException;
import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A contract may be written so that no validation against it ends; the validator states that instead of running. */
final class SchemaComplexityTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonPointer FIRST = JsonPointer.compile("/components/schemas/S0");

    private static ObjectNode document() {
        ObjectNode document = JSON.createObjectNode().put("openapi", "3.1.0");
        document.withObject("/components/schemas");
        return document;
    }

    private static ObjectNode schema(ObjectNode document, int number) {
        return document.withObject("/components/schemas/S" + number);
    }

    private static String reference(int number) {
        return "#/components/schemas/S" + number;
    }

    /** Each level refers twice to the next one. */
    private static ObjectNode lattice(int levels) {
        ObjectNode document = document();
        for (int i = 0; i < levels; i++) {
            schema(document, i).withArray("allOf").addObject().put("$ref", reference(i + 1));
            schema(document, i).withArray("allOf").addObject().put("$ref", reference(i + 1));
        }
        schema(document, levels).put("type", "string");
        return document;
    }

    private static boolean accepts(JsonNode document, JsonNode value) {
        return new CompiledSchemas(document).validate(FIRST, value).isEmpty();
    }

    @Test
    void stepsThatDoubleAtEachLevelAreUndecided() {
        JsonNode text = JSON.getNodeFactory().textNode("a");
        assertThat(accepts(lattice(8), text)).isTrue();
        assertThatThrownBy(() -> accepts(lattice(40), text))
                .isInstanceOf(BoundedPattern.Undecided.class)
                .hasMessageContaining("too complex");
    }

    /** One whose evaluation doubles with each character, and one that is too long to be compiled. */
    private static Stream<String> uncertainPatterns() {
        return Stream.of("^(a+)+$", "x".repeat(100_001));
    }

    @ParameterizedTest
    @MethodSource("uncertainPatterns")
    void aValueThatOnlyAnUndecidedPatternAcceptsIsUndecided(String pattern) {
        ObjectNode document = document();
        schema(document, 0).put("maxLength", 5_001).put("pattern", pattern);
        JsonNode text = JSON.getNodeFactory().textNode("a".repeat(5_000) + "!");
        assertThatThrownBy(() -> accepts(document, text))
                .isInstanceOf(BoundedPattern.Undecided.class)
                .hasMessageContaining("the pattern ");
        assertThat(accepts(document, JSON.getNodeFactory().textNode("b".repeat(5_002))))
                .as("another keyword decides")
                .isFalse();
        assertThat(accepts(document, JSON.getNodeFactory().numberNode(1)))
                .as("no text")
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("uncertainPatterns")
    void anUndecidedPatternBelowNotIsNoViolation(String pattern) {
        ObjectNode document = document();
        schema(document, 0).putObject("not").put("pattern", pattern);
        JsonNode text = JSON.getNodeFactory().textNode("a".repeat(5_000) + "!");
        assertThatThrownBy(() -> accepts(document, text)).isInstanceOf(BoundedPattern.Undecided.class);
    }

    @Test
    void aSchemaOfTooManyPartsIsNotCompiled() {
        ObjectNode document = document();
        ObjectNode properties = schema(document, 0).withObject("/properties");
        for (int i = 0; i < 50_001; i++) {
            properties.putObject("p" + i);
        }
        assertThatThrownBy(() -> accepts(document, JSON.createObjectNode()))
                .isInstanceOf(BoundedPattern.Undecided.class)
                .hasMessageContaining("50000");
    }

    @Test
    void decimalsThatAreEqualAsDoubleAreNotCompared() {
        ObjectNode document = document();
        schema(document, 0).put("uniqueItems", true);
        ArrayNode decimals = JSON.createArrayNode();
        for (int i = 0; i < 1_200; i++) {
            decimals.add(new BigDecimal("0.1111111111111111111111" + (10_000 + i)));
        }
        assertThatThrownBy(() -> accepts(document, decimals))
                .isInstanceOf(BoundedPattern.Undecided.class)
                .hasMessageContaining("same hash code");
    }

    @Test
    void aLongValueMayTakeMoreSteps() {
        ObjectNode document = document();
        schema(document, 0).put("type", "array").withObject("/items").put("$ref", reference(1));
        schema(document, 1).withArray("anyOf").addObject().put("$ref", reference(2));
        schema(document, 2).put("type", "integer");
        JsonNode list = JSON.valueToTree(new int[30_000]);
        assertThat(accepts(document, list)).isTrue();
    }

    @Test
    void aPropertyThatIsNoSchemaIsAnErrorOfTheContract() {
        ObjectNode document = document();
        schema(document, 0).withObject("/properties").put("model", "plain");
        assertThatThrownBy(() -> accepts(document, JSON.createObjectNode().put("model", "a")))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("must be object or boolean");
    }
}
