package dev.loupe.chat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestedSchemaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private static RequestedSchema.Validation validate(String schema, String value) {
        try {
            return RequestedSchema.validate(JSON.readTree(schema), JSON.readTree(value));
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
        RequestedSchema.Validation validation = validate(schema, "\"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!\"");
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
        RequestedSchema.Validation validation = validate(
                "{\"properties\": {\"a\": {\"pattern\": \"[\"}, \"b\": {\"type\": \"integer\"}}}",
                "{\"a\": \"x\", \"b\": \"y\"}");
        assertThat(validation.error()).contains("/b is \"y\"; expected an integer");
        assertThat(validation.undecided()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'not': {'type': 'strnig'}} | 'x'",
                "{'oneOf': [{'type': 'strnig'}, {'type': 'string'}]} | 'x'",
                "{'properties': ['a'], 'additionalProperties': false} | {'a': 1}",
                "{'prefixItems': 7, 'items': false} | [1]",
                "{'type': 'object', 'nullable': 'true'} | null",
                "{'contains': true, 'minContains': -1} | []",
                "{'not': {'allOf': [{'pattern': '['}, {'not': {'pattern': '('}}]}} | 'x'",
                "{'patternProperties': {'[': {'type': 'string'}}, 'additionalProperties': false} | {'a': 1}",
            })
    void aKeywordThatIsNotEvaluatedRejectsNothing(String schema, String value) {
        RequestedSchema.Validation validation = validate(schema.replace('\'', '"'), value.replace('\'', '"'));
        assertThat(validation.error()).isNull();
        assertThat(validation.undecided()).isNotNull();
    }

    @Test
    void aKeywordThatStrictModeDoesNotGuaranteeRejectsNothingThere() {
        RequestedSchema.Validation validation = validate(
                "{\"patternProperties\": {\"^x\": {}}, \"additionalProperties\": false, \"maxProperties\": 1}",
                "{\"x1\": 1, \"x2\": 2}");
        assertThat(validation.error()).isNotNull();
        assertThat(validation.guaranteed()).isFalse();
    }

    @Test
    void aValidBranchOutweighsAnUndecidedBranch() {
        String schema = "{\"anyOf\": [{\"pattern\": \"[\"}, {\"type\": \"string\"}]}";
        assertThat(validate(schema, "\"x\"")).isEqualTo(new RequestedSchema.Validation(null, null, false));
    }

    @Test
    void aSchemaThatBranchesAtEveryLevelIsUndecided() {
        String branch = "{\"type\": \"object\", \"properties\": {\"v\": {\"$ref\": \"#\"}}}";
        String schema = "{\"anyOf\": [" + branch + ", " + branch + "]}";
        String value = "{\"v\": ".repeat(28) + "1" + "}".repeat(28);
        assertThat(validate(schema, value).undecided()).contains("steps");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'multipleOf': 5} | 7",
                "{'minLength': 2} | 'x'",
                "{'maxLength': 1} | 'xy'",
                "{'pattern': '^[A-Z]{3}$'} | 'abc'",
                "{'uniqueItems': true} | [1, 1]",
                "{'contains': {'const': 1}} | [2]",
                "{'contains': {'const': 1}, 'maxContains': 1} | [1, 1]",
                "{'minProperties': 1} | {}",
                "{'maxProperties': 1} | {'a': 1, 'b': 2}",
                "{'propertyNames': {'pattern': '^a'}} | {'b': 1}",
                "{'patternProperties': {'^n_': {'type': 'number'}}} | {'n_a': 'x'}",
                "{'additionalProperties': {'type': 'number'}} | {'a': 'x'}",
                "{'dependentRequired': {'a': ['b']}} | {'a': 1}",
                "{'dependentSchemas': {'a': {'required': ['b']}}} | {'a': 1}",
                "{'dependencies': {'a': ['b']}} | {'a': 1}",
                "{'dependencies': {'a': {'required': ['b']}}} | {'a': 1}",
                "{'if': {'required': ['a']}, 'then': {'required': ['b']}} | {'a': 1}",
                "{'if': {'required': ['a']}, 'else': {'required': ['b']}} | {}",
                "{'not': {'type': 'integer'}} | 1",
                "{'oneOf': [{'type': 'integer'}, {'minimum': 0}]} | 1",
                "{'allOf': [{'type': 'integer'}, {'minimum': 2}]} | 1",
                "{'prefixItems': [{'type': 'integer'}]} | ['x']",
                "{'items': [{'type': 'integer'}]} | ['x']",
                "{'items': [true], 'additionalItems': false} | [1, 2]",
                "{'properties': {'a': true}, 'unevaluatedProperties': false} | {'b': 1}",
                "{'minimum': 1, 'exclusiveMinimum': true} | 1",
                "{'definitions': {'n': {'type': 'number'}}, 'items': {'$ref': '#/definitions/n'}} | ['x']",
                "{'$id': 'https://example.com/s', '$schema': 'http://json-schema.org/draft-07/schema#', 'type': 'object'} | 1",
                "{'format': 'date'} | 'tomorrow'",
                "{'not': {'pattern': 'a'}} | 'a'",
            })
    void everyKeywordIsEvaluated(String schema, String value) {
        assertThat(validate(schema.replace('\'', '"'), value.replace('\'', '"')).error())
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type': 'integer'} | 3.0",
                "{'enum': [1]} | 1.0",
                "{'const': {'a': [1]}} | {'a': [1]}",
                "{'type': 'string', 'nullable': true} | null",
                "{'type': 'string', 'enum': ['a'], 'nullable': true} | null",
                "{'anyOf': [{'type': 'string'}, {'type': 'integer'}], 'nullable': true} | null",
                "{'properties': {'a': {'$ref': '#/$defs/n', 'nullable': true}}, '$defs': {'n': {'type': 'integer'}}} | {'a': null}",
                "{'multipleOf': 0.01} | 19.99",
                "{'format': 'date-time'} | '2026-01-05 10:00'",
                "{'format': 'uri'} | 'no uri'",
                "{'maxLength': 1} | '\uD83D\uDE00'",
                "{'contentEncoding': 'base64', 'unknown': 5} | 'x'",
                "{'$ref': '#/$defs/tree', '$defs': {'tree': {'properties': {'next': {'$ref': '#/$defs/tree'}}}}} | {'next': {'next': {}}}",
                "{'not': {'pattern': 'a'}} | 'b'",
                "{'title': 5, 'default': [], 'examples': 7} | 1",
            })
    void aValidValueHasNoError(String schema, String value) {
        assertThat(validate(schema.replace('\'', '"'), value.replace('\'', '"')))
                .isEqualTo(new RequestedSchema.Validation(null, null, false));
    }

    @Test
    void onlyKeywordsOfTheGuideAreGuaranteed() {
        String schema = "{\"properties\": {\"a\": {\"minLength\": 2}, \"b\": {\"type\": \"integer\"}}}";
        assertThat(validate(schema, "{\"a\": \"x\"}").guaranteed()).isFalse();
        RequestedSchema.Validation both = validate(schema, "{\"a\": \"x\", \"b\": \"y\"}");
        assertThat(both.guaranteed()).isTrue();
        assertThat(both.error()).contains("/b");
    }

    @Test
    void aResultThatAnUndecidedPatternCanChangeIsUndecided() {
        assertThat(validate("{\"not\": {\"pattern\": \"[\"}}", "\"x\"").undecided())
                .contains("cannot be parsed");
        assertThat(validate("{\"pattern\": \"^[[a]]$\"}", "\"x\"").undecided()).contains("ECMAScript");
    }

    @Test
    void aSchemaOrAValueWithoutBoundIsUndecided() {
        String deep = "[".repeat(70) + "]".repeat(70);
        assertThat(validate("{\"type\": \"string\"}", deep).undecided()).contains("levels");
        assertThat(validate("{\"allOf\": [{\"$ref\": \"#\"}]}", "1").undecided())
                .contains("cycle");
        String large = "{\"anyOf\": [" + "{\"enum\": [[]]},".repeat(20_000) + "{}]}";
        assertThat(validate(large, "1").undecided()).contains("objects and arrays");
    }
}
