package dev.loupe.generate;

import dev.loupe.generate.JavaType.EnumType;
import dev.loupe.generate.JavaType.Named;
import dev.loupe.generate.JavaType.ObjectType;
import dev.loupe.generate.JavaType.UnionType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The classes that Jackson and Bean Validation find by reflection, for a native image. */
final class ReflectConfig {
    private static final String READER = "\"allDeclaredConstructors\": true";
    private static final String RECORD = "\"allDeclaredFields\": true, \"allDeclaredMethods\": true";

    private final String modelPackage;
    private final List<String> entries = new ArrayList<>();

    private ReflectConfig(String modelPackage) {
        this.modelPackage = modelPackage;
    }

    static String of(Collection<Named> types, String modelPackage) {
        ReflectConfig config = new ReflectConfig(modelPackage);
        types.forEach(config::add);
        config.entries.add("  {\"name\": \"dev.loupe.client.model.JacksonSerializer\", " + READER + "}");
        return "[\n" + String.join(",\n", config.entries) + "\n]\n";
    }

    private void add(Named type) {
        switch (type) {
            case EnumType values -> add(values.name(), "\"allDeclaredMethods\": true");
            case ObjectType object -> {
                add(object.name(), "\"allDeclaredFields\": true");
                add(object.name() + "$Reader", READER);
            }
            case UnionType union -> {
                add(union.name() + "$Reader", READER);
                add(union.name() + "$Other", RECORD);
                if (union.variants().text) {
                    add(union.name() + "$Text", RECORD);
                }
                if (union.variants().items != null) {
                    add(union.name() + "$Parts", RECORD);
                }
            }
        }
    }

    private void add(String name, String content) {
        entries.add("  {\"name\": \"" + modelPackage + "." + name + "\", " + content + "}");
    }
}
