package dev.loupe.openapi.schema;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.ReferenceResolver.Located;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Validates the query string of a URL against the {@code querystring} parameter of OpenAPI 3.2, whose content has one media
 * type. The text of a form value is read as the JSON value that violates its schema least, since a query has no types.
 */
final class QueryStrings {
    /** The name under which violations have the query string in a request; a body has no such property. */
    private static final String QUERY = "?";

    private static final int MAX_VALUES = 200;
    private static final int MAX_DEPTH = 100;

    /** A redacted value is a placeholder, about which a schema decides nothing. */
    private static final String PLACEHOLDER = "${";

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode document;
    private final ReferenceResolver references;
    private final CompiledSchemas schemas;

    QueryStrings(JsonNode document, CompiledSchemas schemas) {
        this.document = document;
        this.references = new ReferenceResolver(document);
        this.schemas = schemas;
    }

    /** The violations by the query of a URL; an empty optional when no schema describes it, or it cannot be read. */
    Optional<List<InstanceViolation>> violations(Operation operation, String url) {
        return parameter(operation).flatMap(parameter -> {
            String query = query(url);
            if (query.isEmpty()) {
                return parameter.node().path("required").asBoolean()
                        ? Optional.of(List.of(missing(parameter)))
                        : Optional.empty();
            }
            return content(parameter)
                    .flatMap(schema -> value(schema, query).map(value -> violations(schema.pointer(), value)));
        });
    }

    private List<InstanceViolation> violations(JsonPointer schema, JsonNode value) {
        return schemas.validate(schema, value).stream()
                .filter(found -> !value.at(found.at()).asText("").startsWith(PLACEHOLDER))
                .map(QueryStrings::inQuery)
                .toList();
    }

    /** The parameter of the operation or else of its path item. */
    private Optional<Located> parameter(Operation operation) {
        if (!document.path("openapi").asText("").startsWith("3.2")) {
            return Optional.empty();
        }
        for (JsonPointer holder :
                List.of(operation.pointer(), operation.itemAt().toJsonPointer())) {
            JsonPointer list = holder.appendProperty("parameters");
            for (int i = 0; i < document.at(list).size(); i++) {
                Optional<Located> found = references
                        .follow(list.appendIndex(i))
                        .filter(each -> each.node().path("in").asText("").equals("querystring"));
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The schema of its content. */
    private Optional<Located> content(Located parameter) {
        JsonNode content = parameter.node().path("content");
        if (content.size() != 1) {
            return Optional.empty();
        }
        String type = content.fieldNames().next();
        return references
                .follow(parameter.pointer().appendProperty("content").appendProperty(type))
                // an encoding changes how values are written
                .filter(media -> media.node().path("schema").isObject()
                        && media.node().path("encoding").isEmpty())
                .map(media -> new Located(
                        media.pointer().appendProperty("schema"), media.node().path("schema")));
    }

    private Optional<JsonNode> value(Located schema, String query) {
        String type = schema.pointer().head().last().getMatchingProperty();
        if (type.equals("application/x-www-form-urlencoded")) {
            return form(schema, query);
        }
        return type.equals("application/json")
                ? decoded(query.replace("+", "%2B")).map(QueryStrings::json).filter(value -> !value.isMissingNode())
                : Optional.empty();
    }

    private Optional<JsonNode> form(Located schema, String query) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        String[] pairs = query.split("&", MAX_VALUES + 1);
        if (pairs.length > MAX_VALUES) {
            return Optional.empty();
        }
        for (String pair : pairs) {
            int equal = pair.indexOf('=');
            Optional<String> name = decoded(equal < 0 ? pair : pair.substring(0, equal));
            Optional<String> value = decoded(equal < 0 ? "" : pair.substring(equal + 1));
            if (name.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            if (!pair.isEmpty()) {
                values.computeIfAbsent(name.get(), each -> new ArrayList<>()).add(value.get());
            }
        }
        List<Located> parts = new SchemaParts(document).withBranches(List.of(schema.pointer()));
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        values.forEach((name, texts) -> form.set(name, nearest(declared(parts, name), texts)));
        return Optional.of(form);
    }

    private static List<JsonPointer> declared(List<Located> parts, String name) {
        return parts.stream()
                .filter(part -> part.node().path("properties").has(name))
                .map(part -> part.pointer().appendProperty("properties").appendProperty(name))
                .toList();
    }

    /** The reading of the texts with the fewest violations, those of the type last; of equal ones the first. */
    private JsonNode nearest(List<JsonPointer> declared, List<String> texts) {
        return readings(texts).stream()
                .min(Comparator.comparingLong(value -> declared.stream()
                        .flatMap(schema -> schemas.validate(schema, value).stream())
                        .mapToLong(violation -> violation.keyword().equals("type") ? 1_000 : 1)
                        .sum()))
                .orElseThrow();
    }

    private static List<JsonNode> readings(List<String> texts) {
        List<JsonNode> readings = new ArrayList<>();
        ArrayNode strings = JsonNodeFactory.instance.arrayNode();
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (String text : texts) {
            JsonNode value = json(text);
            strings.add(text);
            values.add(value.isMissingNode() ? TextNode.valueOf(text) : value);
        }
        if (texts.size() == 1) {
            readings.add(strings.get(0));
            readings.add(values.get(0));
        }
        readings.add(strings);
        readings.add(values);
        return readings;
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return MissingNode.getInstance();
        }
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notEncoded) {
            return Optional.empty();
        }
    }

    private static String query(String url) {
        int start = url.indexOf('?');
        int fragment = url.indexOf('#');
        int end = fragment < 0 ? url.length() : fragment;
        return start < 0 || start > end ? "" : url.substring(start + 1, end);
    }

    private static InstanceViolation missing(Located parameter) {
        return new InstanceViolation(
                JsonPointer.empty().appendProperty(QUERY),
                "required",
                "a query string",
                "nothing",
                "the URL has no query string, which is required",
                parameter.pointer().appendProperty("required"));
    }

    private static InstanceViolation inQuery(InstanceViolation violation) {
        return new InstanceViolation(
                JsonPointer.empty().appendProperty(QUERY).append(violation.at()),
                violation.keyword(),
                violation.expected(),
                violation.actual(),
                "query string: " + violation.message(),
                violation.schemaAt());
    }
}
