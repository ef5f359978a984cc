package dev.loupe.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class CollidingValuesTest {
    @Test
    void anArrayWithManyDifferentValuesOfOneHashCodeIsFound() {
        assertThat(find(CollidingValues.MOST, CollidingValuesTest::text)).isNull();
        assertThat(find(CollidingValues.MOST + 1, CollidingValuesTest::text)).isEqualTo(JsonPointer.compile("/0/a"));
    }

    @Test
    void numbersThatAreEqualAsDoubleHaveOneHashCode() {
        IntFunction<JsonNode> number = i -> DecimalNode.valueOf(new BigDecimal("0.1" + "0".repeat(20) + i + "1"));
        assertThat(find(CollidingValues.MOST, number)).isNull();
        assertThat(find(CollidingValues.MOST + 1, number)).isEqualTo(JsonPointer.compile("/0/a"));
    }

    @Test
    void equalValuesAreOne() {
        assertThat(find(5 * CollidingValues.MOST, i -> text(i % 2))).isNull();
        assertThat(find(2 * CollidingValues.MOST, i -> text(i % CollidingValues.MOST)))
                .isNull();
        assertThat(find(5 * CollidingValues.MOST, IntNode::valueOf)).isNull();
    }

    /** "Aa" and "BB" have the same hash code, and so have words of the same number of them. */
    private static TextNode text(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < Integer.SIZE / 2; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return TextNode.valueOf(text.toString());
    }

    private static JsonPointer find(int size, IntFunction<JsonNode> value) {
        var array = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < size; i++) {
            array.add(value.apply(i));
        }
        return CollidingValues.find(JsonNodeFactory.instance
                .arrayNode()
                .add(JsonNodeFactory.instance.objectNode().set("a", array)));
    }
}
