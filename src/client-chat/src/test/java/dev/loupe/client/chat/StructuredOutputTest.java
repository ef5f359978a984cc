package dev.loupe.client.chat;

import static dev.loupe.client.chat.Responses.json;
import static dev.loupe.client.chat.Responses.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.client.chat.StructuredOutputException.Reason;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredOutputTest {
    enum Color {
        RED,
        GREEN
    }

    record Item(String name, int count) {}

    record Order(List<Item> items, Color color, Optional<String> note) {
        Order {
            if (items != null && items.size() > 2) {
                throw new IllegalArgumentException("at most 2 items");
            }
        }
    }

    private static final StructuredOutput<Order> ORDERS = StructuredOutput.of(Order.class);
    private static final String GOOD = "{\"items\":[{\"name\":\"pen\",\"count\":2}],\"color\":\"RED\",\"note\":null}";
    private static final Order PEN = new Order(List.of(new Item("pen", 2)), Color.RED, Optional.empty());

    private static StructuredOutputException failure(JsonNode response) {
        return catchThrowableOfType(StructuredOutputException.class, () -> ORDERS.read(response));
    }

    @Test
    void theRequestHasTheSchemaAndKeepsEverythingElse() {
        JsonNode request = ORDERS.named("order").addTo(Responses.request());
        assertThat(request.at("/response_format/type").asText()).isEqualTo("json_schema");
        assertThat(request.at("/response_format/json_schema/name").asText()).isEqualTo("order");
        assertThat(request.at("/response_format/json_schema/strict").asBoolean())
                .isTrue();
        assertThat(request.at("/response_format/json_schema/schema")).isEqualTo(ORDERS.schema());
        assertThat(request.path("temperature").decimalValue()).isEqualByComparingTo("0.1");
        assertThat(Responses.request().has("response_format")).isFalse();
    }

    @Test
    void aResponseIsAValue() {
        assertThat(ORDERS.ask(Responses.request(), request -> text(GOOD))).isEqualTo(PEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n%s\n```",
                "```\n%s\n```",
                "Here is the order:\n\n%s\n\nIs there anything else?",
                "<think>The set {a, b} is not needed.</think>%s",
                "Some {braces} first. %s",
                "A {{ %s",
                "An empty one is {} but this is it: %s",
                "\ufeff %s \n"
            })
    void proseAndFencesAroundOneObjectAreIgnored(String around) {
        assertThat(ORDERS.read(text(around.formatted(GOOD)))).isEqualTo(PEN);
    }

    @Test
    void twoObjectsThatFitAreAnError() {
        StructuredOutputException failure = failure(text("For example " + GOOD + " or " + GOOD.replace("2", "3")));
        assertThat(failure.reason()).isEqualTo(Reason.NOT_JSON);
        assertThat(failure).hasMessageContaining("2 JSON objects that fit, expected 1");
    }

    @Test
    void aWrongTypeIsNamedWithPointerExpectedAndActual() {
        StructuredOutputException failure =
                failure(text("{\"items\":[{\"name\":7,\"count\":\"2\"}],\"color\":\"BLUE\",\"extra/x\":true}"));
        assertThat(failure.reason()).isEqualTo(Reason.INVALID);
        assertThat(failure.violations())
                .containsExactly(
                        new SchemaViolation("/items/0/name", "string", "integer 7"),
                        new SchemaViolation("/items/0/count", "integer", "string \"2\""),
                        new SchemaViolation("/color", "one of [\"RED\",\"GREEN\"]", "string \"BLUE\""),
                        new SchemaViolation("/extra~1x", "no property of this name", "boolean true"));
        assertThat(failure)
                .hasMessage(
                        "the response violates the schema of Order: /items/0/name: expected string, actual integer 7;"
                                + " /items/0/count: expected integer, actual string \"2\"; /color: expected one of"
                                + " [\"RED\",\"GREEN\"], actual string \"BLUE\"; /extra~1x: expected no property of this name,"
                                + " actual boolean true");
    }

    @Test
    void aMissingPropertyIsAViolationUnlessItMayBeNull() {
        assertThat(failure(text("{\"color\":\"RED\"}")).violations())
                .containsExactly(new SchemaViolation("/items", "array", "missing"));
        assertThat(ORDERS.parse("{\"items\":[],\"color\":\"RED\"}").note()).isEmpty();
    }

    @Test
    void nullAndFractionsAreNoIntegers() {
        assertThat(failure(text(GOOD.replace("2", "null"))).violations())
                .containsExactly(new SchemaViolation("/items/0/count", "integer", "null"));
        assertThat(failure(text(GOOD.replace("2", "2.5"))).violations())
                .containsExactly(new SchemaViolation("/items/0/count", "integer", "number 2.5"));
        assertThat(ORDERS.parse(GOOD.replace("2", "2.0"))).isEqualTo(PEN);
    }

    @Test
    void aValueThatTheJavaTypeRejectsIsAViolation() {
        StructuredOutputException tooBig = failure(text(GOOD.replace("2", "3000000000")));
        assertThat(tooBig.violations().get(0).pointer()).isEqualTo("/items/0/count");
        assertThat(tooBig).hasMessageContaining("out of range of int");
        assertThat(failure(text(GOOD.replace("2", "1e999999999"))).reason()).isEqualTo(Reason.INVALID);
        String item = "{\"name\":\"a\",\"count\":1}";
        StructuredOutputException tooMany =
                failure(text("{\"items\":[" + item + "," + item + "," + item + "],\"color\":\"RED\",\"note\":null}"));
        assertThat(tooMany).hasMessageContaining("at most 2 items");
        assertThat(tooMany.violations()).hasSize(1);
    }

    @Test
    void aResponseThatIsCutIsNoValue() {
        StructuredOutputException failure = failure(text(GOOD.substring(0, 30), "length"));
        assertThat(failure.reason()).isEqualTo(Reason.TRUNCATED);
        assertThat(failure).hasMessageContaining("max_tokens");
        assertThat(failure.content()).startsWith("{\"items\"");
    }

    @Test
    void aRefusalIsNoValue() {
        JsonNode property =
                json("{'choices':[{'finish_reason':'stop','message':{'content':null,'refusal':'I cannot help.'}}]}");
        assertThat(failure(property).reason()).isEqualTo(Reason.REFUSED);
        assertThat(failure(property).content()).isEqualTo("I cannot help.");
        JsonNode part = json("{'choices':[{'message':{'content':[{'type':'refusal','refusal':'No.'}]}}]}");
        assertThat(failure(part).reason()).isEqualTo(Reason.REFUSED);
        assertThat(failure(text("", "content_filter")).reason()).isEqualTo(Reason.FILTERED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'choices':[]}",
                "{'choices':[{'message':{'content':null}}]}",
                "{'choices':[{'message':{'content':' '}}]}"
            })
    void aResponseWithoutTextIsNoValue(String response) {
        assertThat(failure(json(response)).reason()).isEqualTo(Reason.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I like pens.", "{\"items\":[", "{'items':[]}", "{{{{{{{{"})
    void textWithoutJsonIsNoValue(String content) {
        assertThat(failure(text(content)).reason()).isEqualTo(Reason.NOT_JSON);
    }

    @Test
    void jsonOfAnotherTypeIsAViolation() {
        assertThat(failure(text("[1]")).violations())
                .containsExactly(new SchemaViolation("", "object", "array with 1 item"));
        assertThat(failure(text("\"RED\""))).hasMessageContaining("(root): expected object, actual string \"RED\"");
    }

    @Test
    void aPropertyThatOccursTwiceIsNotJson() {
        assertThat(failure(text(GOOD.replace("\"note\":null", "\"color\":\"GREEN\"")))
                        .reason())
                .isEqualTo(Reason.NOT_JSON);
    }

    @Test
    void contentAsListOfPartsIsJoined() {
        JsonNode response = json("{'choices':[{'message':{'content':[{'type':'text','text':'{}'}]}}]}");
        assertThat(StructuredOutput.of(SchemaTest.Empty.class).read(response)).isEqualTo(new SchemaTest.Empty());
    }

    @Test
    void hostileTextIsReadInBoundedWork() {
        assertThat(failure(text("{\"a\":".repeat(100_000))).reason()).isEqualTo(Reason.NOT_JSON);
        String many = "{\"items\":[],\"color\":1,".concat("\"x\":1,".repeat(1)) + manyProperties(5000) + "}";
        assertThat(failure(text(many)).violations()).hasSize(100);
    }

    private static String manyProperties(int count) {
        StringBuilder properties = new StringBuilder("\"p\":0");
        for (int i = 0; i < count; i++) {
            properties.append(",\"p").append(i).append("\":0");
        }
        return properties.toString();
    }

    @Test
    void theNameOfASchemaIsChecked() {
        assertThatThrownBy(() -> ORDERS.named("my order")).hasMessageContaining("'my order'");
    }
}
