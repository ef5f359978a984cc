package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.generate.JavaType.Limits;
import dev.loupe.generate.JavaType.ListOf;
import dev.loupe.generate.JavaType.ObjectType;
import dev.loupe.generate.JavaType.Property;
import dev.loupe.generate.JavaType.UnionType;
import dev.loupe.generate.JavaType.Variants;
import dev.loupe.openapi.CodeSampleBody;
import dev.loupe.openapi.ReferenceResolver;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests that a spec documents. A client does not reject them: a constraint that one of them violates is not checked. */
final class DocumentedRequests {
    private DocumentedRequests() {}

    /** The bodies in the code samples and the examples of an operation. */
    static List<JsonNode> of(ReferenceResolver references, JsonNode operation) {
        List<JsonNode> bodies = new ArrayList<>();
        for (String keyword : List.of("x-codeSamples", "x-code-samples")) {
            operation.path(keyword).forEach(sample -> CodeSampleBody.of(
                            sample.path("source").asText())
                    .ifPresent(bodies::add));
        }
        references.resolved(operation.path("requestBody")).path("content").forEach(content -> {
            JsonNode type = references.resolved(content);
            bodies.add(type.path("example"));
            type.path("examples").forEach(named -> {
                JsonNode example = references.resolved(named);
                bodies.add(example.path("value"));
                bodies.add(example.path("dataValue")); // OpenAPI 3.2
            });
            JsonNode schema = references.resolved(type.path("schema"));
            bodies.add(schema.path("example"));
            schema.path("examples").forEach(bodies::add);
        });
        bodies.removeIf(body -> !body.isObject());
        return bodies;
    }

    /** Removes the constraints that a value violates. */
    static void allow(JavaType type, JsonNode value) {
        switch (type) {
            case ObjectType object when value.isObject() -> allowObject(object, value);
            case ListOf list when value.isArray() -> value.forEach(item -> allow(list.items(), item));
            case UnionType union -> allowVariant(union.variants(), value);
            default -> {
                // nothing is checked
            }
        }
    }

    private static void allowObject(ObjectType object, JsonNode value) {
        List<Property> properties = object.properties();
        // by index: a value may contain values of the same type, which change the list too
        for (int i = 0; i < properties.size(); i++) {
            JsonNode present = value.get(properties.get(i).name());
            if (present != null) {
                allow(properties.get(i).type(), present);
            }
            Property property = properties.get(i);
            Limits limits = present == null ? property.limits() : allowed(property.limits(), present);
            properties.set(i, with(property, property.required() && present != null, limits));
        }
    }

    private static void allowVariant(Variants variants, JsonNode value) {
        if (value.isArray() && variants.items != null) {
            JavaType items = variants.items;
            variants.sizes = allowed(variants.sizes, value);
            value.forEach(item -> allow(items, item));
        } else if (value.isObject()) {
            ObjectType tagged = variants.tag == null
                    ? null
                    : variants.tagged.get(value.path(variants.tag).asText());
            ObjectType variant = tagged == null ? variants.untagged : tagged;
            if (variant != null) {
                allowObject(variant, value);
            }
        }
    }

    private static Property with(Property property, boolean required, Limits limits) {
        return new Property(
                property.name(),
                property.javaName(),
                property.type(),
                property.description(),
                required,
                property.nullable(),
                property.constant(),
                limits);
    }

    private static Limits allowed(Limits limits, JsonNode value) {
        BigDecimal number = value.isNumber() ? value.decimalValue() : null;
        BigDecimal size = value.isArray() ? BigDecimal.valueOf(value.size()) : null;
        return new Limits(
                violates(limits.minimum(), number, -1) ? null : limits.minimum(),
                violates(limits.maximum(), number, 1) ? null : limits.maximum(),
                violates(limits.minItems(), size, -1) ? null : limits.minItems(),
                violates(limits.maxItems(), size, 1) ? null : limits.maxItems());
    }

    /** Whether a value is on this side of the limit. */
    private static boolean violates(@Nullable String limit, @Nullable BigDecimal value, int side) {
        return limit != null && value != null && value.compareTo(new BigDecimal(limit)) == side;
    }
}
