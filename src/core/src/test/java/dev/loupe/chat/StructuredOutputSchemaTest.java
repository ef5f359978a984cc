package dev.loupe.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredOutputSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static StructuredOutputSchema.Validation validate(String schema, String value) {
        try {
            return StructuredOutputSchema.validate(JSON.readTree(schema), JSON.readTree(value));
        } catch (com.fasterxml.jackson.core.JsonProcessingException notJson) {
            throw new IllegalArgumentException(notJson);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"pattern\": \"(.*a){12}b\"}",
                "{\"pattern\": \"[\"}",
                "{\"pattern\": 7}",
                "{\"$ref\": \"http://example.com/s.json\"}",
                "{\"$ref\": \"#/$defs/missing\"}",
                "{\"$ref\": 5}",
                "{\"$dynamicRef\": \"#missing\"}",
                "{\"type\": 5}",
                "{\"minimum\": \"x\"}",
                "{\"multipleOf\": 0}",
                "{\"prefixItems\": 7}",
                "{\"patternProperties\": []}",
                "{\"anyOf\": [{\"type\": \"integer\"}, {\"pattern\": \"[\"}]}",
            })
    void aSchemaThatCannotBeEvaluatedIsUndecided(String schema) {
        StructuredOutputSchema.Validation validation =
                validate(schema, "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"");
        assertThat(validation.error()).isNull();
        assertThat(validation.undecided()).isNotNull();
    }

    @Test
    void aSchemaThatIsNoObjectAndANumberOfTooManyDigitsAreUndecided() {
        assertThat(validate("\"x\"", "5").undecided()).contains("the schema is");
        assertThat(validate("{\"properties\": {\"a\": 7}}", "{\"a\": 5}").undecided())
                .contains("the schema is");
        assertThat(validate("true", "5").undecided()).isNull();
        assertThat(validate("{\"maximum\": 5}", "1e9999999999999").undecided()).contains("digits");
    }

    @Test
    void anErrorOutweighsAnUndecidedKeyword() {
        StructuredOutputSchema.Validation validation = validate(
                "{\"properties\": {\"a\": {\"pattern\": \"[\"}, \"b\": {\"type\": \"integer\"}}}",
                "{\"a\": \"x\", \"b\": \"y\"}");
        assertThat(validation.error()).contains("/b is not of type");
        assertThat(validation.undecided()).isNull();
    }

    @Test
    void aValidBranchOutweighsAnUndecidedBranch() {
        String schema = "{\"anyOf\": [{\"pattern\": \"[\"}, {\"type\": \"string\"}]}";
        assertThat(validate(schema, "\"x\"")).isEqualTo(new StructuredOutputSchema.Validation(null, null));
    }

    @Test
    void aSchemaThatBranchesAtEveryLevelIsUndecided() {
        String branch = "{\"type\": \"object\", \"properties\": {\"v\": {\"$ref\": \"#\"}}}";
        String schema = "{\"anyOf\": [" + branch + ", " + branch + "]}";
        String value = "{\"v\": ".repeat(28) + "1" + "}".repeat(28);
        assertThat(validate(schema, value).undecided()).contains("steps");
    }
}
