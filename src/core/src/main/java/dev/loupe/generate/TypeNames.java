package dev.loupe.generate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives each type a name that no other has, in any letter case, so that files do not collide. */
final class TypeNames {
    /** Names of types that the generated sources use. */
    private static final Set<String> RESERVED = Set.of(
            "AbstractMethodError",
            "ApiObject",
            "ApiValue",
            "ArrayList",
            "BigDecimal",
            "Boolean",
            "Builder",
            "Character",
            "Class",
            "Collection",
            "Collections",
            "Double",
            "Enum",
            "Error",
            "Exception",
            "Function",
            "IllegalArgumentException",
            "IllegalStateException",
            "Integer",
            "IOException",
            "Iterable",
            "JacksonDeserializer",
            "JacksonSerializer",
            "JacksonVersion",
            "JsonCodec",
            "JsonGenerator",
            "JsonNode",
            "JsonParser",
            "JsonSerialize",
            "JsonDeserialize",
            "JsonToken",
            "LinkedHashMap",
            "List",
            "ListReader",
            "Long",
            "Map",
            "Math",
            "Module",
            "Nullable",
            "NullNode",
            "Number",
            "Object",
            "Objects",
            "Optional",
            "OptionalDouble",
            "OptionalLong",
            "Other",
            "Override",
            "Package",
            "ParameterViolation",
            "Parts",
            "Process",
            "Reader",
            "Record",
            "Runtime",
            "Set",
            "String",
            "StringBuilder",
            "System",
            "Text",
            "Thread",
            "Throwable",
            "Version",
            "ViolationCollector",
            "Void");

    private final Set<String> taken = new HashSet<>();

    TypeNames() {
        RESERVED.forEach(name -> taken.add(key(name)));
    }

    /** The first of these names that is free, or the last one with a number. */
    String take(List<String> candidates) {
        for (String candidate : candidates) {
            if (taken.add(key(candidate))) {
                return candidate;
            }
        }
        String last = candidates.getLast();
        int number = 2;
        while (!taken.add(key(last + number))) {
            number++;
        }
        return last + number;
    }

    private static String key(String name) {
        return name.toLowerCase(java.util.Locale.ROOT);
    }
}
