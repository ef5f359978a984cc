package dev.loupe.diff.compare;

import java.util.List;

/** Keywords without a normal form that have a meaning together. */
enum KeywordGroup {
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

    List<String> keywords() {
        return keywords;
    }
}
