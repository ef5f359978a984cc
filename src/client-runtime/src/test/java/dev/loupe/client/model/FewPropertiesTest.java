package dev.loupe.client.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.loupe.client.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FewPropertiesTest {

    @Property(tries = 200)
    void isAMapInTheOrderOfAddition(@ForAll Random random) {
        Map<String, JsonNode> expected = new LinkedHashMap<>();
        Map<String, JsonNode> actual = new FewProperties();
        for (int i = 0; i < 40; i++) {
            String name = "p" + random.nextInt(12);
            if (random.nextInt(3) == 0) {
                assertThat(actual.remove(name)).isEqualTo(expected.remove(name));
            } else {
                assertThat(actual.put(name, IntNode.valueOf(i))).isEqualTo(expected.put(name, IntNode.valueOf(i)));
            }
            assertThat(actual).isEqualTo(expected).hasSameHashCodeAs(expected);
            assertThat(new ArrayList<>(actual.keySet())).isEqualTo(List.copyOf(expected.keySet()));
        }
        assertThat(actual.values().removeIf(value -> value.intValue() % 2 == 0))
                .isEqualTo(expected.values().removeIf(value -> value.intValue() % 2 == 0));
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void anObjectKeepsAnyNumberOfExtras() {
        StringBuilder json = new StringBuilder("{");
        for (int i = 0; i < 100; i++) {
            json.append(i == 0 ? "" : ",").append("\"p").append(i).append("\":").append(i);
        }
        String text = json.append('}').toString();
        JsonObject object = JsonCodec.parse(text, JsonObject::read);
        assertThat(object.toJson()).isEqualTo(text);
        assertThat(object.extras).isInstanceOf(LinkedHashMap.class);
    }
}
