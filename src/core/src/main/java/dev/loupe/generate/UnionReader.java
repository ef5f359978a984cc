package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.generate.JavaType.Limits;
import dev.loupe.generate.JavaType.ListOf;
import dev.loupe.generate.JavaType.ObjectType;
import dev.loupe.generate.JavaType.Scalar;
import dev.loupe.generate.JavaType.UnionType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the type of a schema with {@code oneOf}. */
final class UnionReader {
    private final TypeReader types;
    private final ObjectNode plain;
    private final DiscriminatorMapping discriminator;
    private final List<String> candidates;
    private final JsonNode source;
    private final List<ObjectNode> texts = new ArrayList<>();
    private final List<ObjectNode> arrays = new ArrayList<>();
    private final List<ObjectNode> objects = new ArrayList<>();
    private final List<ObjectNode> numbers = new ArrayList<>();
    private boolean others;

    UnionReader(TypeReader types, ObjectNode plain, List<String> candidates, JsonNode source) {
        this.types = types;
        this.plain = plain;
        this.discriminator = DiscriminatorMapping.of(plain);
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
        if (types.equal(plain) instanceof UnionType equal) {
            return equal;
        }
        if (texts.isEmpty() && arrays.isEmpty() && !mixed && tag() == null) {
            ObjectNode merged = SchemaMerge.any(objects);
            return types.object(merged, candidates, source);
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
        return TypeReader.isEnum(all) ? types.enumType(all, candidates) : Scalar.STRING;
    }

    private UnionType union() {
        UnionType union = new UnionType(types.name(candidates), Javadoc.text(plain), new JavaType.Variants());
        types.register(union, plain, source);
        union.variants().text = !texts.isEmpty();
        if (!arrays.isEmpty()) {
            union.variants().items = items();
            if (arrays.size() == 1) {
                union.variants().sizes = Limits.ofArray(arrays.getFirst());
            }
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
        return types.type(branches.size() == 1 ? branches.get(0) : any, TypeReader.items(candidates));
    }

    private void addObjects(UnionType union) {
        String tag = tag();
        if (tag == null) {
            boolean one = objects.size() == 1;
            ObjectNode merged = one ? objects.getFirst() : SchemaMerge.any(objects);
            union.variants().untagged = variant(union, merged, variantName(merged, union.name() + "Object"));
            return;
        }
        union.variants().tag = tag;
        Map<String, List<ObjectNode>> byValue = new LinkedHashMap<>();
        List<ObjectNode> untagged = new ArrayList<>();
        for (ObjectNode object : objects) {
            List<String> values = tagValues(object, tag);
            if (values.isEmpty()) {
                untagged.add(object);
            }
            values.forEach(value ->
                    byValue.computeIfAbsent(value, v -> new ArrayList<>()).add(object));
        }
        Map<String, ObjectType> tagged = new LinkedHashMap<>();
        byValue.forEach((value, same) -> {
            ObjectNode merged = same.size() == 1 ? same.getFirst() : SchemaMerge.any(same);
            tagged.put(value, variant(union, merged, variantName(merged, JavaName.type(value) + union.name())));
        });
        union.variants().tagged = tagged;
        if (!untagged.isEmpty()) {
            ObjectNode merged = SchemaMerge.any(untagged);
            union.variants().untagged = variant(union, merged, variantName(merged, union.name() + "Object"));
        }
    }

    private List<String> variantName(ObjectNode object, String otherwise) {
        return object.path("x-name").isTextual()
                ? List.of(JavaName.type(object.get("x-name").textValue()), otherwise)
                : List.of(otherwise);
    }

    private ObjectType variant(UnionType union, ObjectNode object, List<String> candidates) {
        ObjectType type = types.object(object, candidates, MissingNode.getInstance());
        type.unions().add(union.name());
        return type;
    }

    /** The property whose value decides which object a value is. */
    private @Nullable String tag() {
        if (objects.size() < 2) {
            return null;
        }
        Set<String> properties = new LinkedHashSet<>();
        String named = discriminator.property();
        if (!named.isEmpty()) {
            properties.add(named);
        }
        properties.add("role");
        properties.add("type");
        // in at most one object it may be absent
        objects.stream()
                .limit(2)
                .forEach(object -> object.path("properties").fieldNames().forEachRemaining(properties::add));
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
        JsonNode declared = types.plain(object.path("properties").path(property));
        boolean text = declared.path("type").asText().equals("string");
        declared.path("enum").forEach(value -> {
            if (text && value.isTextual()) {
                values.add(value.textValue());
            }
        });
        if (values.isEmpty() && discriminator.property().equals(property)) {
            return discriminator.values(object);
        }
        return values;
    }
}
