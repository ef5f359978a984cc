package dev.loupe.client.chat;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.util.ClassUtil;
import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The variants of a type that Jackson selects by the name in a property. */
final class Variants {
    private Variants() {}

    /** The variants by name; empty for a type without {@code @JsonTypeInfo}, and only the type itself when it is a variant. */
    static List<NamedType> of(JavaType type, BeanDescription description, ObjectMapper mapper) {
        JsonTypeInfo info = description.getClassInfo().getAnnotation(JsonTypeInfo.class);
        if (info == null) {
            return List.of();
        }
        if (info.use() != JsonTypeInfo.Id.NAME || info.include() != JsonTypeInfo.As.PROPERTY) {
            throw new IllegalArgumentException(type.getRawClass().getSimpleName()
                    + ": only @JsonTypeInfo(use = NAME, include = PROPERTY) has a JSON schema");
        }
        List<NamedType> variants = type.isAbstract()
                ? named(type, mapper).toList()
                : Stream.concat(Stream.of(type), ClassUtil.findSuperTypes(type, Object.class, false).stream())
                        .flatMap(declaring -> named(declaring, mapper))
                        .filter(variant -> variant.getType() == type.getRawClass())
                        .limit(1)
                        .toList();
        if (variants.isEmpty()) {
            throw new IllegalArgumentException(
                    type.getRawClass().getSimpleName() + ": name its variants with @JsonSubTypes");
        }
        return variants;
    }

    private static Stream<NamedType> named(JavaType declaring, ObjectMapper mapper) {
        DeserializationConfig config = mapper.getDeserializationConfig();
        return mapper
                .getSubtypeResolver()
                .collectAndResolveSubtypesByClass(
                        config, config.introspectClassAnnotations(declaring).getClassInfo())
                .stream()
                .filter(variant -> variant.hasName()
                        && !Modifier.isAbstract(variant.getType().getModifiers()))
                .sorted(Comparator.comparing(NamedType::getName));
    }

    /** The property that has the name of the variant. */
    static String property(BeanDescription description) {
        JsonTypeInfo info = description.getClassInfo().getAnnotation(JsonTypeInfo.class);
        return info == null || info.property().isEmpty() ? "@type" : info.property();
    }
}
