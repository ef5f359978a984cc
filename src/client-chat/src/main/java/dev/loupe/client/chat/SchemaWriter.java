package dev.loupe.client.chat;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.AnnotatedMethod;
import com.fasterxml.jackson.databind.introspect.BeanPropertyDefinition;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes the JSON schema of a Java type, with the properties that Jackson reads. */
final class SchemaWriter {
    private final ObjectMapper mapper;
    private final ObjectNode definitions;
    private final Map<JavaType, String> names = new LinkedHashMap<>();
    private final List<JavaType> open = new ArrayList<>();
    private final Set<JavaType> recursive = new HashSet<>();
    private boolean strict = true;

    private SchemaWriter(ObjectMapper mapper) {
        this.mapper = mapper;
        this.definitions = mapper.createObjectNode();
    }

    /**
     * A schema.
     *
     * @param strict whether every object has a fixed set of properties, which the strict mode of structured output requires
     */
    record Written(ObjectNode schema, boolean strict) {}

    /**
     * The schema of a type.
     *
     * @param wrapper the name of the only property of the root object that has the value; null when the type is an object itself
     * @throws IllegalArgumentException when the type has no schema
     */
    static Written write(JavaType type, ObjectMapper mapper, @Nullable String wrapper) {
        SchemaWriter writer = new SchemaWriter(mapper);
        ObjectNode root = wrapper == null
                ? writer.schema(type, location(type))
                : writer.closed(Map.of(wrapper, writer.schema(type, location(type))));
        if (!writer.definitions.isEmpty()) {
            JsonNode reference = root.remove("$ref");
            if (reference != null) {
                // the root of a schema in strict mode is an object, not a reference
                root.setAll(
                        (ObjectNode) writer.definitions.at(reference.textValue().substring("#/$defs".length())));
            }
            root.set("$defs", writer.definitions);
        }
        return new Written(root, writer.strict);
    }

    private ObjectNode schema(JavaType type, String location) {
        Class<?> raw = type.getRawClass();
        Optional<ObjectNode> scalar = ScalarTypes.schema(raw).map(name -> ScalarTypes.node(mapper, name));
        if (scalar.isPresent()) {
            return scalar.get();
        }
        if (ScalarTypes.isAny(raw)) {
            strict = false;
            return mapper.createObjectNode();
        }
        if (ScalarTypes.isOptional(raw)) {
            return nullable(
                    type.containedTypeCount() == 1
                            ? schema(type.containedType(0), location)
                            : ScalarTypes.node(mapper, ScalarTypes.ofOptional(raw)));
        }
        if (raw.isEnum()) {
            return enumeration(raw);
        }
        if (type.isArrayType() || (type.isCollectionLikeType() && Collection.class.isAssignableFrom(raw))) {
            ObjectNode array = mapper.createObjectNode().put("type", "array");
            array.set("items", schema(type.getContentType(), location + "[]"));
            return array;
        }
        if (type.isMapLikeType()) {
            return map(type, location);
        }
        return object(type, location);
    }

    private ObjectNode enumeration(Class<?> raw) {
        ArrayNode values = mapper.createArrayNode();
        for (Object constant : raw.getEnumConstants()) {
            values.add(mapper.<JsonNode>valueToTree(constant));
        }
        boolean numbers = !values.isEmpty() && values.get(0).isIntegralNumber();
        ObjectNode schema = mapper.createObjectNode().put("type", numbers ? "integer" : "string");
        schema.set("enum", values);
        return schema;
    }

    private ObjectNode map(JavaType type, String location) {
        if (type.getKeyType().getRawClass() != String.class) {
            throw unsupported(type, location, "the keys of a map must be strings");
        }
        strict = false;
        ObjectNode schema = mapper.createObjectNode().put("type", "object");
        schema.set("additionalProperties", schema(type.getContentType(), location + "{}"));
        return schema;
    }

    private ObjectNode object(JavaType type, String location) {
        if (names.containsKey(type) && !open.contains(type)) {
            return reference(type);
        }
        if (open.contains(type)) {
            recursive.add(type);
            return reference(type);
        }
        open.add(type);
        ObjectNode schema = described(type, location);
        open.remove(type);
        if (recursive.contains(type)) {
            definitions.set(name(type), schema);
            return reference(type);
        }
        return schema;
    }

    private ObjectNode described(JavaType type, String location) {
        BeanDescription description = mapper.getDeserializationConfig().introspect(type);
        List<NamedType> variants = Variants.of(type, description, mapper);
        ObjectNode schema;
        if (variants.size() == 1) {
            schema = variant(variants.get(0), Variants.property(description), location);
        } else if (!variants.isEmpty()) {
            schema = mapper.createObjectNode();
            ArrayNode branches = schema.putArray("anyOf");
            variants.forEach(variant -> branches.add(variant(variant, Variants.property(description), location)));
        } else {
            if (!isObject(type.getRawClass())) {
                throw unsupported(type, location, "use a record, a class, or a sealed interface with @JsonTypeInfo");
            }
            schema = closed(properties(description, location));
        }
        String text = mapper.getDeserializationConfig()
                .getAnnotationIntrospector()
                .findClassDescription(description.getClassInfo());
        if (text != null) {
            schema.put("description", text);
        }
        return schema;
    }

    private ObjectNode variant(NamedType variant, String property, String location) {
        JavaType type = mapper.constructType(variant.getType());
        Map<String, ObjectNode> properties = new LinkedHashMap<>();
        ObjectNode discriminator = mapper.createObjectNode().put("type", "string");
        discriminator.putArray("enum").add(variant.getName());
        properties.put(property, discriminator);
        properties(mapper.getDeserializationConfig().introspect(type), location).forEach(properties::putIfAbsent);
        return closed(properties);
    }

    private Map<String, ObjectNode> properties(BeanDescription description, String location) {
        Map<String, ObjectNode> properties = new LinkedHashMap<>();
        for (BeanPropertyDefinition property : description.findProperties()) {
            ObjectNode schema = schema(property.getPrimaryType(), location + "." + property.getName());
            if (isNullable(property)) {
                schema = nullable(schema);
            }
            String text = property.getMetadata().getDescription();
            if (text != null) {
                schema = withDescription(schema, text);
            }
            properties.put(property.getName(), schema);
        }
        return properties;
    }

    /** An object with these properties, all required, and no others. */
    private ObjectNode closed(Map<String, ObjectNode> properties) {
        ObjectNode schema = mapper.createObjectNode().put("type", "object");
        schema.putObject("properties").setAll(properties);
        ArrayNode required = schema.putArray("required");
        properties.keySet().forEach(required::add);
        return schema.put("additionalProperties", false);
    }

    private ObjectNode nullable(ObjectNode schema) {
        if (schema.isEmpty() || schema.path("type").isArray() || hasNullBranch(schema)) {
            return schema; // allows null already
        }
        String type = schema.path("type").asText();
        if (!type.isEmpty() && !type.equals("object") && !type.equals("array")) {
            schema.putArray("type").add(type).add("null");
            if (schema.get("enum") instanceof ArrayNode values) {
                values.addNull();
            }
            return schema;
        }
        ObjectNode either = mapper.createObjectNode();
        ArrayNode branches = either.putArray("anyOf");
        if (schema.get("anyOf") instanceof ArrayNode inner) {
            branches.addAll(inner);
        } else {
            branches.add(schema);
        }
        branches.addObject().put("type", "null");
        return either;
    }

    private static boolean hasNullBranch(JsonNode schema) {
        JsonNode branches = schema.path("anyOf");
        return !branches.isEmpty()
                && branches.get(branches.size() - 1).path("type").asText().equals("null");
    }

    /** Nothing may be next to a reference in strict mode. */
    private ObjectNode withDescription(ObjectNode schema, String text) {
        if (!schema.has("$ref")) {
            return schema.put("description", text);
        }
        ObjectNode only = mapper.createObjectNode();
        only.putArray("anyOf").add(schema);
        return only.put("description", text);
    }

    private ObjectNode reference(JavaType type) {
        return mapper.createObjectNode().put("$ref", "#/$defs/" + name(type));
    }

    private String name(JavaType type) {
        String known = names.get(type);
        if (known != null) {
            return known;
        }
        String simple = type.getRawClass().getSimpleName();
        String free = simple;
        for (int i = 2; names.containsValue(free); i++) {
            free = simple + i;
        }
        names.put(type, free);
        return free;
    }

    private static boolean isObject(Class<?> raw) {
        boolean abstractType = raw.isInterface() || Modifier.isAbstract(raw.getModifiers());
        return !abstractType && !raw.isPrimitive() && !raw.getName().startsWith("java.");
    }

    /** By a {@code Nullable} annotation of any library, on the type or the declaration. */
    private static boolean isNullable(BeanPropertyDefinition property) {
        AnnotatedField field = property.getField();
        AnnotatedMethod getter = property.getGetter();
        Stream<Annotation> found = Stream.empty();
        if (field != null) {
            found = Stream.concat(
                    Stream.of(field.getAnnotated().getAnnotations()),
                    Stream.of(field.getAnnotated().getAnnotatedType().getAnnotations()));
        }
        if (getter != null) {
            found = Stream.concat(
                    found,
                    Stream.concat(
                            Stream.of(getter.getAnnotated().getAnnotations()),
                            Stream.of(getter.getAnnotated()
                                    .getAnnotatedReturnType()
                                    .getAnnotations())));
        }
        return found.anyMatch(
                annotation -> annotation.annotationType().getSimpleName().equals("Nullable"));
    }

    private static String location(JavaType type) {
        return type.getRawClass().getSimpleName();
    }

    private static IllegalArgumentException unsupported(JavaType type, String location, String instead) {
        return new IllegalArgumentException(location + ": " + type.toCanonical() + " has no JSON schema; " + instead);
    }
}
