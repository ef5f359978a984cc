package dev.loupe.openapi.values;

import static dev.loupe.openapi.schema.ContractSchemas.Reading.CORRECTED;
import static dev.loupe.openapi.schema.ContractSchemas.Reading.PUBLISHED;
import static dev.loupe.openapi.schema.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ValueSynthesisTest {
    private static final ContractSchemas GEMMA3 =
            ContractSchemas.of(Contracts.named("gemma-3").orElseThrow());
    private static final String REQUEST = "/components/schemas/Gemma3Request";

    static Stream<Contract> contracts() {
        return Contracts.bundled().stream();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyComponentHasASmallestValueAndItIsValid(Contract contract) {
        ContractSchemas schemas = ContractSchemas.of(contract);
        for (ContractSchemas.Reading reading : ContractSchemas.Reading.values()) {
            JsonNode document = reading == PUBLISHED ? contract.published() : contract.corrected();
            document.at("/components/schemas").fieldNames().forEachRemaining(name -> {
                JsonPointer at = JsonPointer.compile("/components/schemas").appendProperty(name);
                assertThat(ValueSynthesis.of(schemas, reading).smallest(at))
                        .as("%s %s", reading, name)
                        .hasValueSatisfying(value ->
                                assertThat(schemas.at(reading, at, value)).isEmpty());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everySampleMatchesItsKind(Contract contract) {
        ContractSchemas schemas = ContractSchemas.of(contract);
        contract.corrected().at("/components/schemas").fieldNames().forEachRemaining(name -> {
            JsonPointer at = JsonPointer.compile("/components/schemas").appendProperty(name);
            List<SampleValue> samples = Mutations.of(schemas, CORRECTED).of(at);
            assertThat(samples).as(name).anyMatch(sample -> sample.kind() == SampleValue.Kind.VALID);
            assertThat(samples).allSatisfy(sample -> {
                assertThat(schemas.at(CORRECTED, at, sample.value()).isEmpty())
                        .as("%s %s", name, sample)
                        .isEqualTo(sample.kind() != SampleValue.Kind.INVALID);
                assertThat(sample.kind() == SampleValue.Kind.UNDECLARED)
                        .isEqualTo(sample.kind() != SampleValue.Kind.INVALID
                                && sample.value().has(ValueSynthesis.UNKNOWN));
            });
        });
    }

    @Test
    void smallestRequestHasOneShortMessage() {
        assertThat(ValueSynthesis.of(GEMMA3, CORRECTED).smallest(JsonPointer.compile(REQUEST)))
                .hasValue(json("{'model':'google/gemma-3-4b-it','messages':[{'role':'assistant'}]}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "temperature | 0, 0.0001, 1, 1.9999, 2 | -0.0001, 2.0001, '0.7', true, {}, [], null",
                "top_p | 0.01, 0.0101, 0.505, 0.9999, 1 | 0.0099, 1.0001, 7, '0.7', true, {}, [], null",
                "min_p | 0.001, 0.0011, 0.5, 0.9989, 0.999 | 0.0009, 0.9991, 7, '0.7', true, {}, [], null",
                "max_tokens | 1, 2 | 0, 1.5, '0.7', true, {}, [], null",
                "top_k | 0, 1 | -1, 0.5, '0.7', true, {}, [], null",
                "frequency_penalty | -2, -1.9999, 0, 1.9999, 2, null | -2.0001, 2.0001, 7, '0.7', true, {}, []",
                "stream | false, true | '0.7', 7, {}, [], null",
                "messages | [{'role':'assistant'}] | [], '0.7', 7, true, {}, null",
            })
    void everyRuleOfAParameterIsTriedOnBothSides(String parameter, String inside, String outside) {
        List<SampleValue> samples =
                Mutations.of(GEMMA3, CORRECTED).of(JsonPointer.compile(REQUEST + "/properties/" + parameter));
        assertThat(values(samples, SampleValue.Kind.VALID)).contains(values(inside));
        assertThat(values(samples, SampleValue.Kind.INVALID)).contains(values(outside));
    }

    private static String[] values(List<SampleValue> samples, SampleValue.Kind kind) {
        return samples.stream()
                .filter(sample -> sample.kind() == kind)
                .map(sample -> sample.value().toString())
                .toArray(String[]::new);
    }

    private static String[] values(String list) {
        return Stream.of(list.split(", ")).map(text -> json(text).toString()).toArray(String[]::new);
    }

    @Test
    void stopIsTriedWithOneToFiveTextsAndNull() {
        List<SampleValue> samples = Mutations.of(GEMMA3, CORRECTED).of(JsonPointer.compile("/components/schemas/Stop"));
        assertThat(values(samples, SampleValue.Kind.VALID))
                .contains("\"a\"", "null", "[\"a\"]", "[\"a\",\"a\",\"a\",\"a\"]");
        assertThat(values(samples, SampleValue.Kind.INVALID))
                .contains("[\"a\",\"a\",\"a\",\"a\",\"a\"]", "[]", "7", "{}");
        assertThat(samples)
                .filteredOn(sample -> sample.value().size() == 5)
                .singleElement()
                .satisfies(sample -> {
                    assertThat(sample.rule()).isEqualTo("maxItems 4");
                    assertThat(sample.schemaAt())
                            .isEqualTo(JsonPointer.compile("/components/schemas/Stop/anyOf/1/maxItems"));
                });
    }

    @Test
    void requiredPropertiesAndEnumsAreViolatedOneAtATime() {
        List<SampleValue> part =
                Mutations.of(GEMMA3, CORRECTED).of(JsonPointer.compile("/components/schemas/ImageUrl"));
        assertThat(values(part, SampleValue.Kind.INVALID)).contains("{}");
        List<SampleValue> model =
                Mutations.of(GEMMA3, CORRECTED).of(JsonPointer.compile("/components/schemas/Gemma3Model"));
        assertThat(values(model, SampleValue.Kind.VALID))
                .contains("\"google/gemma-3-4b-it\"", "\"google/gemma-3-12b-it\"");
        assertThat(values(model, SampleValue.Kind.INVALID)).contains("\"google/gemma-3-4b-it-unknown\"");
    }

    @Test
    void unknownPropertyIsInvalidOnlyWhereTheObjectIsClosed() {
        ContractSchemas gemma27 =
                ContractSchemas.of(Contracts.named("gemma-3-27b").orElseThrow());
        Predicate<SampleValue> unknown = sample -> sample.value().has(ValueSynthesis.UNKNOWN);
        assertThat(Mutations.of(gemma27, CORRECTED).of(JsonPointer.compile("/components/schemas/SystemMessage")))
                .filteredOn(unknown)
                .extracting(SampleValue::kind)
                .containsOnly(SampleValue.Kind.INVALID);
        assertThat(Mutations.of(gemma27, CORRECTED).of(JsonPointer.compile("/components/schemas/UserMessage")))
                .filteredOn(unknown)
                .extracting(SampleValue::kind)
                .containsOnly(SampleValue.Kind.UNDECLARED);
    }

    @Test
    void schemasWithoutAnyValueOrWithoutAnEndHaveNone() {
        assertThat(smallest("{'type':'object','required':['t'],'properties':{'t':{'$ref':'#/components/schemas/X'}}}"))
                .isNull();
        assertThat(smallest("{'type':'integer','minimum':2,'maximum':1}")).isNull();
        assertThat(smallest(
                        "{'anyOf':[{'type':'object','required':['t'],'properties':{'t':{'$ref':'#/components/schemas/X'}}},"
                                + "{'type':'boolean'}]}"))
                .isEqualTo(json("false"));
    }

    @Test
    void textsOfSimplePatternsAreMade() {
        assertThat(smallest("{'type':'string','pattern':'^[a-z]{3}-\\\\d+$'}")).isEqualTo(json("'aaa-0'"));
        assertThat(smallest("{'type':'integer','minimum':3,'exclusiveMinimum':true,'multipleOf':5}"))
                .hasToString("5");
        assertThat(smallest("{'allOf':[{'type':'number','minimum':0.5},{'maximum':0.75}]}"))
                .hasToString("0.5");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a net, no measure
    void schemasThatFanOutAreGivenUpOn() {
        StringBuilder components = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            String next = "{'$ref':'#/components/schemas/F" + (i + 1) + "'}";
            components.append(",'F" + i + "':{'type':'object','required':['a','b'],'properties':{'a':" + next + ",'b':"
                    + next + "}}");
        }
        String document = document("{'$ref':'#/components/schemas/F0'}", components + ",'F40':{'type':'string'}");
        ContractSchemas schemas = ContractSchemas.of(Contracts.load(document, "test.json"));
        assertThat(ValueSynthesis.of(schemas, PUBLISHED).smallest(JsonPointer.compile("/components/schemas/X")))
                .isEmpty();
    }

    private static @Nullable JsonNode smallest(String schema) {
        ContractSchemas schemas = ContractSchemas.of(Contracts.load(document(schema, ""), "test.json"));
        return ValueSynthesis.of(schemas, PUBLISHED)
                .smallest(JsonPointer.compile("/components/schemas/X"))
                .orElse(null);
    }

    private static String document(String schema, String more) {
        return ("{'openapi':'3.0.3','paths':{},'components':{'schemas':{'X':" + schema + more + "}}}")
                .replace('\'', '"');
    }
}
