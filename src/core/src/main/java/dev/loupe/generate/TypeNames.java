package dev.loupe.generate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Gives each type a name that no other has, in any letter case, so that files do not collide. */
final class TypeNames {
    /** Names of types that the generated sources use. */
    private static final Set<String> RESERVED = Set.of(
            "AbstractMethodError",
            "ApiException",
            "ApiObject",
            "ApiValue",
            "ArrayList",
            "BigDecimal",
            "Boolean",
            "Builder",
            "Byte",
            "CharSequence",
            "Character",
            "Class",
            "Collection",
            "Collections",
            "Comparable",
            "Deprecated",
            "Double",
            "Enum",
            "Error",
            "Exception",
            "FirstChoice",
            "Float",
            "Function",
            "FunctionalInterface",
            "IOException",
            "IllegalArgumentException",
            "IllegalStateException",
            "Integer",
            "ItemReaders",
            "Iterable",
            "Iterator",
            "JacksonDeserializer",
            "JacksonSerializer",
            "JacksonVersion",
            "JsonCodec",
            "JsonCreator",
            "JsonDeserialize",
            "JsonEOFException",
            "JsonGenerator",
            "JsonMapper",
            "JsonNode",
            "JsonParseException",
            "JsonParser",
            "JsonSerialize",
            "JsonToken",
            "JsonValue",
            "LinkedHashMap",
            "List",
            "Locale",
            "Long",
            "Map",
            "Math",
            "Module",
            "None",
            "NullNode",
            "Nullable",
            "Number",
            "NumberFormatException",
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
            "SafeVarargs",
            "Set",
            "Short",
            "StreamableRequest",
            "String",
            "StringBuilder",
            "StringReader",
            "StringWriter",
            "SuppressWarnings",
            "System",
            "Text",
            "Thread",
            "Throwable",
            "UTF8JsonGenerator",
            "UncheckedIOException",
            "Version",
            "ViolationCollector",
            "Void");

    /** File systems limit the name of a file to 255 bytes, and a class file may have the name of a nested class too. */
    private static final int MAX_LENGTH = 120;

    private final Set<String> taken = new HashSet<>();

    /**
     * Names without these.
     *
     * @param roots names that are used already
     */
    TypeNames(List<String> roots) {
        RESERVED.forEach(name -> taken.add(key(name)));
        roots.forEach(name -> taken.add(key(name)));
    }

    /** The first of these names that is free, or the last one with a number. */
    String take(List<String> candidates) {
        for (String candidate : candidates) {
            if (candidate.length() <= MAX_LENGTH && taken.add(key(candidate))) {
                return candidate;
            }
        }
        String last = candidates.stream()
                .filter(candidate -> candidate.length() <= MAX_LENGTH)
                .reduce((first, second) -> second)
                .orElseGet(() -> candidates.getFirst().substring(0, MAX_LENGTH));
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
