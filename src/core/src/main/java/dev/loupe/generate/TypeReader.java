package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.generate.JavaType.EnumType;
import dev.loupe.generate.JavaType.Limits;
import dev.loupe.generate.JavaType.ListOf;
import dev.loupe.generate.JavaType.Named;
import dev.loupe.generate.JavaType.ObjectType;
import dev.loupe.generate.JavaType.Property;
import dev.loupe.generate.JavaType.Scalar;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the types of a client from schemas. A component has one type wherever it is used, and so do equal inline schemas. */
final class TypeReader {
    /** An enum with more values is a string: the constants of a class are limited to 64 KB of code. */
    private static final int MAX_CONSTANTS = 1000;

    /** Further properties of an object are any JSON: a method is limited to 64 KB of code too. */
    private static final int MAX_FIELDS = 1000;

    /** Objects in objects: a type is written from the inside out. */
    private static final int MAX_DEPTH = 200;

    /** A longer value is no constant: that is limited to 65,535 bytes. */
    private static final int MAX_LITERAL = 10_000;

    private final PlainSchemas schemas;
    private final TypeNames names = new TypeNames(ConvenienceMethods.ROOTS);
    private final Map<String, JavaType> byReference = new HashMap<>();
    private final Map<JsonNode, Named> byMeaning = new HashMap<>();
    private final TreeMap<String, Named> types = new TreeMap<>();
    /** Precedes the names of inline types: {@code Chunk} for the types of chunks only. */
    private String prefix = "";

    private int depth;

    TypeReader(ReferenceResolver references) {
        schemas = new PlainSchemas(references);
    }

    /** All types, by name. */
    Map<String, Named> types() {
        return types;
    }

    /**
     * The types of the request: {@code ChatRequest}, or its variants when the schema is a union with {@link
     * ConvenienceMethods#SEPARATE_TYPES}.
     */
    List<ObjectType> requests(JsonNode schema) {
        JsonNode union = schemas.resolved(schema);
        if (!union.path(ConvenienceMethods.SEPARATE_TYPES).asBoolean()) {
            return List.of(root(schema, ConvenienceMethods.REQUEST, ""));
        }
        List<ObjectType> variants = new ArrayList<>();
        for (JsonNode variant : union.path("oneOf")) {
            ObjectNode plain = schemas.plain(variant);
            String component = PlainSchemas.referenceName(variant);
            String name = component == null ? ConvenienceMethods.REQUEST : JavaName.type(component);
            ObjectType type = new ObjectType(names.take(List.of(name)), Javadoc.text(plain));
            type.unions().add(ConvenienceMethods.REQUEST);
            register(type, plain, variant);
            addProperties(type, plain);
            variants.add(type);
        }
        return variants;
    }

    /** A type with this very name, which is one of {@link ConvenienceMethods#ROOTS}. */
    ObjectType root(JsonNode schema, String name, String newPrefix) {
        prefix = newPrefix;
        ObjectNode plain = schemas.plain(schema);
        if (plain.get("oneOf") instanceof ArrayNode branches) {
            List<ObjectNode> objects = new ArrayList<>();
            branches.forEach(branch -> {
                if (isObject(branch)) {
                    objects.add((ObjectNode) branch);
                }
            });
            plain = objects.isEmpty() ? plain : SchemaMerge.any(objects);
        }
        ObjectType type = new ObjectType(name, Javadoc.text(plain));
        register(type, schema);
        addProperties(type, plain);
        return type;
    }

    ObjectNode plain(JsonNode schema) {
        return schemas.plain(schema);
    }

    /** A new name. */
    String name(List<String> candidates) {
        return names.take(candidates);
    }

    /** The type of an equal schema. */
    @Nullable
    Named equal(ObjectNode plain) {
        return byMeaning.get(SchemaMeaning.of(plain));
    }

    JavaType type(JsonNode schema, List<String> candidates) {
        String reference = schema.path("$ref").asText();
        JavaType known = reference.isEmpty() ? null : byReference.get(reference);
        if (known != null) {
            return known;
        }
        if (!reference.isEmpty()) {
            // until it has a type: an array of itself has none
            byReference.put(reference, Scalar.ANY);
        }
        String component = PlainSchemas.referenceName(schema);
        List<String> hints = component == null ? candidates : List.of(JavaName.type(component));
        if (depth >= MAX_DEPTH) {
            throw new GenerationException("more than " + MAX_DEPTH + " objects are in each other: no type for "
                    + hints.getFirst() + " is written");
        }
        depth++;
        JavaType type = plainType(schemas.plain(schema), hints, schema);
        depth--;
        if (!reference.isEmpty()) {
            byReference.put(reference, type);
        }
        return type;
    }

    private JavaType plainType(ObjectNode plain, List<String> candidates, JsonNode source) {
        if (plain.has("oneOf")) {
            return new UnionReader(this, plain, candidates, source).read();
        }
        return switch (plain.path("type").asText()) {
            case "string" -> isEnum(plain) ? enumType(plain, candidates) : Scalar.STRING;
            case "integer" -> Scalar.INTEGER;
            case "number" -> Scalar.NUMBER;
            case "boolean" -> Scalar.BOOLEAN;
            case "array" ->
                new ListOf(plain.path("items").isObject() ? type(plain.get("items"), items(candidates)) : Scalar.ANY);
            case "object" -> objectType(plain, candidates, source);
            default -> Scalar.ANY;
        };
    }

    static boolean isEnum(ObjectNode plain) {
        JsonNode values = plain.path("enum");
        return values.size() > 1
                && values.size() <= MAX_CONSTANTS
                && values.valueStream().allMatch(TypeReader::isConstant);
    }

    private static boolean isConstant(JsonNode value) {
        return value.asText().length() <= MAX_LITERAL;
    }

    static List<String> items(List<String> candidates) {
        return candidates.stream()
                .map(name -> {
                    String singular = JavaName.singular(name);
                    return !singular.equals(name) ? singular : name + (name.endsWith("Content") ? "Part" : "Item");
                })
                .toList();
    }

    private JavaType objectType(ObjectNode plain, List<String> candidates, JsonNode source) {
        if (plain.path("properties").isEmpty()) {
            String values = schemas.plain(plain.path("additionalProperties"))
                    .path("type")
                    .asText();
            return values.equals("number") || values.equals("integer") ? Scalar.NUMBERS : Scalar.ANY;
        }
        return object(plain, candidates, source);
    }

    ObjectType object(ObjectNode plain, List<String> candidates, JsonNode source) {
        if (equal(plain) instanceof ObjectType equal) {
            return equal;
        }
        ObjectType type = new ObjectType(names.take(candidates), Javadoc.text(plain));
        register(type, plain, source);
        addProperties(type, plain);
        return type;
    }

    void register(Named type, ObjectNode plain, JsonNode source) {
        byMeaning.put(SchemaMeaning.of(plain), type);
        register(type, source);
    }

    private void register(Named type, JsonNode source) {
        types.put(type.name(), type);
        if (source.path("$ref").isTextual()) {
            byReference.put(source.get("$ref").textValue(), type);
        }
    }

    EnumType enumType(ObjectNode plain, List<String> candidates) {
        if (equal(plain) instanceof EnumType equal) {
            return equal;
        }
        Set<String> values = new LinkedHashSet<>();
        plain.get("enum").forEach(value -> values.add(value.asText()));
        EnumType type = new EnumType(names.take(candidates), Javadoc.text(plain), List.copyOf(values));
        register(type, plain, MissingNode.getInstance());
        return type;
    }

    private void addProperties(ObjectType owner, ObjectNode plain) {
        Set<String> required = new HashSet<>();
        plain.path("required").forEach(name -> required.add(name.asText()));
        Set<String> javaNames = new HashSet<>();
        plain.path("properties").properties().forEach(entry -> {
            String name = entry.getKey();
            boolean stream = ConvenienceMethods.isRequest(owner) && name.equals("stream");
            String javaName = stream ? name : javaName(owner, name, javaNames);
            ObjectNode schema = schemas.plain(entry.getValue());
            // the client sets it
            JavaType type = stream ? Scalar.BOOLEAN : type(entry.getValue(), candidates(owner.name(), name));
            if (isModel(owner, name, schema)) {
                type = enumType(schema, modelNames(entry.getValue(), candidates(owner.name(), name)));
            }
            if (owner.properties().size() >= MAX_FIELDS) {
                type = Scalar.ANY;
            }
            JsonNode values = schema.path("enum");
            boolean constant = type == Scalar.STRING
                    && values.size() == 1
                    && values.get(0).isTextual()
                    && isConstant(values.get(0));
            owner.properties()
                    .add(new Property(
                            name,
                            javaName,
                            type,
                            Javadoc.text(schema),
                            required.contains(name) && !schema.path("nullable").asBoolean(),
                            schema.path("nullable").asBoolean(),
                            constant ? values.get(0).textValue() : null,
                            limits(schema, type)));
        });
    }

    /** A model is an enum although a spec lists one only: a server has others, and aliases of them. */
    private static boolean isModel(ObjectType owner, String name, JsonNode schema) {
        return ConvenienceMethods.isRequest(owner)
                && name.equals("model")
                && schema.path("type").asText().equals("string")
                && schema.path("enum").size() == 1
                && isConstant(schema.path("enum").get(0));
    }

    private static List<String> modelNames(JsonNode source, List<String> candidates) {
        String component = PlainSchemas.referenceName(source);
        return component == null ? candidates : List.of(JavaName.type(component));
    }

    private static String javaName(ObjectType owner, String name, Set<String> used) {
        if (ConvenienceMethods.isRequest(owner)) {
            used.add("stream");
        }
        String javaName = JavaName.member(name);
        for (int i = 2; !used.add(javaName); i++) {
            javaName = JavaName.member(name) + i;
        }
        return javaName;
    }

    private List<String> candidates(String owner, String property) {
        String simple = JavaName.type(property);
        if (owner.equals("Choice") && property.equals("message")) {
            return List.of("ResponseMessage");
        }
        return List.of(prefix + simple, owner + simple);
    }

    private Limits limits(JsonNode schema, JavaType type) {
        return type instanceof ListOf
                ? Limits.ofArray(schema)
                : Limits.ofNumber(type == Scalar.NUMBERS ? schemas.plain(schema.path("additionalProperties")) : schema);
    }

    private static boolean isObject(JsonNode branch) {
        return branch.path("type").asText().equals("object");
    }
}
