package dev.loupe.gemma.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.model.ApiObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read is written back, whatever it was. */
class RoundTripTest {

    static List<String> objects() {
        return ContractDocument.objects();
    }

    static List<String> enums() {
        return ContractDocument.enums();
    }

    @Test
    void theContractHasObjectsAndEnums() {
        assertThat(objects()).contains("ChatCompletionChunk", "Gemma3nRequest", "ImagePart");
        assertThat(enums()).contains("FinishReason", "Gemma3Model");
    }

    @ParameterizedTest
    @MethodSource("objects")
    void everyPropertyAndEveryBranchIsReadBack(String component) {
        for (JsonNode instance : ContractDocument.samples(component)) {
            ApiObject value = (ApiObject) ContractDocument.read(component, instance.toString());

            assertThat(ContractDocument.json(value.toJson())).isEqualTo(instance);
            assertThat(value.extras().keySet())
                    .as("only properties of any type and null are extras: " + instance)
                    .isSubsetOf(untyped(component, instance));
            assertThat(value.validate()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("objects")
    void jacksonReadsAndWritesTheSame(String component) throws IOException {
        for (JsonNode instance : ContractDocument.samples(component)) {
            Object value = ContractDocument.MAPPER.readValue(instance.toString(), ContractDocument.type(component));

            assertThat(value).isEqualTo(ContractDocument.read(component, instance.toString()));
            assertThat(ContractDocument.MAPPER.readTree(ContractDocument.MAPPER.writeValueAsString(value)))
                    .isEqualTo(instance);
        }
    }

    @ParameterizedTest
    @MethodSource("objects")
    void unknownPropertiesAreKeptAtEveryDepth(String component) {
        for (JsonNode instance : ContractDocument.samples(component)) {
            List<String> extras = untyped(component, instance);
            extras.add("x_unknown");
            addUnknown(instance, ContractDocument.component(component));
            ApiObject value = (ApiObject) ContractDocument.read(component, instance.toString());

            assertThat(ContractDocument.json(value.toJson())).isEqualTo(instance);
            assertThat(value.extras()).containsOnlyKeys(extras);
        }
    }

    @ParameterizedTest
    @MethodSource("objects")
    void aPropertyThatIsNullAbsentOrOfAnotherTypeIsReadBackAsThat(String component) {
        ObjectNode whole = (ObjectNode) ContractDocument.samples(component).get(0);
        for (String member :
                List.copyOf(whole.properties().stream().map(Map.Entry::getKey).toList())) {
            ObjectNode absent = whole.deepCopy();
            absent.remove(member);
            ApiObject without = (ApiObject) ContractDocument.read(component, absent.toString());
            assertThat(ContractDocument.json(without.toJson())).isEqualTo(absent);
            assertThat(without.isNull(member)).isFalse();

            ObjectNode empty = whole.deepCopy();
            empty.putNull(member);
            ApiObject withNull = (ApiObject) ContractDocument.read(component, empty.toString());
            assertThat(ContractDocument.json(withNull.toJson())).isEqualTo(empty);
            assertThat(withNull.isNull(member)).isTrue();
            assertThat(withNull).isNotEqualTo(without);

            for (String odd : List.of(
                    "true", "\"odd\"", "7", "7.5", "1e400", "{\"odd\":1}", "[1]", "[]", "99999999999999999999")) {
                ObjectNode strange = whole.deepCopy();
                strange.set(member, ContractDocument.json(odd));
                ApiObject withOdd = (ApiObject) ContractDocument.read(component, strange.toString());
                String type = ContractDocument.component(component)
                        .at("/properties")
                        .path(member)
                        .path("type")
                        .asText();
                boolean rounded = (odd.equals("7.5") && type.equals("integer"))
                        || (odd.startsWith("999") && type.equals("number")); // a double has 15 digits
                if (!rounded) {
                    assertThat(ContractDocument.json(withOdd.toJson())).isEqualTo(strange);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("enums")
    void knownAndUnknownValuesOfAnEnumAreKept(String component) throws IOException {
        Class<?> type = ContractDocument.type(component);
        for (JsonNode value : ContractDocument.component(component).get("enum")) {
            if (value.isNull()) {
                continue;
            }
            Object known = ContractDocument.MAPPER.treeToValue(value, type);
            assertThat(known).hasToString(value.asText()).isSameAs(ContractDocument.MAPPER.treeToValue(value, type));
            assertThat(ContractDocument.MAPPER.<JsonNode>valueToTree(known)).isEqualTo(value);
            assertThat(known).hasFieldOrPropertyWithValue("known", true);
        }
        for (String odd : List.of("", "end_turn", "\u0130")) {
            Object unknown = ContractDocument.MAPPER.convertValue(odd, type);
            assertThat(unknown).hasToString(odd).isEqualTo(ContractDocument.MAPPER.convertValue(odd, type));
            assertThat(unknown).hasFieldOrPropertyWithValue("known", false);
        }
    }

    @Test
    void aTextOfAnyLengthComesBack() throws IOException {
        // Jackson's buffers hold 1000, 2000, 4000 and 8000 characters
        for (int length = 990; length < 8100; length += length % 1000 < 990 ? 980 : 1) {
            ChatCompletionMessage message = ChatCompletionMessage.builder()
                    .content("a".repeat(length) + "\uD83D\uDE00\u00e9\n\"" + "b".repeat(1000))
                    .build();

            assertThat(ContractDocument.MAPPER.readValue(
                            ContractDocument.MAPPER.writeValueAsBytes(message), ChatCompletionMessage.class))
                    .isEqualTo(message);
            assertThat(ChatCompletionMessage.fromJson(message.toJson())).isEqualTo(message);
        }
    }

    @Test
    void extrasCanBeAddedAfterTheLastOneWasReplacedByAValue() {
        ChunkDelta delta = ChunkDelta.builder()
                .extra("content", null)
                .extra("refusal", null)
                .content("yes")
                .refusal("no")
                .extra("one", 1)
                .extra("two", 2)
                .build();

        assertThat(delta.toJson()).isEqualTo("{\"content\":\"yes\",\"refusal\":\"no\",\"one\":1,\"two\":2}");
    }

    /** The properties of an instance that have no type of their own. */
    private static List<String> untyped(String component, JsonNode instance) {
        List<String> names = new ArrayList<>();
        instance.properties().forEach(property -> {
            JsonNode schema = ContractDocument.resolve(
                    ContractDocument.component(component).path("properties").path(property.getKey()));
            boolean free = schema.path("type").asText().equals("object")
                    && !schema.has("properties")
                    && !schema.path("additionalProperties").has("type");
            if (free || property.getValue().isNull()) {
                names.add(property.getKey());
            }
        });
        return names;
    }

    private static void addUnknown(JsonNode value, JsonNode schema) {
        JsonNode resolved = ContractDocument.resolve(schema);
        value.properties().forEach(member -> {
            JsonNode inner = resolved.at("/properties").path(member.getKey());
            if (ContractDocument.resolve(inner).has("properties")) {
                addUnknown(member.getValue(), inner);
            }
            JsonNode items = ContractDocument.resolve(inner).path("items");
            if (ContractDocument.resolve(items).has("properties")) {
                member.getValue().forEach(item -> addUnknown(item, items));
            }
        });
        ((ObjectNode) value).set("x_unknown", ContractDocument.json("{\"native\": [1.10, {\"a\": null}]}"));
    }
}
