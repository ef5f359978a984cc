package dev.loupe.diff.compare;

import java.util.List;

/** Keywords without a normal form that have a meaning together. */
public enum KeywordGroup {
    CONDITION("if", "then", "else"),
    CONTAINS("contains", "minContains", "maxContains"),
    DEPENDENT("dependentRequired", "dependentSchemas", "dependencies"),
    NOT("not"),
    PATTERN_PROPERTIES("patternProperties"),
    PREFIX_ITEMS("prefixItems", "items", "additionalItems"),
    PROPERTY_NAMES("propertyNames"),
    UNEVALUATED_ITEMS("unevaluatedItems"),
    UNEVALUATED_PROPERTIES("unevaluatedProperties");

    @SuppressWarnings("ImmutableEnumChecker") // the list is unmodifiable
    private final List<String> keywords;

    KeywordGroup(String... keywords) {
        this.keywords = List.of(keywords);
    }

    /** Whether items or properties that match are no longer unevaluated. */
    boolean evaluates() {
        return switch (this) {
            case CONDITION, CONTAINS, DEPENDENT, PATTERN_PROPERTIES, PREFIX_ITEMS -> true;
            case NOT, PROPERTY_NAMES, UNEVALUATED_ITEMS, UNEVALUATED_PROPERTIES -> false;
        };
    }

    List<String> keywords() {
        return keywords;
    }

    /** The keywords that have a meaning together with this one, and itself. */
    public static List<String> around(String keyword) {
        for (KeywordGroup group : values()) {
            if (group.keywords.contains(keyword)) {
                return group.keywords;
            }
        }
        return List.of(keyword);
    }
}
