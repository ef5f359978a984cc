package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.schema.PatternInclusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which values a group of keywords rejects in one schema and not in the other. The groups: keywords that only have a
 * meaning together.
 */
final class KeywordInclusion {
    private static final ObjectNode STRINGS =
            JsonNodeFactory.instance.objectNode().put("type", "string");

    private final Plain a;
    private final Plain b;
    private final SchemaComparison comparison;
    private boolean narrows;
    private boolean widens;

    /**
     * What differs.
     *
     * @param narrows NEW may reject a value that OLD accepts
     * @param widens NEW may accept a value that OLD rejects
     */
    record Outcome(boolean narrows, boolean widens) {}

    private KeywordInclusion(Plain a, Plain b, SchemaComparison comparison) {
        this.a = a;
        this.b = b;
        this.comparison = comparison;
    }

    static Outcome of(KeywordGroup group, Plain a, Plain b, SchemaComparison comparison) {
        KeywordInclusion inclusion = new KeywordInclusion(a, b, comparison);
        if (group.evaluates() && (statesUnevaluated(a) || statesUnevaluated(b))) {
            // what matches is evaluated, so a change reaches further than this keyword
            return new Outcome(true, true);
        }
        switch (group) {
            case PROPERTY_NAMES -> inclusion.propertyNames();
            case NOT -> inclusion.not();
            case UNEVALUATED_ITEMS -> inclusion.schemas("unevaluatedItems");
            case UNEVALUATED_PROPERTIES -> inclusion.schemas("unevaluatedProperties");
            case PREFIX_ITEMS -> inclusion.prefixItems();
            case CONTAINS -> inclusion.contains();
            case DEPENDENT -> inclusion.dependent();
            case PATTERN_PROPERTIES -> inclusion.patternProperties();
            case CONDITION -> inclusion.condition();
        }
        return new Outcome(inclusion.narrows, inclusion.widens);
    }

    private static boolean statesUnevaluated(Plain plain) {
        return plain.sources().stream()
                .map(SchemaRef.Part::node)
                .anyMatch(node -> node.has("unevaluatedItems") || node.has("unevaluatedProperties"));
    }

    /** Each part is a comparison, whose parts may have such keywords again. */
    static long steps(KeywordGroup group, Plain a, Plain b) {
        long parts = 1;
        for (String name : group.keywords()) {
            parts += keyword(a, name).size() + keyword(b, name).size();
        }
        return WorkBudget.COMPARISON_STEPS * parts;
    }

    private static JsonNode keyword(Plain plain, String name) {
        return plain.otherKeywords().getOrDefault(name, MissingNode.getInstance());
    }

    /** A subschema with its location; absent means that everything is accepted. */
    private static SchemaRef part(Plain plain, String name, Object... steps) {
        JsonNode node = keyword(plain, name);
        DocumentPointer at = plain.keyword(name);
        for (Object step : steps) {
            node = step instanceof Integer index ? node.path(index) : node.path((String) step);
            at = step instanceof Integer index ? at.then(index) : at.then((String) step);
        }
        return node.isMissingNode() ? SchemaRef.ANYTHING : SchemaRef.of(node, at);
    }

    private static SchemaRef both(SchemaRef ref, JsonNode more) {
        List<SchemaRef.Part> parts = new ArrayList<>(ref.parts());
        parts.add(new SchemaRef.Part(more, ref.at(), false));
        return new SchemaRef(parts);
    }

    /** NEW rejects more when the schema in it does not accept all that the one in OLD accepts. */
    private void conjunct(SchemaRef old, SchemaRef next) {
        narrows = narrows || !comparison.nested().nextAcceptsAll(old, next);
        widens = widens || !comparison.nested().oldAcceptsAll(old, next);
    }

    private void schemas(String keyword) {
        conjunct(part(a, keyword), part(b, keyword));
    }

    /** Names are always strings. */
    private void propertyNames() {
        conjunct(both(part(a, "propertyNames"), STRINGS), both(part(b, "propertyNames"), STRINGS));
    }

    private void not() {
        SchemaRef old = rejected(a);
        SchemaRef next = rejected(b);
        narrows |= !comparison.nested().oldAcceptsAll(old, next);
        widens |= !comparison.nested().nextAcceptsAll(old, next);
    }

    private static SchemaRef rejected(Plain plain) {
        return keyword(plain, "not").isMissingNode() ? SchemaRef.of(BooleanNode.FALSE, plain.at()) : part(plain, "not");
    }

    /** One schema for each position, then one for all further items. */
    private void prefixItems() {
        int positions = Math.max(
                keyword(a, "prefixItems").size(), keyword(b, "prefixItems").size());
        // further positions are compared by the number of items
        long reached = Math.min(most(a), most(b));
        for (int i = 0; i <= positions && i < reached; i++) {
            conjunct(position(a, i), position(b, i));
        }
    }

    private static long most(Plain plain) {
        Long most = plain.items().max();
        return most == null ? Long.MAX_VALUE : most;
    }

    private static SchemaRef position(Plain plain, int index) {
        JsonNode prefix = keyword(plain, "prefixItems");
        if (index < prefix.size()) {
            return part(plain, "prefixItems", index);
        }
        SchemaRef each = prefix.isMissingNode() ? plain.items().each() : null;
        if (each != null) {
            return each;
        }
        return part(plain, keyword(plain, "items").isMissingNode() ? "unevaluatedItems" : "items");
    }

    private void contains() {
        SchemaRef old = part(a, "contains");
        SchemaRef next = part(b, "contains");
        long oldMin = bound(a, "minContains", 1, 0);
        long nextMin = bound(b, "minContains", 1, 0);
        long oldMax = bound(a, "maxContains", Long.MAX_VALUE, Long.MAX_VALUE);
        long nextMax = bound(b, "maxContains", Long.MAX_VALUE, Long.MAX_VALUE);
        boolean wider = comparison.nested().nextAcceptsAll(old, next);
        boolean narrower = comparison.nested().oldAcceptsAll(old, next);
        // items that match in OLD match in NEW when it is wider, so there are at least as many
        narrows = nextMin > oldMin
                || (nextMin > 0 && !wider)
                || nextMax < oldMax
                || (nextMax < Long.MAX_VALUE && !narrower);
        widens = oldMin > nextMin
                || (oldMin > 0 && !narrower)
                || oldMax < nextMax
                || (oldMax < Long.MAX_VALUE && !wider);
    }

    private static long bound(Plain plain, String name, long usual, long withoutContains) {
        if (keyword(plain, "contains").isMissingNode()) {
            return withoutContains;
        }
        JsonNode value = keyword(plain, name);
        return value.isNumber() && value.canConvertToLong() ? value.longValue() : usual;
    }

    /** dependentRequired is dependentSchemas with required alone; dependencies holds both. */
    private void dependent() {
        Set<String> names = new TreeSet<>();
        for (Plain each : List.of(a, b)) {
            for (String keyword : KeywordGroup.DEPENDENT.keywords()) {
                keyword(each, keyword).fieldNames().forEachRemaining(names::add);
            }
        }
        names.forEach(name -> conjunct(dependent(a, name), dependent(b, name)));
    }

    private static SchemaRef dependent(Plain plain, String name) {
        List<SchemaRef.Part> parts = new ArrayList<>();
        for (String keyword : KeywordGroup.DEPENDENT.keywords()) {
            JsonNode value = keyword(plain, keyword).path(name);
            if (value.isArray()) {
                JsonNode required = JsonNodeFactory.instance.objectNode().set("required", value);
                parts.add(new SchemaRef.Part(required, plain.keyword(keyword), false));
            } else if (!value.isMissingNode()) {
                parts.addAll(part(plain, keyword, name).parts());
            }
        }
        return new SchemaRef(parts);
    }

    /** A name without a pattern is an additional property, which an open object accepts. */
    private void patternProperties() {
        Set<String> patterns = new TreeSet<>();
        keyword(a, "patternProperties").fieldNames().forEachRemaining(patterns::add);
        keyword(b, "patternProperties").fieldNames().forEachRemaining(patterns::add);
        for (String pattern : patterns) {
            boolean inOld = keyword(a, "patternProperties").has(pattern);
            boolean inNext = keyword(b, "patternProperties").has(pattern);
            if (!inNext && b.properties().closed()) {
                narrows |= !isCovered(a, b, pattern, true);
            } else if (!inOld && a.properties().closed()) {
                widens |= !isCovered(b, a, pattern, false);
            } else if ((!inOld && !isOpen(a)) || (!inNext && !isOpen(b))) {
                narrows = true;
                widens = true;
            } else {
                conjunct(part(a, "patternProperties", pattern), part(b, "patternProperties", pattern));
            }
        }
    }

    /** Whether another pattern of the closed object matches every name, and its schema accepts every value. */
    private boolean isCovered(Plain plain, Plain closed, String pattern, boolean inOld) {
        SchemaRef values = part(plain, "patternProperties", pattern);
        for (var other : keyword(closed, "patternProperties").properties()) {
            SchemaRef wider = part(closed, "patternProperties", other.getKey());
            if (PatternInclusion.within(List.of(pattern), List.of(other.getKey()))
                            instanceof PatternInclusion.Inclusion.Within
                    && (inOld
                            ? comparison.nested().nextAcceptsAll(values, wider)
                            : comparison.nested().oldAcceptsAll(wider, values))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOpen(Plain plain) {
        return !plain.properties().closed() && plain.properties().additional() == null;
    }

    private void condition() {
        boolean none = keyword(a, "if").isMissingNode() || keyword(b, "if").isMissingNode();
        SchemaRef old = part(a, "if");
        SchemaRef next = part(b, "if");
        if (!none
                && !(comparison.nested().nextAcceptsAll(old, next)
                        && comparison.nested().oldAcceptsAll(old, next))) {
            narrows = true;
            widens = true;
            return;
        }
        conjunct(part(a, "then"), part(b, "then"));
        conjunct(part(a, "else"), part(b, "else"));
    }
}
