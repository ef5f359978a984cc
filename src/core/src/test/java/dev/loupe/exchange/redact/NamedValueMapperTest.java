package dev.loupe.exchange.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class NamedValueMapperTest {
    private static JsonNode tree(String json) throws JsonProcessingException {
        return new ObjectMapper().readTree(json);
    }

    @Test
    void aTreeWithoutARenamedPropertyIsNotCopied() throws Exception {
        JsonNode tree = tree("{\"a\":1,\"b\":[{\"c\":2}]}");
        assertThat(NamedValueMapper.renamed(tree, name -> name)).isSameAs(tree);
    }

    @Test
    void aRenamedPropertyKeepsItsPositionAndTheOriginalItsName() throws Exception {
        String json = "{\"a\":1,\"b\":{\"c\":2,\"d\":[4,{\"e\":3},5]},\"e\":5,\"f\":6}";
        JsonNode tree = tree(json);
        assertThat(NamedValueMapper.renamed(tree, name -> name.equals("e") ? "x" : name))
                .hasToString("{\"a\":1,\"b\":{\"c\":2,\"d\":[4,{\"x\":3},5]},\"x\":5,\"f\":6}");
        assertThat(tree).hasToString(json);
    }

    @Test
    void ofTwoPropertiesWithOneNewNameTheLastIsKept() throws Exception {
        assertThat(NamedValueMapper.renamed(
                        tree("{\"k\":0,\"a\":1,\"b\":2,\"c\":3}"), name -> name.equals("a") ? "c" : name))
                .hasToString("{\"k\":0,\"c\":3,\"b\":2}");
    }

    @Test
    void aTokenWithALogProbabilityIsNoSecretByItsName() throws Exception {
        String generated = "token_id:9707";
        assertThat(mapped("{\"content\":[{\"token\":\"%s\",\"logprob\":-0.1}]}", generated))
                .contains(generated);
        assertThat(mapped("{\"content\":[{\"token\":\"%s\"}]}", generated)).doesNotContain(generated);
    }

    private static String mapped(String json, String value) throws JsonProcessingException {
        return NamedValueMapper.mapped(
                        tree(json.formatted(value)),
                        "",
                        (name, text) -> SecretNames.isProperty(name, text) ? "removed" : text)
                .toString();
    }
}
