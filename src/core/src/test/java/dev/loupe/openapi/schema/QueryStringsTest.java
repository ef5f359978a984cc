package dev.loupe.openapi.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code querystring} parameter of OpenAPI 3.2, against the query of a recorded URL. */
class QueryStringsTest {
    private static final String NONE = "not described";
    private static final String FORM = "application/x-www-form-urlencoded: {schema: {type: object, required: [seed],"
            + " additionalProperties: false, properties: {seed: {type: integer, maximum: 9}, dry: {type: boolean},"
            + " name: {type: string, maxLength: 8}, tags: {type: array, maxItems: 2, items: {type: integer}},"
            + " either: {oneOf: [{type: string, minLength: 4}, {type: integer}]}}}}";

    private static String violations(String version, String parameter, String query) {
        ContractSchemas schemas = ContractSchemas.of(Contracts.load(
                "openapi: " + version + "\ninfo: {title: t, version: '1'}\npaths: {/x: {parameters: [" + parameter
                        + "], post: {responses: {}}}}\n",
                "x.yaml"));
        return schemas.querystring(Reading.PUBLISHED, "POST", "https://example.com/v1/x" + query)
                .map(found -> String.join(
                        ", ",
                        found.stream()
                                .map(each -> each.at() + " " + each.keyword())
                                .toList()))
                .orElse(NONE);
    }

    private static String parameter(String content) {
        return "{name: q, in: querystring, content: {" + content + "}}";
    }

    @ParameterizedTest
    @CsvSource({
        "?seed=9&dry=true&name=12, ''",
        "?seed=10, /?/seed maximum",
        "?seed=x, /?/seed type",
        "?dry=yes, '/?/dry type, /?/seed required'",
        "?seed=1&more=2, /?/more additionalProperties",
        "?seed=1&name=a%20long+name, /?/name maxLength",
        "?seed=1&name=%C3%A9t%C3%A9, ''",
        "?seed=1&tags=1, ''",
        "?seed=1&tags=1&tags=2, ''",
        "?seed=1&tags=1&tags=2&tags=3, /?/tags maxItems",
        "?seed=1&either=1, ''",
        "?seed=1&either=long, ''",
        "?seed=1#part, ''",
        "?seed=${KEY}, ''",
        "?seed=%GG, not described",
        "'', not described",
        "#?seed=x, not described"
    })
    void theTextOfAFormValueIsReadByItsSchema(String query, String expected) {
        assertThat(violations("3.2.0", parameter(FORM), query)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"?%7B%22n%22%3A1%7D, ''", "?%7B%22n%22%3A%22+%22%7D, /?/n type", "?n=1, not described"})
    void theWholeQueryMayBeJson(String query, String expected) {
        String content = "application/json: {schema: {type: object, properties: {n: {type: integer}}}}";
        assertThat(violations("3.2.0", parameter(content), query)).isEqualTo(expected);
    }

    @Test
    void aRequiredQueryStringThatIsAbsentIsAViolation() {
        String required = parameter(FORM).replace("in: querystring", "in: querystring, required: true");
        assertThat(violations("3.2.0", required, "")).isEqualTo("/? required");
    }

    @Test
    void otherMediaTypesEncodingsAndVersionsAreNotJudged() {
        String encoded = FORM.replace("{schema:", "{encoding: {seed: {style: pipeDelimited}}, schema:");
        for (String content : List.of(encoded, FORM.replace("x-www-form-urlencoded", "jsonpath"))) {
            assertThat(violations("3.2.0", parameter(content), "?seed=x")).isEqualTo(NONE);
        }
        assertThat(violations("3.1.0", parameter(FORM), "?seed=x")).isEqualTo(NONE);
        assertThat(violations("3.2.0", parameter(FORM).replace("querystring", "query"), "?seed=x"))
                .isEqualTo(NONE);
    }

    @Test
    void aQueryOfTooManyValuesIsNotJudged() {
        assertThat(violations("3.2.0", parameter(FORM), "?seed=x" + "&seed=x".repeat(200)))
                .isEqualTo(NONE);
    }
}
