package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.compare.KeywordGroup;
import dev.loupe.diff.normal.KeywordParts;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.SurfaceMatch;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.schema.PatternInclusion;
import dev.loupe.openapi.values.PatternStringGenerator;
import dev.loupe.openapi.values.ValueSynthesis;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Values that violate what one keyword of the rejecting schema demands, built from the negation of the keyword: for
 * {@code contains} an array without a matching item, for {@code propertyNames} an object with a name that does not match.
 */
final class KeywordValues {
    /** Values of one subschema that are put into an array or an object. */
    static final int MOST_EACH = 12;

    static final int MOST_ITEMS = 1_000;
    static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    static final List<JsonNode> TYPES = List.of(
            NODES.textNode("x"), NODES.numberNode(0), NODES.booleanNode(true), NODES.objectNode(), NODES.arrayNode());

    final ValueBuilder accepting;
    final ValueBuilder rejecting;
    final Plain accept;
    final Plain reject;
    private final InnerValues inner;
    /** Keywords around this one whose subschemas contain it. */
    private final int depth;

    private final Set<JsonNode> all = new LinkedHashSet<>();

    private KeywordValues(InnerValues inner, Plain accept, Plain reject, int depth) {
        this.inner = inner;
        this.accepting = inner.accepting();
        this.rejecting = inner.rejecting();
        this.accept = accept;
        this.reject = reject;
        this.depth = depth;
    }

    static Set<JsonNode> of(InnerValues inner, Plain accept, Plain reject, String keyword, int depth) {
        Set<JsonNode> found = new LinkedHashSet<>();
        for (Plain part : KeywordParts.of(reject, KeywordGroup.around(keyword))) {
            found.addAll(ofPart(inner, accept, part, keyword, depth));
        }
        return found;
    }

    private static Set<JsonNode> ofPart(InnerValues inner, Plain accept, Plain reject, String keyword, int depth) {
        KeywordValues values = new KeywordValues(inner, accept, reject, depth);
        switch (keyword) {
            case "contains", "minContains", "maxContains" ->
                values.all.addAll(new ItemKeywordValues(values).contains());
            case "prefixItems", "items", "additionalItems", "unevaluatedItems" ->
                values.all.addAll(new ItemKeywordValues(values).positions());
            case "propertyNames" -> values.names();
            case "dependentRequired", "dependentSchemas", "dependencies" -> values.dependent();
            case "patternProperties" -> values.patterns();
            case "if", "then", "else" -> values.all.addAll(new ConditionValues(values).all());
            case "not" -> values.all.addAll(values.negated(reject));
            case "unevaluatedProperties" ->
                values.values(part(accept, keyword), part(reject, keyword))
                        .forEach(value -> values.object(ValueSynthesis.UNKNOWN, value));
            default -> {}
        }
        return values.all;
    }

    static JsonNode keyword(Plain plain, String name) {
        return plain.otherKeywords().getOrDefault(name, MissingNode.getInstance());
    }

    static SchemaRef part(Plain plain, String name) {
        JsonNode node = keyword(plain, name);
        return node.isMissingNode() ? SchemaRef.ANYTHING : SchemaRef.of(node, plain.keyword(name));
    }

    private static SchemaRef part(Plain plain, String name, String property) {
        JsonNode node = keyword(plain, name).path(property);
        DocumentPointer at = plain.keyword(name).then(property);
        return node.isMissingNode() ? SchemaRef.ANYTHING : SchemaRef.of(node, at);
    }

    /** Values that one subschema accepts and the other should reject, then a value of each type. */
    List<JsonNode> values(SchemaRef accepted, SchemaRef rejected) {
        NormalSchema left = accepting.schemas().schema(accepted);
        NormalSchema right = rejecting.schemas().schema(rejected);
        Set<JsonNode> found = new LinkedHashSet<>();
        WitnessCandidates.values(accepting, left, rejecting, right, InnerValues.ANY_CONSTRAINT).stream()
                .limit(MOST_EACH)
                .forEach(found::add);
        if (right instanceof Plain plain) {
            found.addAll(negated(plain));
        }
        found.addAll(inner.of(left, right, depth));
        found.addAll(TYPES);
        List<JsonNode> list = new ArrayList<>(found);
        list.removeIf(value -> !SurfaceMatch.fits(left, value));
        return list;
    }

    /** Values that the schema under {@code not} accepts, alone and with what the accepting schema requires. */
    private List<JsonNode> negated(Plain plain) {
        if (keyword(plain, "not").isMissingNode()) {
            return List.of();
        }
        NormalSchema rejected = rejecting.schemas().schema(part(plain, "not"));
        return WitnessCandidates.values(
                        /* accepting= */ rejecting,
                        /* accept= */ rejected,
                        /* rejecting= */ accepting,
                        /* reject= */ accept,
                        InnerValues.ANY_CONSTRAINT)
                .stream()
                .filter(value -> SurfaceMatch.fits(rejecting.schemas(), rejected, value))
                .map(value -> value instanceof ObjectNode object
                        ? base().orElse(object).setAll(object)
                        : value)
                .filter(value -> !plain.equals(reject) || SurfaceMatch.fits(accept, value))
                .limit(MOST_EACH)
                .toList();
    }

    Optional<ObjectNode> base() {
        return accept.types().contains(NormalSchema.Type.OBJECT) ? accepting.object(accept, 0) : Optional.empty();
    }

    private void object(String name, JsonNode value) {
        base().ifPresent(object -> all.add(object.set(name, value)));
    }

    JsonNode valueOf(String name) {
        SchemaRef ref = accept.properties().named().get(name);
        SchemaRef own = ref == null ? accept.properties().additional() : ref;
        return own == null ? TextNode.valueOf("x") : accepting.smallest(own).orElse(NODES.textNode("x"));
    }

    private void names() {
        for (JsonNode name : values(part(accept, "propertyNames"), part(reject, "propertyNames"))) {
            if (name.isTextual() && name.textValue().length() < MOST_ITEMS) {
                object(name.textValue(), valueOf(name.textValue()));
            }
        }
        object("A", valueOf("A"));
        object("0 !", valueOf("0 !"));
        object("name".repeat(64), valueOf(""));
    }

    private void patterns() {
        JsonNode rejected = keyword(reject, "patternProperties");
        String others = PatternInclusion.anyOf(rejected.fieldNames());
        for (Iterator<String> each = keyword(accept, "patternProperties").fieldNames(); isWanted(each); ) {
            String pattern = each.next();
            // a name that matches a pattern of both matches the rejecting schema
            String name = rejected.has(pattern) ? null : PatternInclusion.beyond(List.of(pattern), List.of(others));
            if (name != null) {
                accepting.smallest(part(accept, "patternProperties", pattern)).ifPresent(value -> object(name, value));
            }
        }
        for (Iterator<String> each = rejected.fieldNames(); isWanted(each); ) {
            String pattern = each.next();
            PatternStringGenerator.example(pattern).ifPresent(name -> values(
                            part(accept, "patternProperties", pattern), part(reject, "patternProperties", pattern))
                    .forEach(value -> object(name, value)));
        }
    }

    /** Whether there is a next one, and its values are tried. */
    private boolean isWanted(Iterator<String> each) {
        return all.size() < WitnessSearch.MOST && each.hasNext();
    }

    /** An object with the property on which others depend, and with values that the dependent schema rejects. */
    private void dependent() {
        for (String keyword : List.of("dependentRequired", "dependentSchemas", "dependencies")) {
            keyword(reject, keyword).fieldNames().forEachRemaining(name -> {
                ObjectNode with = withDependents(name);
                if (with == null) {
                    return;
                }
                all.add(with);
                if (!keyword(reject, keyword).path(name).isArray()) {
                    for (JsonNode value : values(part(accept, keyword, name), part(reject, keyword, name))) {
                        if (value instanceof ObjectNode object) {
                            all.add(with.deepCopy().setAll(object));
                        }
                    }
                    all.addAll(new ConditionValues(this)
                            .inside(with, keyword(reject, keyword).path(name), part(reject, keyword, name)));
                }
            });
        }
    }

    private @Nullable ObjectNode withDependents(String name) {
        ObjectNode object = base().orElse(null);
        if (object == null) {
            return null;
        }
        object.set(name, valueOf(name));
        for (String keyword : List.of("dependentRequired", "dependencies")) {
            keyword(accept, keyword).path(name).forEach(other -> {
                if (!object.has(other.asText())) {
                    object.set(other.asText(), valueOf(other.asText()));
                }
            });
        }
        return object;
    }
}
