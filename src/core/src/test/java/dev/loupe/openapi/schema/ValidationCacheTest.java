package dev.loupe.openapi.schema;

import static dev.loupe.openapi.schema.Json.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.values.ValueSynthesis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ValidationCacheTest {
    /** Few, so that many values have one outline, and such that each keyword below holds for some and not for others. */
    private static final String[] ODD = {
        "null",
        "true",
        "0",
        "1",
        "7",
        "9000000000000",
        "1.0",
        "1.5",
        "''",
        "'a'",
        "'bb'",
        "'t'",
        "'i'",
        "'1:a'",
        "[]",
        "{}",
        "['a']",
        "['a','a']",
        "['a','b']",
        "[1,1]",
        "[1,2]",
        "{'a':'a'}",
        "{'a':'b'}",
        "{'a':1,'b':'a'}",
        "{'b':2}",
        "{'a':{'a':'a'}}",
        "{'a':{'a':'b','b':['a',1]}}",
    };

    private static final String[] KEYWORDS = {
        "'type':'string'",
        "'type':['integer','null']",
        "'type':'object'",
        "'enum':['a',1,{'a':'a'}]",
        "'const':'a'",
        "'const':['a']",
        "'pattern':'a'",
        "'minLength':2",
        "'maxLength':1",
        "'minimum':2",
        "'maximum':6",
        "'exclusiveMinimum':1",
        "'multipleOf':7",
        "'uniqueItems':true",
        "'minItems':2",
        "'maxItems':1",
        "'required':['b']",
        "'not':{'const':'b'}",
        "'items':S",
        "'properties':{'a':S}",
        "'properties':{'a':S,'b':S}",
        "'additionalProperties':S",
        "'additionalProperties':false",
        "'patternProperties':{'a':S}",
        "'anyOf':[S,S]",
        "'oneOf':[S,S]",
        "'allOf':[S,S]",
        "'contains':S",
        "'if':S,'then':S",
        "'propertyNames':S",
        "'prefixItems':[S]",
        "'unevaluatedProperties':false",
        "'dependentRequired':{'a':['b']}",
        "'$ref':'#/components/schemas/Other'",
        "'nullable':true",
        "'description':'a'",
    };

    @Property(tries = 150)
    void aCachedResultEqualsAFreshOne(@ForAll long seed) {
        Random random = new Random(seed);
        JsonNode document = json("{'openapi':'3.1.0','components':{'schemas':{'One':" + schema(random, 4) + ",'Other':"
                + schema(random, 1).replace("$ref", "x-ref") + "}}}");
        CompiledSchemas schemas = new CompiledSchemas(document);
        JsonPointer at = JsonPointer.compile("/components/schemas/One");
        for (int i = 0; i < 150; i++) {
            JsonNode value = odd(random);
            for (int change = random.nextInt(4); change > 0; change--) {
                value = changed(value, random);
            }
            assertThat(schemas.validate(at, value))
                    .as("%s under %s", value, document)
                    .isEqualTo(schemas.validateAfresh(at, value));
        }
    }

    @Property(tries = 10)
    void theBundledContractsSayOfAnyMessageWhatTheyWouldSayAfresh(@ForAll long seed) {
        Random random = new Random(seed);
        for (Contract contract : Contracts.bundled()) {
            JsonNode document = random.nextBoolean() ? contract.published() : contract.corrected();
            CompiledSchemas schemas = new CompiledSchemas(document);
            ValueSynthesis synthesis = new ValueSynthesis(schemas);
            for (String name : document.at("/components/schemas").properties().stream()
                    .map(Map.Entry::getKey)
                    .toList()) {
                JsonPointer at = JsonPointer.compile("/components/schemas").appendProperty(name);
                JsonNode smallest = synthesis.smallest(at).orElseThrow();
                for (int i = 0; i < 6; i++) {
                    JsonNode value = smallest;
                    for (int change = random.nextInt(3); change > 0; change--) {
                        value = changed(value, random);
                    }
                    assertThat(schemas.validate(at, value))
                            .as("%s under %s of %s", value, name, contract.name())
                            .isEqualTo(schemas.validateAfresh(at, value));
                }
            }
        }
    }

    @Test
    void chunksThatDifferInWhatNoSchemaLooksAtHaveOneOutline() {
        Contract gemma = Contracts.named("gemma-3").orElseThrow();
        ValidationCacheKey outlines = new ValidationCacheKey(JsonSchemaConversion.of(gemma.published()));
        JsonPointer chunk = ContractSchemas.of(gemma)
                .responseSchema(
                        ContractSchemas.Reading.PUBLISHED, "POST", "/v1/chat/completions", 200, "text/event-stream")
                .orElseThrow();
        String one = outlines.of(chunk, chunk("'c-1'", 17, "'Hel'", "null"));

        assertThat(outlines.of(chunk, chunk("'c-2'", 18, "'lo'", "null"))).isEqualTo(one);
        assertThat(outlines.of(chunk, chunk("'c-1'", 17, "null", "null"))).isNotEqualTo(one);
        assertThat(outlines.of(chunk, chunk("'c-1'", 17, "'Hel'", "'stop'"))).isNotEqualTo(one);
        assertThat(outlines.of(chunk, chunk("'c-1'", 17, "'Hel'", "'halt'")))
                .isNotEqualTo(outlines.of(chunk, chunk("'c-1'", 17, "'Hel'", "'stop'")));
    }

    private static JsonNode chunk(String id, int created, String content, String reason) {
        return json("{'id':" + id + ",'created':" + created + ",'object':'chat.completion.chunk','choices':[{'index':0,"
                + "'delta':{'content':" + content + "},'finish_reason':" + reason + "}]}");
    }

    private static String schema(Random random, int depth) {
        List<String> keywords = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String keyword = KEYWORDS[random.nextInt(KEYWORDS.length)];
            String name = keyword.substring(0, keyword.indexOf(':'));
            boolean inner = keyword.contains("S");
            if (keywords.stream().noneMatch(other -> other.startsWith(name)) && (depth > 0 || !inner)) {
                keywords.add(inner ? filled(keyword, random, depth) : keyword);
            }
        }
        return "{" + String.join(",", keywords) + "}";
    }

    private static String filled(String keyword, Random random, int depth) {
        StringBuilder filled = new StringBuilder();
        for (String part : keyword.split("(?<=[:\\[,])(?=S)", -1)) {
            filled.append(part.startsWith("S") ? schema(random, depth - 1) + part.substring(1) : part);
        }
        return filled.toString();
    }

    private static JsonNode odd(Random random) {
        return json(ODD[random.nextInt(ODD.length)]);
    }

    /** One place of the value is another thing, or gone. */
    private static JsonNode changed(JsonNode value, Random random) {
        JsonNode copy = value.deepCopy();
        List<Runnable> places = new ArrayList<>();
        collect(copy, random, places);
        if (places.isEmpty()) {
            return odd(random);
        }
        places.get(random.nextInt(places.size())).run();
        return copy;
    }

    private static void collect(JsonNode node, Random random, List<Runnable> places) {
        if (node instanceof ObjectNode object) {
            places.add(() -> object.set("b", odd(random)));
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                places.add(() -> object.set(member.getKey(), odd(random)));
                places.add(() -> object.remove(member.getKey()));
                collect(member.getValue(), random, places);
            }
        } else if (node instanceof ArrayNode array) {
            places.add(() -> array.add(odd(random)));
            for (int i = 0; i < array.size(); i++) {
                int item = i;
                places.add(() -> array.set(item, odd(random)));
                collect(array.get(i), random, places);
            }
        }
    }
}
