package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.compare.KeywordGroup;
import dev.loupe.diff.normal.KeywordParts;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.DocumentPointer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Values for {@code if}, {@code then} and {@code else}: objects that meet a condition, and others that do not. */
final class ConditionValues {
    private static final int DEEPEST = 4;

    private final KeywordValues keywords;
    private final Plain accept;
    private final Plain reject;
    private final Set<JsonNode> all = new LinkedHashSet<>();

    ConditionValues(KeywordValues keywords) {
        this.keywords = keywords;
        this.accept = keywords.accept;
        this.reject = keywords.reject;
    }

    /** Objects that satisfy the condition and violate what then states, and the reverse with else. */
    private void conditions(JsonNode schema, DocumentPointer at, ObjectNode object, int depth) {
        JsonNode condition = schema.path("if");
        ObjectNode satisfying = object.deepCopy();
        condition.path("required").forEach(name -> {
            if (!satisfying.has(name.asText())) {
                satisfying.set(name.asText(), keywords.valueOf(name.asText()));
            }
        });
        DocumentPointer properties = at.then("if").then("properties");
        condition.path("properties").properties().forEach(property -> keywords.rejecting
                .smallest(SchemaRef.of(property.getValue(), properties.then(property.getKey())))
                .ifPresent(value -> satisfying.set(property.getKey(), value)));
        branch(satisfying, schema.path("then"), at.then("then"), depth);
        for (Plain part : KeywordParts.of(accept, KeywordGroup.around("if"))) {
            ObjectNode accepted = satisfying.deepCopy();
            KeywordValues.keyword(part, "then")
                    .path("required")
                    .forEach(name -> accepted.set(name.asText(), keywords.valueOf(name.asText())));
            all.add(accepted);
        }
        ObjectNode violating = object.deepCopy();
        condition.path("required").forEach(name -> violating.remove(name.asText()));
        branch(violating, schema.path("else"), at.then("else"), depth);
        condition.path("properties").properties().forEach(property -> {
            SchemaRef own = SchemaRef.of(property.getValue(), properties.then(property.getKey()));
            for (JsonNode value : keywords.values(
                    SchemaRef.orAnything(accept.properties().named().get(property.getKey())), own)) {
                branch(object.deepCopy().set(property.getKey(), value), schema.path("else"), at.then("else"), depth);
            }
        });
    }

    private void branch(ObjectNode object, JsonNode schema, DocumentPointer at, int depth) {
        all.add(object);
        if (schema.isMissingNode()) {
            return;
        }
        inside(object, schema, SchemaRef.of(schema, at));
        if (schema.has("if") && depth < DEEPEST) {
            conditions(schema, at, object, depth + 1);
        }
    }

    /** What the accepting schema states of a property, also in the branches of its conditions. */
    private SchemaRef accepted(String property) {
        List<SchemaRef.Part> parts = new ArrayList<>(
                SchemaRef.orAnything(accept.properties().named().get(property)).parts());
        for (Plain part : KeywordParts.of(accept, KeywordGroup.around("if"))) {
            // an equal condition is met by the same values
            if (KeywordValues.keyword(reject, "if").isMissingNode()
                    || KeywordValues.keyword(part, "if").equals(KeywordValues.keyword(reject, "if"))) {
                for (String name : List.of("then", "else")) {
                    JsonNode own =
                            KeywordValues.keyword(part, name).path("properties").path(property);
                    if (!own.isMissingNode()) {
                        parts.add(new SchemaRef.Part(
                                own, part.keyword(name).then("properties").then(property), false));
                    }
                }
            }
        }
        return new SchemaRef(parts);
    }

    /** Objects with the properties that a condition describes: without it they may be unevaluated. */
    private void evaluated(Plain part) {
        for (String name : List.of("then", "else")) {
            ObjectNode object = keywords.base().orElse(null);
            if (object != null && KeywordValues.keyword(part, name).has("properties")) {
                KeywordValues.keyword(part, "if")
                        .path("required")
                        .forEach(each -> object.set(each.asText(), keywords.valueOf(each.asText())));
                KeywordValues.keyword(part, name)
                        .path("properties")
                        .fieldNames()
                        .forEachRemaining(each -> keywords.accepting
                                .smallest(accepted(each))
                                .ifPresent(value -> object.set(each, value)));
                all.add(object);
            }
        }
    }

    /** The values for the conditions of both schemas. */
    Set<JsonNode> all() {
        ObjectNode rejected = KeywordValues.NODES.objectNode();
        for (String name : List.of("if", "then", "else")) {
            if (reject.otherKeywords().containsKey(name)) {
                rejected.set(name, KeywordValues.keyword(reject, name));
            }
        }
        keywords.base().ifPresent(object -> conditions(rejected, reject.at(), object, 0));
        KeywordParts.of(accept, KeywordGroup.around("if")).forEach(this::evaluated);
        if (!rejected.has("if") || !accept.types().contains(NormalSchema.Type.OBJECT)) {
            List<SchemaRef.Part> then =
                    new ArrayList<>(KeywordValues.part(accept, "if").parts());
            then.addAll(KeywordValues.part(accept, "then").parts());
            all.addAll(keywords.values(new SchemaRef(then), KeywordValues.part(reject, "then")));
            all.addAll(keywords.values(KeywordValues.part(accept, "else"), KeywordValues.part(reject, "else")));
        }
        return all;
    }

    /** The object with each property of the dependent schema in turn, with values that its schema rejects. */
    Set<JsonNode> inside(ObjectNode with, JsonNode schema, SchemaRef ref) {
        schema.path("properties").properties().forEach(property -> {
            SchemaRef own = SchemaRef.of(
                    property.getValue(), ref.at().then("properties").then(property.getKey()));
            keywords.values(accepted(property.getKey()), own)
                    .forEach(value -> all.add(with.deepCopy().set(property.getKey(), value)));
        });
        return all;
    }
}
