package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two schemas of one property, with the verdict on their change in a request and in a response. */
final class SchemaPairsTest extends SchemaPair {
    /** The verdict, and whether every breaking change is proven. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    # keywords that reject some values of an enum
                    {"enum": ["a", "bbb"]}              | {"enum": ["a", "bbb"], "maxLength": 2}    | breaking   | compatible
                    {"enum": ["a", "bbb"]}              | {"enum": ["a", "bbb"], "maxLength": 3}    | none       | none
                    {"enum": ["a", "b"]}                | {"enum": ["a", "b"], "pattern": "a"}      | breaking   | compatible
                    {"enum": [1, 5]}                    | {"enum": [1, 5], "minimum": 2}            | breaking   | compatible
                    {"enum": [1, 5]}                    | {"enum": [1, 5], "not": {"enum": [5]}}    | breaking   | compatible
                    # null in two branches of a oneOf, and a further union that is reduced to one branch
                    {"type": "null"}                    | {"oneOf": [{"type": "null"}, {}]}         | breaking   | breaking
                    {"type": ["integer", "string"], "anyOf": [{"type": "integer"}, {"maxLength": 3}], "oneOf": [{"type": "string"}, {"type": "null"}]} | {"type": ["integer", "string"], "anyOf": [{"type": "integer"}, {"maxLength": 3}], "oneOf": [{"maxLength": 2}, {"type": "null"}]} | breaking | breaking
                    {"oneOf": [{"type": "string"}, {"type": "integer"}]} | {"oneOf": [{"type": "string"}, {"type": "integer"}], "anyOf": [{"maxLength": 3}]} | breaking | compatible
                    # a list of values in place of a pattern
                    {"type": "string", "pattern": "^a"} | {"enum": ["ab", "b"]}                     | breaking   | risky
                    # a condition that rejects what another branch accepts in part
                    {"anyOf": [{"type": "boolean"}, {"const": 2}, {"type": "string"}]} | {"anyOf": [{"type": "boolean"}, {"const": 2}, {"if": {"type": "integer"}, "then": {"type": "string"}, "else": {"type": "number", "multipleOf": 1.5}}]} | breaking | risky
                    # conditions on one property, and properties that a condition evaluates
                    {"type": "object", "properties": {"c": {"type": "string"}, "z": {"type": "string"}}, "if": {"properties": {"c": {"const": "US"}}, "required": ["c"]}, "then": {"properties": {"z": {"pattern": "^[0-9]{5}(-[0-9]{4})?$"}}}} | {"type": "object", "properties": {"c": {"type": "string"}, "z": {"type": "string"}}, "if": {"properties": {"c": {"const": "US"}}, "required": ["c"]}, "then": {"properties": {"z": {"pattern": "^[0-9]{5}$"}}}} | breaking | compatible
                    {"type": "integer", "if": {"minimum": 1000}, "then": {"multipleOf": 100}, "else": {"minimum": 1}} | {"type": "integer", "if": {"minimum": 1000}, "then": {"multipleOf": 500}, "else": {"minimum": 1}} | breaking | compatible
                    {"type": "object", "properties": {"a": {"type": "string"}}, "if": {"required": ["a"]}, "then": {"properties": {"b": {"type": "string"}}}, "unevaluatedProperties": false} | {"type": "object", "properties": {"a": {"type": "string"}}, "unevaluatedProperties": false} | breaking | risky
                    # a listed object whose property the same schema rejects
                    {"const": {"a": 1}} | {"const": {"a": 1}, "properties": {"a": {"enum": ["ab", 0]}}} | breaking | compatible
                    # one more item than distinct values, letters of two units
                    {"type": "array", "items": {"enum": ["a", "b", "c"]}, "uniqueItems": true} | {"type": "array", "items": {"enum": ["a", "b", "c"]}, "uniqueItems": true, "maxItems": 2} | breaking | compatible
                    {"type": "string", "pattern": "^\ud83d\ude00+$", "maxLength": 5} | {"type": "string", "pattern": "^\ud83d\ude00+$", "maxLength": 4} | breaking | compatible
                    {"type": "array", "items": {"type": "string"}, "contains": {"pattern": "^x"}} | {"type": "array", "items": {"type": "string"}, "contains": {"pattern": "^xy"}} | breaking | compatible
                    # lengths next to patterns that are open at their end, and to formats
                    {"type": "string", "pattern": "^[^@]+@[^@]+$", "maxLength": 100} | {"type": "string", "pattern": "^[^@]+@[^@]+$", "maxLength": 50} | breaking | compatible
                    {"type": "string", "pattern": "@", "maxLength": 100} | {"type": "string", "pattern": "@", "maxLength": 50} | breaking | compatible
                    {"type": "string", "pattern": "x", "maxLength": 3}   | {"type": "string", "pattern": "x", "maxLength": 2}  | breaking | compatible
                    {"type": "string", "pattern": "^https?://", "maxLength": 50} | {"type": "string", "pattern": "^https?://", "maxLength": 100} | compatible | breaking
                    {"type": "string", "pattern": "^[A-Z]{2}-", "minLength": 3}  | {"type": "string", "pattern": "^[A-Z]{2}-", "minLength": 6}  | breaking | compatible
                    {"type": "string", "pattern": "^[A-Z]{2}-$", "maxLength": 9} | {"type": "string", "pattern": "^[A-Z]{2}-$", "maxLength": 8} | risky    | compatible
                    {"type": "string", "format": "email", "maxLength": 100} | {"type": "string", "format": "email", "maxLength": 50} | breaking | compatible
                    {"type": "string", "format": "email", "maxLength": 200} | {"type": "string", "format": "email", "maxLength": 121} | breaking | compatible
                    {"type": "string", "format": "email", "maxLength": 200} | {"type": "string", "format": "email", "maxLength": 122} | breaking | compatible
                    {"anyOf": [{"type": "string"}, {"type": "string", "minLength": 6, "maxLength": 50}]} | {"anyOf": [{"type": "string", "maxLength": 5}, {"type": "string", "minLength": 6, "maxLength": 50}]} | risky | compatible
                    {"const": 2}                        | {"type": "number", "minimum": 4}          | breaking   | breaking
                    # not
                    {"type": "number"}                  | {"not": {}}                               | breaking   | compatible
                    {"type": "number"}                  | {"type": "number", "not": {}}             | breaking   | compatible
                    {"type": "number"}                  | {"type": "number", "not": {"type": "string"}} | none   | none
                    {"type": ["number", "string"]}      | {"type": ["number", "string"], "not": {"type": "string"}} | breaking | compatible
                    {"type": "number"}                  | {"type": "number", "not": {"enum": [1]}}  | breaking   | compatible
                    {"type": "number", "not": {"enum": [1]}} | {"type": "number"}                   | compatible | breaking
                    {"type": "number", "maximum": 2}    | {"type": "number", "maximum": 2, "not": {"enum": [7]}} | none | none
                    {"type": "string"}                  | {"type": "string", "not": {"type": "number", "maximum": 0}} | none | none
                    {"type": "object"}                  | {"type": "object", "propertyNames": {"type": "string"}} | none | none
                    {"type": "array"}                   | {"type": "array", "contains": {"type": "string"}} | breaking | compatible
                    # keywords that others replace
                    {"type": "integer", "not": {"maximum": 4}} | {"type": "integer", "minimum": 5} | none | none
                    {"type": "integer", "not": {"maximum": 4}} | {"type": "integer", "minimum": 6} | breaking | compatible
                    {"type": "string", "not": {"minLength": 4}} | {"type": "string", "maxLength": 3} | none | none
                    {"type": "array", "not": {"maxItems": 1}} | {"type": "array", "minItems": 2}   | none | none
                    {"not": {"minLength": 2, "minItems": 3}} | {"type": "string", "not": {"minLength": 2, "minItems": 3}} | breaking | compatible
                    {"type": "object", "required": ["a"], "if": {"required": ["a"], "properties": {"a": {"const": 1}}}, "then": {"required": ["b"]}} | {"type": "object", "required": ["a", "b"]} | breaking | risky
                    {"not": {"minProperties": 3}}       | {"type": "object", "maxProperties": 2}     | none | none
                    {"not": {"anyOf": [{"type": "string"}, {"type": "array"}]}} | {"allOf": [{"not": {"type": "string"}}, {"not": {"type": "array"}}]} | none | none
                    {"type": "object", "not": {"required": ["x", "y"]}} | {"type": "object", "properties": {"x": false}} | breaking | risky
                    {"enum": ["a", "b", "c"], "not": {"const": "c"}} | {"enum": ["a", "b"]}          | none       | none
                    {"enum": [1, 2], "not": {"enum": [2.0]}} | {"const": 1}                          | none       | none
                    {"type": "null"}                    | {"const": null}                            | none       | none
                    {"type": "object", "additionalProperties": {"type": "string"}} | {"type": "object", "patternProperties": {"": {"type": "string"}}} | none | none
                    {"type": "object", "required": ["a"], "dependentRequired": {"a": ["b"]}} | {"type": "object", "required": ["a", "b"]} | none | none
                    {"type": "object", "required": ["a"], "dependentRequired": {"a": ["b"], "c": ["d"]}} | {"type": "object", "required": ["a", "b"]} | compatible | breaking
                    {"type": "object", "required": ["a"], "dependentSchemas": {"a": {"required": ["b"]}}} | {"type": "object", "required": ["a", "b"]} | none | none
                    {"type": ["object", "string"], "required": ["a"], "dependentSchemas": {"a": {"type": "object"}}} | {"type": "object", "required": ["a"]} | breaking | risky
                    {"type": "object", "required": ["a"], "if": {"required": ["a"]}, "then": {"required": ["b"]}} | {"type": "object", "required": ["a", "b"]} | none | none
                    {"type": "object", "required": ["a"], "if": {"required": ["a"]}, "else": {"required": ["b"]}} | {"type": "object", "required": ["a"]} | none | none
                    {"type": "object", "required": ["a"], "dependentRequired": {"a": ["b"]}, "if": {"required": ["b"]}, "then": {"required": ["c"]}} | {"type": "object", "required": ["a", "b", "c"]} | none | none
                    {"type": "object", "properties": {"a": {}}, "additionalProperties": false, "minProperties": 1} | {"type": "object", "properties": {"a": {}}, "additionalProperties": false, "required": ["a"]} | none | none
                    {"type": "object", "properties": {"a": {}, "b": {}}, "additionalProperties": false, "minProperties": 1} | {"type": "object", "properties": {"a": {}, "b": {}}, "additionalProperties": false, "required": ["a"]} | breaking | compatible
                    {"type": "object", "if": true, "then": {"required": ["a"]}} | {"type": "object", "required": ["a"]} | none | none
                    {"type": "object", "if": false, "else": {"required": ["a"]}} | {"type": "object", "required": ["a"]} | none | none
                    {"not": {"minLength": 2, "maxLength": 3}} | {"type": "string", "not": {"minLength": 2, "maxLength": 3}} | none | none
                    # limits that contradict each other
                    {"type": "string", "minLength": 2, "maxLength": 1, "pattern": "a"} | {"type": "string", "minLength": 2, "maxLength": 1} | none | none
                    {"type": ["array", "null"], "minItems": 2, "maxItems": 1} | {"type": "null"}      | none       | none
                    {"type": ["object", "null"], "minProperties": 2, "maxProperties": 1} | {"type": "null"} | none | none
                    # a property that is required without a schema of its own
                    {"type": "object", "properties": {"c": {"type": "string"}}} | {"type": "object", "required": ["c"]} | breaking | breaking
                    {"type": "object", "required": ["c"]} | {"type": "object", "properties": {"c": {"type": "string"}}} | breaking | breaking
                    # additionalProperties evaluates every property
                    {"type": "object", "additionalProperties": true, "unevaluatedProperties": false} | {"type": "object"} | none | none
                    {"type": "object", "additionalProperties": true, "unevaluatedProperties": false} | {"type": "object", "unevaluatedProperties": false} | breaking | compatible
                    # another branch that accepts objects without one property
                    {"type": "object", "anyOf": [{"dependentRequired": {"a": ["c"]}}, {"minProperties": 3}]} | {"type": "object", "anyOf": [{"dependentRequired": {"a": ["c"]}}, {"minProperties": 5}]} | risky | compatible
                    # another branch accepts only some of the numbers beyond a bound
                    {"anyOf": [{"type": "integer", "minimum": 1}, {"type": "integer", "multipleOf": 2}]} | {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 5}, {"type": "integer", "multipleOf": 2}]} | breaking | compatible
                    {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 90}, {"type": "integer", "minimum": 6, "maximum": 50}]} | {"anyOf": [{"type": "integer", "minimum": 1, "maximum": 5}, {"type": "integer", "minimum": 6, "maximum": 50}]} | breaking | compatible
                    {"anyOf": [{"type": "integer", "exclusiveMinimum": 0.5}, {"anyOf": [{"type": "number", "multipleOf": 2}, {"type": "number", "exclusiveMaximum": 2}, {"const": "a"}]}]} | {"anyOf": [{"exclusiveMaximum": 2.5}, {"anyOf": [{"type": "number", "multipleOf": 2}, {"type": "number", "exclusiveMaximum": 2}, {"const": "a"}]}]} | breaking | breaking
                    # null in one branch, next to one whose condition rejects null
                    {"anyOf": [{"const": "a"}, {"if": {"type": ["array"]}, "then": {}, "else": {"type": "integer"}}, {"type": "null"}]} | {"anyOf": [{"const": "a"}, {"if": {"type": ["array"]}, "then": {}, "else": {"type": "integer"}}, {"type": "boolean"}]} | breaking | risky
                    {"if": {"type": "array"}, "else": {"type": "integer"}} | {"type": ["array", "boolean", "number", "object", "string"], "if": {"type": "array"}, "else": {"type": "integer"}} | none | none
                    # the types that not leaves, and items next to contains
                    {"not": {"type": "boolean"}}        | {"not": {"type": "string"}}                | breaking   | breaking
                    {"type": "array", "items": {"type": "integer"}, "contains": {"enum": [1]}} | {"type": "array", "items": {}, "contains": {"enum": [1]}} | compatible | breaking
                    # limits without effect
                    {"type": "integer"}                 | {"type": "integer", "multipleOf": 0.5}    | none       | none
                    {"type": "number", "multipleOf": 4} | {"type": "number", "allOf": [{"multipleOf": 4}, {"multipleOf": 2}]} | none | none
                    {"type": "object", "properties": {"a": {}}, "additionalProperties": false} | {"type": "object", "properties": {"a": {}}, "additionalProperties": false, "maxProperties": 1} | none | none
                    {"type": "object", "properties": {"a": {}, "b": {}}, "additionalProperties": false} | {"type": "object", "properties": {"a": {}, "b": {}}, "additionalProperties": false, "maxProperties": 1} | breaking | compatible
                    {"type": "number", "multipleOf": 0.5} | {"type": "integer"}                      | breaking   | compatible
                    {"type": "integer"}                 | {"type": "number", "multipleOf": 0.5}     | compatible | breaking
                    {"type": "number", "multipleOf": 2} | {"type": "integer", "multipleOf": 2}      | none       | none
                    {"type": "number", "minimum": 1, "maximum": 1} | {"type": "integer", "minimum": 1, "maximum": 1} | none | none
                    {"type": "integer", "minimum": 0, "maximum": 10, "multipleOf": 20} | {"type": "integer", "enum": [0]} | none | none
                    {"type": "integer", "minimum": 1, "maximum": 3} | {"type": "integer", "enum": [1, 2, 3]} | none | none
                    {"type": "integer", "minimum": 1, "maximum": 3} | {"type": "integer", "enum": [1, 2]} | breaking | compatible
                    {"type": "array", "items": {"type": "number", "exclusiveMinimum": 0, "maximum": 0}} | {"type": "array", "items": {"type": "number", "minimum": 0, "exclusiveMaximum": 0}} | none | none
                    {"type": "number", "minimum": 5, "maximum": 6} | {"type": "number", "enum": [1, 5]} | breaking   | risky
                    {"type": "array", "items": {"type": "string"}, "maxItems": 0} | {"type": "array", "items": {"type": "number"}, "maxItems": 0} | none | none
                    {"type": "array", "items": false}   | {"type": "array", "maxItems": 0}          | none       | none
                    {"type": "array", "maxItems": 1}    | {"type": "array", "maxItems": 1, "uniqueItems": true} | none | none
                    {"type": "object", "additionalProperties": false} | {"type": "object", "maxProperties": 0} | none | none
                    {"type": "object", "properties": {"b": {"type": "string"}}, "additionalProperties": false} | {"type": "object", "properties": {"b": false}, "additionalProperties": false} | breaking | risky
                    {"type": "object", "required": ["a"]} | {"type": "object", "minProperties": 1}  | compatible | breaking
                    {"type": "object", "anyOf": [{"required": ["a"]}, {"required": ["b"]}]} | {"type": "object", "minProperties": 1} | compatible | breaking
                    {"not": {"not": {"type": "string"}}} | {"type": "string"}                       | none       | none
                    {"type": "object"}                  | {"type": "object", "if": {"required": ["a"]}} | none   | none
                    {"type": "array", "contains": {"type": "number"}} | {"type": "array", "contains": {"type": "number"}, "minContains": 1} | none | none
                    {"type": "array"} | {"type": "array", "minContains": 2}                         | none       | none
                    # formats
                    {"type": "string", "format": "uri"} | {"type": "string", "format": "uri-reference"} | compatible | breaking
                    {"enum": ["a", "00000000-0000-4000-8000-000000000000"]} | {"enum": ["a", "00000000-0000-4000-8000-000000000000"], "format": "uuid"} | breaking | compatible
                    # patterns
                    {"type": "string"}                  | {"type": "string", "pattern": ".*"}       | none       | none
                    {"type": "string"}                  | {"type": "string", "pattern": ""}         | none       | none
                    {"type": "string"}                  | {"type": "string", "pattern": "^.*$"}     | breaking   | compatible
                    {"type": "string", "pattern": "^[a-z]+$"} | {"type": "string", "pattern": "^[a-z0-9]+$"} | compatible | breaking
                    {"type": "string", "pattern": "^gen-[0-9a-f]+$"} | {"type": "string", "pattern": "^gen-[0-9]+$"} | breaking | compatible
                    {"type": "string", "pattern": "^[a-z]{1,64}$"} | {"type": "string", "pattern": "^[a-z]{1,63}$"} | breaking | compatible
                    {"type": "string", "pattern": "^\\\\d+$"} | {"type": "string", "pattern": "^[0-9]+$"} | none | none
                    {"type": "string", "pattern": "^[a-z]+$"} | {"type": "string", "pattern": "^[a-z]{1,}$"} | none | none
                    {"type": "string", "pattern": "^[ab]$"} | {"type": "string", "pattern": "^b$"}    | breaking | compatible
                    # several types
                    {}                                  | {"maxItems": 4}                           | breaking   | compatible
                    {"anyOf": [{"type": "string"}, {}]} | {"anyOf": [{"type": "string"}, {}], "maxItems": 4} | breaking | compatible
                    {"anyOf": [{"type": "string"}, {}]} | {}                                        | none       | none
                    {"anyOf": [{"type": "string"}, {}]} | {"oneOf": [{"type": "string"}, {}]}       | breaking   | none
                    {"type": "string"}                  | {}                                        | compatible | breaking
                    # keywords that are compared by their text
                    {"type": "object"} | {"type": "object", "dependentRequired": {"a": ["b"]}}             | breaking | compatible
                    {"type": "object"} | {"type": "object", "patternProperties": {"^x-": {"type": "string"}}} | breaking | compatible
                    {"type": "object", "patternProperties": {"^x-": {}}, "additionalProperties": false} | {"type": "object", "additionalProperties": false} | breaking | compatible
                    {"type": "object"} | {"type": "object", "not": {"required": ["a"]}}                    | breaking | compatible
                    {"type": "object"} | {"type": "object", "if": {"required": ["a"]}, "then": {"required": ["b"]}} | breaking | compatible
                    # exactly one branch
                    {"type": "integer"} | {"oneOf": [{"type": "integer", "maximum": 1}, {"type": "integer", "minimum": 1}]} | breaking | compatible
                    # a required property without a schema accepts any value
                    {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}} | {"type": "object", "required": ["a"]} | risky | breaking
                    {"type": "object", "required": ["a"]} | {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}} | breaking | compatible
                    {"type": "array", "contains": {"type": "number"}} | {"type": "array", "contains": {"type": "number"}, "minContains": 2} | breaking | compatible
                    # a branch split by the values of a property; a branch whose values another branch accepts
                    {"oneOf": [{"type": "object", "required": ["r"], "properties": {"r": {"enum": ["u"]}, "c": {"anyOf": [{"type": "string"}, {"type": "array"}]}}}, {"type": "string"}]} | {"oneOf": [{"type": "object", "required": ["r", "c"], "properties": {"r": {"enum": ["u"]}, "c": {"type": "string"}}}, {"type": "object", "required": ["r"], "properties": {"r": {"enum": ["u"]}, "c": {"type": "array"}}}, {"type": "string"}]} | compatible | risky
                    {"oneOf": [{"type": "object", "required": ["r", "c"], "properties": {"r": {"enum": ["u"]}, "c": {"anyOf": [{"type": "string"}, {"type": "array"}]}}}, {"type": "string"}]} | {"oneOf": [{"type": "object", "required": ["r", "c"], "properties": {"r": {"enum": ["u"]}, "c": {"type": "string"}}}, {"type": "object", "required": ["r", "c"], "properties": {"r": {"enum": ["u"]}, "c": {"type": "boolean"}}}, {"type": "string"}]} | breaking | risky
                    {"anyOf": [{"enum": ["y"]}, {"type": "string"}]} | {"anyOf": [{"enum": ["y", "new"]}, {"type": "string"}]} | compatible | compatible
                    # two unions in one schema
                    {"oneOf": [{"type": "object", "required": ["r"], "properties": {"r": {"enum": ["u"]}}}, {"type": "object", "required": ["r"], "properties": {"r": {"enum": ["v"]}}}]} | {"oneOf": [{"type": "object", "required": ["r"], "properties": {"r": {"enum": ["u"]}}}, {"type": "object", "required": ["r"], "properties": {"r": {"enum": ["v"]}}}], "anyOf": [{"required": ["r"]}, {"required": ["x"]}]} | none | none
                    {"oneOf": [{"type": "object", "required": ["r"], "properties": {"r": {"enum": ["u"]}}}, {"type": "object", "required": ["r"], "properties": {"r": {"enum": ["v"]}}}]} | {"oneOf": [{"type": "object", "required": ["r"], "properties": {"r": {"enum": ["u"]}}}, {"type": "object", "required": ["r"], "properties": {"r": {"enum": ["v"]}}}], "anyOf": [{"required": ["y"]}, {"required": ["x"]}]} | breaking | compatible
                    # a keyword that rejected some values of an enum
                    {"enum": ["a", "bb"], "maxLength": 1} | {"enum": ["a", "bb"]}                   | compatible | breaking
                    # limits of contains that no array can satisfy do not apply to strings
                    {"type": ["string", "integer"]} | {"type": ["string", "integer"], "contains": {}, "minContains": 2, "maxContains": 1} | none | none
                    {"type": ["string", "array"]} | {"type": ["string", "array"], "contains": {}, "minContains": 2, "maxContains": 1} | breaking | compatible
                    {"type": ["string", "array"]} | {"type": ["string", "array"], "maxContains": 0} | none | none
                    # contains with every item, items after the first ones, evaluated items, implied dependents
                    {"type": "array", "minItems": 1}    | {"type": "array", "contains": {}}         | none       | none
                    {"type": "array", "maxItems": 2}    | {"type": "array", "contains": true, "minContains": 0, "maxContains": 2} | none | none
                    {"type": "array", "items": {"type": "string"}, "maxItems": 1} | {"type": "array", "prefixItems": [{"type": "string"}], "items": false} | none | none
                    {"type": "array", "prefixItems": [{"type": "string"}]} | {"type": "array", "prefixItems": [{"type": "string"}], "items": false} | breaking | compatible
                    {"type": "array", "items": {"type": "string"}} | {"type": "array", "items": {"type": "string"}, "unevaluatedItems": false} | none | none
                    {"type": "array", "prefixItems": [{"type": "string"}], "contains": {"type": "integer"}} | {"type": "array", "prefixItems": [{"type": "string"}], "contains": {"type": "integer"}, "unevaluatedItems": false} | breaking | compatible
                    {"type": "array", "contains": {"type": "integer"}, "minContains": 2} | {"type": "array", "contains": {"type": "integer"}, "minContains": 2, "unevaluatedItems": {"type": "boolean"}} | breaking | compatible
                    {"type": "object", "required": ["a"]} | {"type": "object", "required": ["a"], "dependentRequired": {"b": ["a"]}} | none | none
                    {"type": "object", "required": ["a"]} | {"type": "object", "required": ["a"], "dependentRequired": {"b": ["a", "c"]}} | breaking | compatible
                    # conditions, and names of a closed object
                    {"type": "object", "required": ["k"]} | {"type": "object", "required": ["k"], "if": {"properties": {"k": {"const": "x"}}}, "then": {"properties": {"n": {"type": "integer", "minimum": 1}}}} | breaking | compatible
                    {"type": "object", "required": ["k"]} | {"type": "object", "required": ["k"], "if": {"properties": {"k": {"const": "x"}}}, "else": {"properties": {"n": {"maxLength": 1}}}} | breaking | compatible
                    {"type": "object", "patternProperties": {"^x-": {"type": "string"}}, "additionalProperties": false} | {"type": "object", "patternProperties": {"^[xy]-": {"type": "string"}}, "additionalProperties": false} | compatible | breaking
                    {"type": "object"} | {"type": "object", "if": {"required": ["k"]}, "then": {"if": {"required": ["n"]}, "then": {"required": ["l"]}}} | breaking | compatible
                    # values that not, a name that not, and a negative lookahead reject
                    {"type": "string"} | {"type": "string", "not": {"pattern": "^x-"}}                     | breaking | compatible
                    {"type": "object", "properties": {"k": {"type": "string"}}} | {"type": "object", "properties": {"k": {"type": "string"}}, "not": {"properties": {"k": {"const": "z"}}, "required": ["k"]}} | breaking | compatible
                    {"type": "object"} | {"type": "object", "propertyNames": {"not": {"pattern": "^_"}}}   | breaking | compatible
                    {"type": "string"} | {"type": "string", "pattern": "^(?!x-)"}                          | breaking | compatible
                    {"type": "string"} | {"type": "string", "pattern": "^(?!.*secret)"}                    | breaking | compatible
                    {"type": "object", "required": ["a"], "properties": {"a": {"enum": [1, 2]}}, "additionalProperties": false} | {"type": "object", "required": ["a"], "properties": {"a": {"enum": [1, 2]}}, "additionalProperties": false, "const": {"a": 1}} | breaking | compatible
                    {"type": "array", "prefixItems": [{"type": "string"}], "items": false} | {"type": "array", "prefixItems": [{"type": "string"}], "unevaluatedItems": false} | none | none
                    # what differs inside of the subschemas of a keyword
                    {"type": "array", "prefixItems": [{"type": "object", "additionalProperties": {"type": "number"}}]} | {"type": "array", "prefixItems": [{"type": "object", "additionalProperties": {"type": "integer"}}]} | breaking | compatible
                    {"type": "object", "patternProperties": {"^x-": {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "string"}}}}}} | {"type": "object", "patternProperties": {"^x-": {"type": "object", "properties": {"a": {"type": "array", "items": {"type": "string", "maxLength": 1}}}}}} | breaking | compatible
                    {"type": "array", "prefixItems": [{"type": "array", "contains": {"minimum": 5}, "items": {"type": "integer"}}]} | {"type": "array", "prefixItems": [{"type": "array", "contains": {"minimum": 5}, "maxContains": 2, "items": {"type": "integer"}}]} | breaking | compatible
                    {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}]} | {"type": "array", "prefixItems": [{"type": "string"}, {"type": "integer"}], "items": false} | breaking | compatible
                    # a property that is forbidden is not added
                    {"type": "object", "properties": {"a": false}} | {"type": "object", "additionalProperties": false} | breaking | compatible
                    {"type": "object", "additionalProperties": false} | {"type": "object", "properties": {"a": false}} | compatible | risky
                    {"type": "object", "properties": {"a": false}, "required": ["b"]} | {"type": "object", "not": {"required": ["a"]}, "required": ["b"]} | risky | risky
                    {"type": "object", "properties": {"a": false}} | {"type": "object"} | compatible | breaking
                    {"type": "object", "properties": {"a": false}, "not": {"required": ["b"]}} | {"type": "object", "not": {"required": ["b"]}} | compatible | risky
                    {"type": "object"} | {"type": "object", "properties": {"a": false}} | breaking | compatible
                    {"type": "object", "not": {"required": ["a"]}} | {"type": "object", "properties": {"a": false}} | risky | risky
                    # several parts of allOf with the same keyword: each applies
                    {"type": "string", "allOf": [{"not": {"const": "b"}}]} | {"type": "string", "allOf": [{"not": {"const": "a"}}, {"not": {"const": "b"}}]} | breaking | compatible
                    {"type": "string", "allOf": [{"not": {"const": "b"}}, {"not": {"const": "a"}}]} | {"type": "string", "allOf": [{"not": {"const": "a"}}, {"not": {"const": "b"}}]} | none | none
                    {"type": "object", "allOf": [{"if": {"required": ["k"]}, "then": {"required": ["x"]}}, {"if": {"required": ["l"]}, "then": {"required": ["y"]}}]} | {"type": "object", "allOf": [{"if": {"required": ["k"]}, "then": {"required": ["z"]}}, {"if": {"required": ["l"]}, "then": {"required": ["y"]}}]} | breaking | breaking
                    {"type": "object", "if": {"required": ["l"]}, "then": {"required": ["y"]}} | {"type": "object", "if": {"required": ["l"]}, "then": {"required": ["y"]}, "allOf": [{"if": {"required": ["k"]}, "then": {"required": ["x"]}}]} | breaking | compatible
                    {"type": "array", "allOf": [{"contains": {"const": "b"}}]} | {"type": "array", "allOf": [{"contains": {"const": "a"}}, {"contains": {"const": "b"}}]} | breaking | compatible
                    {"type": "object", "allOf": [{"patternProperties": {"^b": {"type": "string"}}}]} | {"type": "object", "allOf": [{"patternProperties": {"^a": {"type": "string"}}}, {"patternProperties": {"^b": {"type": "string"}}}]} | breaking | compatible
                    {"type": "object", "allOf": [{"propertyNames": {"maxLength": 5}}]} | {"type": "object", "allOf": [{"propertyNames": {"pattern": "^a"}}, {"propertyNames": {"maxLength": 5}}]} | breaking | compatible
                    {"type": "object", "allOf": [{"dependentRequired": {"b": ["c"]}}]} | {"type": "object", "allOf": [{"dependentRequired": {"a": ["c"]}}, {"dependentRequired": {"b": ["c"]}}]} | breaking | compatible
                    {"type": "array", "allOf": [{"prefixItems": [{"type": "string"}]}]} | {"type": "array", "allOf": [{"prefixItems": [{"maxLength": 3}]}, {"prefixItems": [{"type": "string"}]}]} | breaking | compatible
                    # nested unions of one value each
                    {"oneOf": [{"type": "string"}, {"oneOf": [{"type": "integer"}, {"type": "boolean"}]}]} | {"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]} | none | none
                    # readOnly in a part of allOf
                    {"type": "object", "required": ["a"], "properties": {"a": {"type": "string"}}} | {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "string"}, "b": {"allOf": [{"type": "string"}, {"readOnly": true}]}}} | none | compatible
                    # large limits
                    {"type": "string", "format": "uri"} | {"type": "string", "format": "uri", "maxLength": 2048} | breaking | compatible
                    {"type": "array"}                   | {"type": "array", "maxItems": 4096}       | breaking   | compatible
                    {"type": "string"}                  | {"type": "string", "maxLength": 100000}   | breaking   | compatible
                    """)
    void oneSchemaBecomesAnother(String old, String next, String request, String answer) throws IOException {
        assertThat(verdict(old, next, true)).as("request").isEqualTo(request);
        assertThat(verdict(old, next, false)).as("answer").isEqualTo(answer);
    }
}
