package dev.loupe.serve.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.loupe.serve.Endpoint;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleInstancesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "true",
                "{\"type\":\"object\"}",
                "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"string\"}}}",
                "{\"type\":\"object\",\"required\":[\"a\"]}",
                "{\"type\":\"object\",\"additionalProperties\":false,\"properties\":{\"a\":{\"pattern\":\"^x\",\"type\":\"string\"}}}",
                "{\"type\":\"array\",\"minItems\":3,\"items\":{\"type\":\"integer\",\"minimum\":5,\"maximum\":5}}",
                "{\"type\":\"array\",\"maxItems\":0,\"items\":{\"type\":\"integer\"}}",
                "{\"type\":\"number\",\"exclusiveMinimum\":0,\"exclusiveMaximum\":1}",
                "{\"type\":\"integer\",\"exclusiveMinimum\":1,\"multipleOf\":7}",
                "{\"type\":\"integer\",\"minimum\":-9,\"maximum\":-4,\"multipleOf\":5}",
                "{\"type\":\"number\",\"multipleOf\":0.25,\"minimum\":1.1}",
                "{\"type\":\"string\",\"minLength\":40}",
                "{\"type\":\"string\",\"maxLength\":2}",
                "{\"type\":\"string\",\"format\":\"date-time\"}",
                "{\"type\":[\"null\",\"string\"]}",
                "{\"const\":{\"a\":[1]}}",
                "{\"enum\":[null,1]}",
                "{\"anyOf\":[{\"type\":\"string\",\"pattern\":\"x\"},{\"type\":\"boolean\"}]}",
                "{\"oneOf\":[{\"type\":\"string\"},{\"type\":\"null\"}]}",
                "{\"allOf\":[{\"properties\":{\"a\":{\"type\":\"null\"}},\"required\":[\"a\"]},{\"properties\":{\"b\":{\"type\":\"integer\"}}}]}",
                "{\"$ref\":\"#/$defs/a\",\"$defs\":{\"a\":{\"type\":\"integer\"}}}",
                "{\"type\":\"object\",\"properties\":{\"next\":{\"$ref\":\"#\"},\"value\":{\"type\":\"string\"}},\"required\":[\"value\"]}"
            })
    void anInstanceIsValid(String schema) {
        JsonNode instance = SampleInstances.of(Endpoint.json(schema)).orElseThrow();
        List<Error> errors = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Endpoint.json(schema))
                .validate(instance);

        assertThat(errors).as(instance.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "false",
                "{\"type\":\"string\",\"pattern\":\"^(a+)+$\"}",
                "{\"not\":{}}",
                "{\"$ref\":\"https://example.com/schema.json\"}",
                "{\"$ref\":\"#/nowhere\"}",
                "{\"$ref\":\"#\"}",
                "{\"enum\":[]}",
                "{\"type\":\"integer\",\"minimum\":2,\"maximum\":1}",
                "{\"type\":\"integer\",\"minimum\":1.2,\"maximum\":1.8}",
                "{\"type\":\"integer\",\"minimum\":1e999999999}",
                "{\"type\":\"integer\",\"multipleOf\":1e-999999999}",
                "{\"type\":\"array\",\"minItems\":1000000000}",
                "{\"type\":\"string\",\"minLength\":1000000000}",
                "{\"type\":\"string\",\"maxLength\":-1}",
                "{\"$ref\":\"#no-pointer\"}",
                "{\"type\":\"surprise\"}"
            })
    void whatCannotBePromisedIsDeclined(String schema) {
        assertThat(SampleInstances.of(Endpoint.json(schema))).isEmpty();
    }
}
