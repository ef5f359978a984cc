package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.generate.JavaType.EnumType;
import dev.loupe.generate.JavaType.Limits;
import dev.loupe.generate.JavaType.ListOf;
import dev.loupe.generate.JavaType.Named;
import dev.loupe.generate.JavaType.ObjectType;
import dev.loupe.generate.JavaType.Property;
import dev.loupe.generate.JavaType.Scalar;
import dev.loupe.generate.JavaType.UnionType;
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
    private final PlainSchemas schemas;
    private final TypeNames names = new TypeNames();
    private final Map<String, JavaType> byReference = new HashMap<>();
    private final Map<JsonNode, Named> byMeaning = new HashMap<>();
    private final TreeMap<String, Named> types = new TreeMap<>();
    /** Precedes the names of inline types: {@code Chunk} for the types of chunks only. */
    private String prefix = "";

    TypeReader(ReferenceResolver references) {
        schemas = new PlainSchemas(references);
    }

    /** All types, by name. */
    Map<String, Named> types() {
        return types;
    }

    /** A type with this very name. */
    ObjectType root(JsonNode schema, String name, String newPrefix) {
        prefix = newPrefix;
        String unique = names.take(List.of(name));
        ObjectNode plain = schemas.plain(schema);
        if (plain.get("oneOf") instanceof com.fasterxml.jackson.databind.node.ArrayNode branches) {
            List<ObjectNode> objects = new ArrayList<>();
            branches.forEach(branch -> {
                if (isObject(branch)) {
                    objects.add((ObjectNode) branch);
                }
            });
            plain = objects.isEmpty() ? plain : PlainSchemas.mergeObjects(objects);
        }
        ObjectType type = new ObjectType(unique, Javadoc.text(plain));
        register(type, schema);
        addProperties(type, plain);
        return type;
    }

    private JavaType type(JsonNode schema, List<String> candidates) {
        String reference = schema.path("$ref").asText();
        JavaType known = reference.isEmpty() ? null : byReference.get(reference);
        if (known != null) {
            return known;
        }
        String component = PlainSchemas.referenceName(schema);
        List<String> hints = component == null ? candidates : List.of(JavaName.type(component));
        JavaType type = plainType(schemas.plain(schema), hints, schema);
        if (!reference.isEmpty()) {
            byReference.put(reference, type);
        }
        return type;
    }

    private JavaType plainType(ObjectNode plain, List<String> candidates, JsonNode source) {
        if (plain.has("oneOf")) {
            return new UnionReader(plain, candidates, source).read();
        }
        return switch (plain.path("type").asText()) {
            case "string" -> plain.path("enum").size() > 1 ? enumType(plain, candidates) : Scalar.STRING;
            case "integer" -> Scalar.INTEGER;
            case "number" -> Scalar.NUMBER;
            case "boolean" -> Scalar.BOOLEAN;
            case "array" ->
                new ListOf(plain.path("items").isObject() ? type(plain.get("items"), items(candidates)) : Scalar.ANY);
            case "object" -> objectType(plain, candidates, source);
            default -> Scalar.ANY;
        };
    }

    private static List<String> items(List<String> candidates) {
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

    private ObjectType object(ObjectNode plain, List<String> candidates, JsonNode source) {
        if (byMeaning.get(PlainSchemas.meaning(plain)) instanceof ObjectType equal) {
            return equal;
        }
        ObjectType type = new ObjectType(names.take(candidates), Javadoc.text(plain));
        byMeaning.put(PlainSchemas.meaning(plain), type);
        register(type, source);
        addProperties(type, plain);
        return type;
    }

    private void register(Named type, JsonNode source) {
        types.put(type.name(), type);
        if (source.path("$ref").isTextual()) {
            byReference.put(source.get("$ref").textValue(), type);
        }
    }

    private EnumType enumType(ObjectNode plain, List<String> candidates) {
        if (byMeaning.get(PlainSchemas.meaning(plain)) instanceof EnumType equal) {
            return equal;
        }
        Set<String> values = new LinkedHashSet<>();
        plain.get("enum").forEach(value -> values.add(value.asText()));
        EnumType type = new EnumType(names.take(candidates), Javadoc.text(plain), List.copyOf(values));
        byMeaning.put(PlainSchemas.meaning(plain), type);
        types.put(type.name(), type);
        return type;
    }

    private void addProperties(ObjectType owner, ObjectNode plain) {
        Set<String> required = new HashSet<>();
        plain.path("required").forEach(name -> required.add(name.asText()));
        Set<String> javaNames = new HashSet<>();
        plain.path("properties").properties().forEach(entry -> {
            String name = entry.getKey();
            String javaName = JavaName.member(name);
            for (int i = 2; !javaNames.add(javaName); i++) {
                javaName = JavaName.member(name) + i;
            }
            ObjectNode schema = schemas.plain(entry.getValue());
            JavaType type = type(entry.getValue(), candidates(owner.name(), name));
            JsonNode values = schema.path("enum");
            boolean constant =
                    type == Scalar.STRING && values.size() == 1 && values.get(0).isTextual();
            owner.properties()
                    .add(new Property(
                            name,
                            javaName,
                            type,
                            Javadoc.text(schema),
                            required.contains(name) && !schema.path("nullable").asBoolean(),
                            constant ? values.get(0).textValue() : null,
                            limits(schema)));
        });
    }

    private List<String> candidates(String owner, String property) {
        String simple = JavaName.type(property);
        if (owner.equals("Choice") && property.equals("message")) {
            return List.of("ResponseMessage");
        }
        return List.of(prefix + simple, owner + simple);
    }

    private static Limits limits(JsonNode schema) {
        boolean number = schema.path("type").asText().matches("integer|number");
        boolean array = schema.path("type").asText().equals("array");
        return new Limits(
                number ? number(schema.path("minimum")) : null,
                number ? number(schema.path("maximum")) : null,
                array ? number(schema.path("minItems")) : null,
                array ? number(schema.path("maxItems")) : null);
    }

    private static @Nullable String number(JsonNode limit) {
        return limit.isNumber() ? limit.decimalValue().stripTrailingZeros().toPlainString() : null;
    }

    private static boolean isObject(JsonNode branch) {
        return branch.path("type").asText().equals("object");
    }

    /** Reads {@code oneOf}. */
    private final class UnionReader {
        private final ObjectNode plain;
        private final List<String> candidates;
        private final JsonNode source;
        private final List<ObjectNode> texts = new ArrayList<>();
        private final List<ObjectNode> arrays = new ArrayList<>();
        private final List<ObjectNode> objects = new ArrayList<>();
        private final List<ObjectNode> numbers = new ArrayList<>();
        private boolean others;

        UnionReader(ObjectNode plain, List<String> candidates, JsonNode source) {
            this.plain = plain;
            this.candidates = candidates;
            this.source = source;
            plain.get("oneOf").forEach(branch -> sort((ObjectNode) branch));
        }

        private void sort(ObjectNode branch) {
            switch (branch.path("type").asText()) {
                case "string" -> texts.add(branch);
                case "array" -> arrays.add(branch);
                case "integer", "number" -> numbers.add(branch);
                case "object" -> {
                    if (branch.path("properties").isEmpty()) {
                        others = true;
                    } else {
                        objects.add(branch);
                    }
                }
                default -> {
                    if (branch.has("oneOf")) {
                        branch.get("oneOf").forEach(inner -> sort((ObjectNode) inner));
                    } else {
                        others = true;
                    }
                }
            }
        }

        JavaType read() {
            if (objects.isEmpty() && arrays.isEmpty()) {
                return scalars();
            }
            boolean mixed = others || !numbers.isEmpty();
            if (texts.isEmpty() && objects.isEmpty() && !mixed) {
                return new ListOf(items());
            }
            if (byMeaning.get(PlainSchemas.meaning(plain)) instanceof UnionType equal) {
                return equal;
            }
            if (texts.isEmpty() && arrays.isEmpty() && !mixed && tag() == null) {
                ObjectNode merged = PlainSchemas.mergeObjects(objects);
                return object(merged, candidates, source);
            }
            return union();
        }

        private JavaType scalars() {
            if (others || (!texts.isEmpty() && !numbers.isEmpty())) {
                return Scalar.ANY;
            }
            if (texts.isEmpty()) {
                return numbers.stream()
                                .allMatch(branch -> branch.path("type").asText().equals("integer"))
                        ? Scalar.INTEGER
                        : Scalar.NUMBER;
            }
            if (texts.stream().anyMatch(branch -> branch.path("enum").isEmpty())) {
                return Scalar.STRING;
            }
            ObjectNode all = texts.getFirst().deepCopy();
            texts.subList(1, texts.size())
                    .forEach(branch -> branch.get("enum").forEach(all.withArrayProperty("enum")::add));
            return enumType(all, candidates);
        }

        private UnionType union() {
            String name = names.take(candidates);
            UnionType union = new UnionType(name, Javadoc.text(plain), new JavaType.Variants());
            byMeaning.put(PlainSchemas.meaning(plain), union);
            register(union, source);
            union.variants().text = !texts.isEmpty();
            if (!arrays.isEmpty()) {
                union.variants().items = items();
            }
            if (!objects.isEmpty()) {
                addObjects(union);
            }
            return union;
        }

        private JavaType items() {
            ObjectNode any = plain.objectNode();
            var branches = any.putArray("oneOf");
            for (ObjectNode array : arrays) {
                if (!array.path("items").isObject()) {
                    return Scalar.ANY;
                }
                branches.add(array.get("items"));
            }
            return type(branches.size() == 1 ? branches.get(0) : any, TypeReader.items(candidates));
        }

        private void addObjects(UnionType union) {
            String tag = tag();
            if (tag == null) {
                boolean one = objects.size() == 1;
                ObjectNode merged = one ? objects.getFirst() : PlainSchemas.mergeObjects(objects);
                union.variants().untagged = variant(union, merged, variantName(merged, union.name() + "Object"));
                return;
            }
            union.variants().tag = tag;
            Map<String, List<ObjectNode>> byValue = new java.util.LinkedHashMap<>();
            List<ObjectNode> untagged = new ArrayList<>();
            for (ObjectNode object : objects) {
                List<String> values = tagValues(object, tag);
                if (values.isEmpty()) {
                    untagged.add(object);
                }
                values.forEach(value ->
                        byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(object));
            }
            Map<String, ObjectType> tagged = new java.util.LinkedHashMap<>();
            byValue.forEach((value, same) -> {
                ObjectNode merged = same.size() == 1 ? same.getFirst() : PlainSchemas.mergeObjects(same);
                tagged.put(value, variant(union, merged, variantName(merged, JavaName.type(value) + union.name())));
            });
            union.variants().tagged = tagged;
            if (!untagged.isEmpty()) {
                ObjectNode merged = PlainSchemas.mergeObjects(untagged);
                union.variants().untagged = variant(union, merged, variantName(merged, union.name() + "Object"));
            }
        }

        private List<String> variantName(ObjectNode object, String otherwise) {
            return object.path("x-name").isTextual()
                    ? List.of(JavaName.type(object.get("x-name").textValue()), otherwise)
                    : List.of(otherwise);
        }

        private ObjectType variant(UnionType union, ObjectNode object, List<String> candidates) {
            ObjectType type = object(object, candidates, com.fasterxml.jackson.databind.node.MissingNode.getInstance());
            type.unions().add(union.name());
            return type;
        }

        /** The property whose value decides which object a value is. */
        private @Nullable String tag() {
            if (objects.size() < 2) {
                return null;
            }
            Set<String> properties = new LinkedHashSet<>();
            String named = plain.path("discriminator").path("propertyName").asText();
            if (!named.isEmpty()) {
                properties.add(named);
            }
            properties.add("role");
            properties.add("type");
            objects.forEach(object -> object.path("properties").fieldNames().forEachRemaining(properties::add));
            for (String property : properties) {
                Set<List<String>> different = new HashSet<>();
                long tagged = objects.stream()
                        .filter(object -> !tagValues(object, property).isEmpty())
                        .peek(object -> different.add(tagValues(object, property)))
                        .count();
                if (tagged >= objects.size() - 1 && different.size() > 1) {
                    return property;
                }
            }
            return null;
        }

        private List<String> tagValues(ObjectNode object, String property) {
            List<String> values = new ArrayList<>();
            JsonNode declared = schemas.plain(object.path("properties").path(property));
            boolean text = declared.path("type").asText().equals("string");
            declared.path("enum").forEach(value -> {
                if (text && value.isTextual()) {
                    values.add(value.textValue());
                }
            });
            JsonNode discriminator = plain.path("discriminator");
            if (values.isEmpty() && discriminator.path("propertyName").asText().equals(property)) {
                String name = object.path("x-name").asText();
                discriminator.path("mapping").properties().forEach(entry -> {
                    String target = entry.getValue().asText();
                    if (!name.isEmpty()
                            && target.substring(target.lastIndexOf('/') + 1).equals(name)) {
                        values.add(entry.getKey());
                    }
                });
            }
            return values;
        }
    }
}
