package dev.loupe.openapi.values;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.ReferenceResolver.Located;
import dev.loupe.openapi.schema.EffectiveSchema;
import dev.loupe.openapi.schema.SchemaSelection;
import dev.loupe.openapi.schema.SchemaViolationMessages;
import dev.loupe.openapi.values.SampleValue.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/** Values on either side of each rule of a schema. Each is meant to violate one rule at most; the caller validates it. */
final class BoundaryValues {
    /** The longest string or array that exceeds a limit, when it is sent to a server. */
    private static final int LONGEST_TO_SEND = 20_000;

    private static final int LONGEST = 200_000;

    /** The depth of nested unions; the product of more has no bound. */
    private static final int UNIONS_IN_UNIONS = 3;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final ValueSynthesis synthesis;
    private final EffectiveSchema own;
    private final EffectiveSchema rules;
    private final List<SampleValue> samples = new ArrayList<>();

    /** Values that test the rules of a schema and are valid otherwise. */
    BoundaryValues(ValueSynthesis synthesis, EffectiveSchema own) {
        this(synthesis, own, own);
    }

    /**
     * Values that test the rules of one schema and are valid under another one otherwise.
     *
     * @param own the schema of the values
     * @param rules the schema under test
     */
    BoundaryValues(ValueSynthesis synthesis, EffectiveSchema own, EffectiveSchema rules) {
        this.synthesis = synthesis;
        this.own = own;
        this.rules = rules;
    }

    List<SampleValue> all() {
        return all(UNIONS_IN_UNIONS);
    }

    private List<SampleValue> all(int depth) {
        if (own.hasUnions()) {
            branches(depth);
        } else {
            rules();
        }
        return samples;
    }

    private JsonPointer location() {
        return own.selection().schemas().isEmpty()
                ? JsonPointer.empty()
                : own.selection().schemas().getFirst();
    }

    /** A value of each branch, and invalid values next to it unless another branch accepts them. */
    private void branches(int depth) {
        if (depth == 0) {
            return;
        }
        for (SchemaSelection branch : own.branches()) {
            JsonPointer at = branch.schemas().getFirst();
            synthesis
                    .make(branch)
                    .filter(value -> !value.isNull())
                    .ifPresent(
                            value -> add(Kind.VALID, "branch", "branch", "a branch of the union", "anyOf", at, value));
            EffectiveSchema chosen = synthesis.effective(branch);
            samples.addAll(new BoundaryValues(synthesis, chosen, same() ? chosen : rules).all(depth - 1));
        }
    }

    @SuppressWarnings("ReferenceEquality") // one object is passed for both
    private boolean same() {
        return own == rules;
    }

    private void rules() {
        enums();
        if (own.first("enum").isPresent() || own.first("const").isPresent()) {
            return;
        }
        Set<String> types = new LinkedHashSet<>(own.types());
        if (!own.isTyped()) {
            types.addAll(rules.types());
        }
        for (String type : types) {
            switch (type) {
                case "integer", "number" -> samples.addAll(new NumberSamples(own, rules, location()).all());
                case "string" -> strings();
                case "array" -> arrays();
                case "object" -> objects();
                case "boolean" -> {
                    add(Kind.VALID, "true", "true", "type boolean", "type", location(), NODES.booleanNode(true));
                    add(Kind.VALID, "false", "false", "type boolean", "type", location(), NODES.booleanNode(false));
                }
                default -> {}
            }
        }
    }

    private void enums() {
        rules.first("enum").ifPresent(values -> {
            String rule = "enum " + SchemaViolationMessages.actual(values.node());
            values.node()
                    .forEach(value -> add(
                            Kind.VALID,
                            SampleValue.enumSlug(value),
                            "enum value",
                            rule,
                            "enum",
                            values.pointer(),
                            value));
            unknown(values.node().path(0), rule, "enum", values.pointer());
        });
        rules.first("const")
                .ifPresent(only -> unknown(
                        only.node(), "const " + SchemaViolationMessages.actual(only.node()), "const", only.pointer()));
    }

    private void unknown(JsonNode known, String rule, String keyword, JsonPointer at) {
        JsonNode value = NODES.textNode(known.asText() + "-unknown");
        add(Kind.INVALID, "unknown-enum-value", "unknown enum value", rule, keyword, at, value);
    }

    private void strings() {
        limit("minLength", (at, least) -> {
            if (least > 0) {
                add(Kind.INVALID, "too-short", "too short", "minLength " + least, "minLength", at, text(least - 1));
            }
        });
        limit("maxLength", (at, most) -> {
            add(Kind.VALID, "longest", "longest", "maxLength " + most, "maxLength", at, text(most));
            add(Kind.INVALID, "too-long", "too long", "maxLength " + most, "maxLength", at, text(most + 1));
        });
        rules.first("pattern").ifPresent(pattern -> {
            String rule = "pattern " + pattern.node().asText();
            for (String text : List.of("", "!", "\u00e9 ", "0", "a")) {
                JsonNode value = NODES.textNode(text);
                add(
                        Kind.INVALID,
                        "against-the-pattern",
                        "against the pattern",
                        rule,
                        "pattern",
                        pattern.pointer(),
                        value);
            }
        });
    }

    private static JsonNode text(int length) {
        return NODES.textNode("a".repeat(length));
    }

    /** A limit that exists and is small enough to be tested. */
    private void limit(String keyword, BiConsumer<JsonPointer, Integer> then) {
        rules.first(keyword).ifPresent(found -> {
            int longest = same() ? LONGEST_TO_SEND : LONGEST;
            int limit = rules.limit(keyword, longest);
            if (limit >= 0 && limit < longest) {
                then.accept(found.pointer(), limit);
            }
        });
    }

    private void arrays() {
        add(Kind.VALID, "empty", "empty", "no minItems", "minItems", location(), NODES.arrayNode());
        list(Kind.VALID, "one-item", "one item", "items", "items", location(), 1);
        limit("minItems", (at, least) -> {
            if (least > 0) {
                list(Kind.INVALID, "too-few-items", "too few items", "minItems " + least, "minItems", at, least - 1);
            }
        });
        limit("maxItems", (at, most) -> {
            list(Kind.VALID, "most-items", "most items", "maxItems " + most, "maxItems", at, most);
            list(Kind.INVALID, "one-item-too-many", "one item too many", "maxItems " + most, "maxItems", at, most + 1);
        });
        if (rules.areUnique()) {
            synthesis
                    .containers()
                    .array(own, Math.max(1, own.limit("minItems", 0)))
                    .ifPresent(some -> {
                        JsonNode twice = some.add(some.get(0));
                        add(
                                Kind.INVALID,
                                "an-item-twice",
                                "an item twice",
                                "uniqueItems",
                                "uniqueItems",
                                location(),
                                twice);
                    });
        }
    }

    private void list(Kind kind, String slug, String label, String rule, String keyword, JsonPointer at, int size) {
        synthesis.containers().array(own, size).ifPresent(list -> add(kind, slug, label, rule, keyword, at, list));
    }

    private void objects() {
        Optional<ObjectNode> base = synthesis
                .make(own.selection())
                .filter(JsonNode::isObject)
                .map(ObjectNode.class::cast)
                .or(() -> synthesis.containers().object(own, 0));
        if (base.isEmpty()) {
            return;
        }
        ObjectNode object = base.get();
        rules.required().forEach((name, at) -> {
            ObjectNode without = object.deepCopy();
            without.remove(name);
            add(Kind.INVALID, "without-" + name, "without " + name, "required " + name, "required", at, without);
        });
        ObjectNode full = object.deepCopy();
        own.properties().forEach((name, schemas) -> {
            if (!object.has(name)) {
                synthesis.make(SchemaSelection.of(schemas)).ifPresent(value -> {
                    ObjectNode with = object.deepCopy();
                    with.set(name, value);
                    add(
                            Kind.VALID,
                            "with-" + name,
                            "with " + name,
                            "optional " + name,
                            "properties",
                            schemas.getFirst(),
                            with);
                    full.set(name, value);
                });
            }
        });
        add(Kind.VALID, "with-every-property", "with every property", "properties", "properties", location(), full);
        ObjectNode extended = object.deepCopy().put(ValueSynthesis.UNKNOWN, 1);
        JsonPointer closed =
                rules.first("additionalProperties").map(Located::pointer).orElse(location());
        add(
                Kind.UNDECLARED,
                "with-an-undeclared-property",
                "with an undeclared property",
                "additionalProperties",
                "additionalProperties",
                closed,
                extended);
    }

    private void add(
            Kind kind, String slug, String label, String rule, String keyword, JsonPointer at, JsonNode value) {
        samples.add(SampleValue.of(kind, slug, label, rule, keyword, at, value));
    }
}
