package dev.loupe.openapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Set;

/**
 * A schema that is being corrected, in either version of OpenAPI: 3.0 allows null with {@code nullable}, 3.1 with a type. Each
 * method returns whether it changed anything.
 */
public record EditableSchema(ObjectNode node, boolean version31) {
    /** The keywords of a branch that means only "or null". */
    private static final Set<String> KEYWORDS_OF_NULL_BRANCH =
            Set.of("nullable", "description", "title", "example", "default");

    private boolean isType(String name) {
        JsonNode type = node.path("type");
        if (type.isTextual()) {
            return type.textValue().equals(name);
        }
        for (JsonNode each : type) {
            if (each.asText().equals(name)) {
                return true;
            }
        }
        return false;
    }

    public boolean allowNull() {
        for (String union : new String[] {"anyOf", "oneOf"}) {
            if (node.path(union) instanceof ArrayNode branches && !node.has("type")) {
                return allowNull(branches);
            }
        }
        if (!node.has("type")) {
            return listNull();
        }
        boolean allowed = version31 ? isType("null") : node.path("nullable").booleanValue();
        if (allowed) {
            return listNull();
        }
        if (!version31) {
            node.put("nullable", true);
        } else if (node.get("type") instanceof ArrayNode types) {
            types.add("null");
        } else {
            String only = node.path("type").asText();
            node.putArray("type").add(only).add("null");
        }
        listNull();
        return true;
    }

    private boolean allowNull(ArrayNode branches) {
        for (JsonNode branch : branches) {
            if (!(branch instanceof ObjectNode object) || ReferenceResolver.isReference(branch)) {
                return false; // a shared branch is not read for null
            }
            EditableSchema draft = new EditableSchema(object, version31);
            if (object.path("nullable").booleanValue() || draft.isType("null") || !object.has("type")) {
                return false;
            }
        }
        return branches.path(0) instanceof ObjectNode first && new EditableSchema(first, version31).allowNull();
    }

    /** OpenAPI 3.0 requires null in an enum as well as {@code nullable}. */
    boolean listNull() {
        if (!(node.get("enum") instanceof ArrayNode values) || values.isEmpty()) {
            return false;
        }
        for (JsonNode value : values) {
            if (value.isNull()) {
                return false;
            }
        }
        values.addNull();
        return true;
    }

    public boolean makeInteger() {
        if (!isType("number") || isType("integer") || node.has("multipleOf")) {
            return false;
        }
        if (node.get("type") instanceof ArrayNode types) {
            for (int i = 0; i < types.size(); i++) {
                if (types.get(i).asText().equals("number")) {
                    types.set(i, types.textNode("integer"));
                }
            }
        } else {
            node.put("type", "integer");
        }
        return true;
    }

    /** A lower bound for a number that has none. */
    public boolean atLeast(BigDecimal minimum) {
        boolean bounded = node.has("minimum") || node.has("exclusiveMinimum");
        if (bounded || !(isType("integer") || isType("number"))) {
            return false;
        }
        node.put("minimum", minimum);
        return true;
    }

    /** Bounds for a number that has none. */
    public boolean between(DescribedRange words) {
        boolean upper = node.has("maximum") || node.has("exclusiveMaximum");
        return !upper
                && words.lowest() != null
                && words.highest() != null
                && atLeast(words.lowest().value())
                && node.put("maximum", words.highest().value()) != null;
    }

    /** Arrays have at least one item. */
    public boolean notEmpty() {
        return arrays("minItems", 1);
    }

    public boolean atMostItems(DescribedRange words) {
        return words.highest() != null
                && arrays("maxItems", words.highest().value().intValue());
    }

    private boolean arrays(String keyword, int value) {
        boolean changed = false;
        if (isType("array") && !node.has(keyword)) {
            node.put(keyword, value);
            changed = true;
        }
        for (String union : new String[] {"anyOf", "oneOf"}) {
            for (JsonNode branch : node.path(union)) {
                changed |= branch instanceof ObjectNode object
                        && new EditableSchema(object, version31).arrays(keyword, value);
            }
        }
        return changed;
    }

    /** Keeps only this one of the required properties; none when the name is empty. */
    public boolean requireOnly(String name) {
        return node.get("required") instanceof ArrayNode && keep(each -> each.equals(name));
    }

    public boolean requireNot(String name) {
        return node.get("required") instanceof ArrayNode && keep(each -> !each.equals(name));
    }

    private boolean keep(java.util.function.Predicate<String> kept) {
        ArrayNode remaining = node.arrayNode();
        node.path("required").forEach(each -> {
            if (kept.test(each.asText())) {
                remaining.add(each);
            }
        });
        if (remaining.size() == node.path("required").size()) {
            return false;
        }
        if (remaining.isEmpty()) {
            node.remove("required");
        } else {
            node.set("required", remaining);
        }
        return true;
    }

    /** A branch without a type that means null accepts every value; null moves to the first branch. */
    public boolean closeNullBranch() {
        for (String union : new String[] {"anyOf", "oneOf"}) {
            if (node.get(union) instanceof ArrayNode branches && branches.size() > 1 && closeNullBranch(branches)) {
                return true;
            }
        }
        return false;
    }

    private boolean closeNullBranch(ArrayNode branches) {
        for (int i = 0; i < branches.size(); i++) {
            JsonNode branch = branches.get(i);
            boolean nullAlone = branch.path("nullable").booleanValue()
                    && branch.propertyStream().allMatch(keyword -> KEYWORDS_OF_NULL_BRANCH.contains(keyword.getKey()));
            if (nullAlone) {
                branches.remove(i);
                if (branches.get(0) instanceof ObjectNode first) {
                    new EditableSchema(first, version31).allowNull();
                }
                return true;
            }
        }
        return false;
    }
}
