package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.diff.normal.NormalSchema.Branch;
import dev.loupe.diff.normal.NormalSchema.Obstacle;
import dev.loupe.diff.normal.NormalSchema.Union;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Computes the normal forms of the schemas of one document, each once and on demand. {@code openapi.schema.SchemaParts}
 * lists the schemas that apply to a value and is enough to read them; a comparison also needs bounds merged, unions
 * distributed, the direction of a message and the reason why a reference has no target, so it expands {@code allOf} itself.
 */
public final class Normalizer {
    /** A schema with more parts in allOf is treated as an attack. */
    private static final int MOST_PARTS = 2_000;

    /** The steps of a branch: its normal form takes far more memory than a part of a schema. */
    private static final int BRANCH_STEPS = 100;

    /** Decisions whether a union rejects nothing, each within another. */
    private static final int DEEPEST_DECISION = 8;

    private final ReferenceResolver references;
    private final boolean openApi30;
    private final boolean lenientNull;
    private final ImpliedUnion impliedUnion;
    private final MessageDirection direction;
    private final WorkBudget budget;
    private final Map<SchemaRef, NormalSchema> known = new HashMap<>();
    private final Set<SchemaRef> within = new HashSet<>();
    private int deciding;

    /**
     * Whether a union accepts every value of a schema. To decide this needs a comparison, which a normal form does not
     * contain.
     */
    public interface ImpliedUnion {
        boolean test(Union unionKeyword, NormalSchema schema, Normalizer schemas);
    }

    /**
     * Creates a normalizer for one document.
     *
     * @param lenientNull true to read {@code type: [T, null]} with an enum without null like {@code nullable} in
     *     OpenAPI 3.0, so that a document translated from 3.0 keeps its meaning
     * @param budget shared by all normalizers of a comparison
     */
    public Normalizer(
            JsonNode document,
            MessageDirection direction,
            boolean lenientNull,
            ImpliedUnion impliedUnion,
            WorkBudget budget) {
        this.references = new ReferenceResolver(document);
        this.openApi30 = openApi30(document);
        this.lenientNull = lenientNull;
        this.impliedUnion = impliedUnion;
        this.direction = direction;
        this.budget = budget;
    }

    public WorkBudget budget() {
        return budget;
    }

    public static boolean openApi30(JsonNode document) {
        return document.path("openapi").asText("3.0").startsWith("3.0");
    }

    public NormalSchema schema(SchemaRef ref) {
        NormalSchema schema = known.get(ref);
        if (schema == null) {
            schema = normalize(ref);
            known.put(ref, schema);
        }
        return schema;
    }

    private NormalSchema normalize(SchemaRef ref) {
        SchemaRef target = target(ref);
        if (!target.equals(ref)) {
            return budget.take(1)
                    ? schema(target).referredFrom(ref.at(), openApi30 ? List.of() : ref.parts())
                    : new NormalSchema.Unresolved(ref.at(), Obstacle.TOO_COMPLEX);
        }
        List<SchemaRef.Part> flat = new ArrayList<>();
        for (SchemaRef.Part part : ref.parts()) {
            NormalSchema.Unresolved unresolved = expand(part, flat, 0);
            if (unresolved != null) {
                return unresolved;
            }
        }
        Set<JsonNode> distributed = distributed(ref);
        List<UnionKeyword> unions = new ArrayList<>();
        Annotations annotations = Annotations.NONE;
        ConstraintMerger constraints = new ConstraintMerger(openApi30, lenientNull);
        for (SchemaRef.Part part : flat) {
            constraints.add(part.node(), part.at());
            if (!part.base()) {
                annotations =
                        annotations.over(Keywords.annotations(part.node()).withDiscriminator(part.node(), references));
                if (!distributed.contains(part.node())) {
                    unions(part, unions);
                }
            }
        }
        if (unions.isEmpty()) {
            NormalSchema.Properties properties = PropertyMerger.merge(flat, references, direction, openApi30);
            return budget.take(properties.named().size())
                    ? constraints.schema(ref, flat, properties, List.of(), annotations)
                    : new NormalSchema.Unresolved(ref.at(), Obstacle.TOO_COMPLEX);
        }
        UnionKeyword main = unions.size() == 1 ? unions.getFirst() : main(unions);
        NormalSchema schema = distribute(ref.at(), flat, main, annotations);
        return unions.size() == 1 ? schema : siblings(schema, unions, main);
    }

    /** What a schema that is nothing but a reference refers to; any other schema itself. */
    public SchemaRef target(SchemaRef ref) {
        if (ref.parts().size() != 1) {
            return ref;
        }
        SchemaRef.Part part = ref.parts().getFirst();
        boolean isReference = !part.base()
                && part.node().path("$ref").isTextual()
                && (openApi30 || part.node().size() == 1);
        return isReference && references.follow(part.node(), part.at()) instanceof ReferenceResolver.Target.Found found
                ? SchemaRef.of(found.node(), found.at())
                : ref;
    }

    /** A schema, or what it refers to; a missing node when there is no target. */
    public JsonNode resolved(JsonNode schema) {
        return references.resolved(schema);
    }

    /** The union that describes the values best; the other unions only reject some of them. */
    private static UnionKeyword main(List<UnionKeyword> unions) {
        UnionKeyword main = unions.getFirst();
        for (UnionKeyword each : unions) {
            main = each.describing() > main.describing() ? each : main;
        }
        return main;
    }

    private NormalSchema siblings(NormalSchema schema, List<UnionKeyword> unions, UnionKeyword main) {
        List<Union> siblings = new ArrayList<>();
        for (UnionKeyword unionKeyword : unions) {
            if (!unionKeyword.equals(main)
                    && distribute(unionKeyword.part().at(), List.of(), unionKeyword, Annotations.NONE)
                            instanceof Union union
                    && !isImplied(union, schema)) {
                siblings.add(union);
            }
        }
        if (siblings.isEmpty()) {
            return schema;
        }
        return switch (schema) {
            case NormalSchema.Unresolved unresolved -> unresolved;
            case NormalSchema.Plain plain -> plain.withUnions(siblings);
            case Union union ->
                new Union(
                        union.at(),
                        union.exactlyOne(),
                        union.branches(),
                        union.nullable(),
                        siblings,
                        union.annotations());
        };
    }

    /** To decide this normalizes the schemas below, whose unions are decided first; beyond a depth they are kept. */
    private boolean isImplied(Union union, NormalSchema schema) {
        if (deciding >= DEEPEST_DECISION) {
            return false;
        }
        deciding++;
        try {
            return impliedUnion.test(union, schema, this);
        } finally {
            deciding--;
        }
    }

    /** A reference to a schema that is not in the document. */
    public SchemaRef ref(NormalSchema schema) {
        SchemaRef ref = SchemaRef.of(JsonNodeFactory.instance.objectNode(), schema.at());
        known.put(ref, schema);
        return ref;
    }

    /** Resolves references and flattens {@code allOf}. */
    private NormalSchema.@Nullable Unresolved expand(SchemaRef.Part part, List<SchemaRef.Part> flat, int depth) {
        if (part.base()) {
            flat.add(part);
            return null;
        }
        if (depth > 200 || flat.size() > MOST_PARTS) {
            return new NormalSchema.Unresolved(part.at(), Obstacle.CYCLE);
        }
        if (!budget.take(1)) {
            return new NormalSchema.Unresolved(part.at(), Obstacle.TOO_COMPLEX);
        }
        JsonNode node = part.node();
        if (node.path("$ref").isTextual()) {
            NormalSchema.Unresolved unresolved =
                    switch (references.follow(node, part.at())) {
                        case ReferenceResolver.Target.Unresolved lost ->
                            new NormalSchema.Unresolved(part.at(), Obstacle.REFERENCE, lost.reference());
                        case ReferenceResolver.Target.Found found ->
                            expand(new SchemaRef.Part(found.node(), found.at(), false), flat, depth + 1);
                    };
            if (unresolved != null || openApi30) {
                // OpenAPI 3.0: siblings of $ref are ignored
                return unresolved;
            }
        }
        int index = 0;
        for (JsonNode each : Keywords.list(node, "allOf")) {
            DocumentPointer at = part.at().then("allOf").then(index++);
            NormalSchema.Unresolved unresolved = expand(new SchemaRef.Part(each, at, false), flat, depth + 1);
            if (unresolved != null) {
                return unresolved;
            }
        }
        JsonNode negatedTwice = Keywords.doubleNegation(node);
        NormalSchema.Unresolved unresolved = negatedTwice == null
                ? null
                : expand(new SchemaRef.Part(negatedTwice, part.at().then("not").then("not"), false), flat, depth + 1);
        flat.add(part);
        return unresolved;
    }

    private record UnionKeyword(SchemaRef.Part part, String keyword, List<JsonNode> options) {
        /** The number of options that describe a value, not only its required properties. */
        long describing() {
            return options.stream()
                    .filter(each -> each.has("type") || each.has("properties") || each.has("$ref") || each.has("enum"))
                    .count();
        }
    }

    private static void unions(SchemaRef.Part part, List<UnionKeyword> unions) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            List<JsonNode> options = Keywords.list(part.node(), keyword);
            if (!options.isEmpty()) {
                unions.add(new UnionKeyword(part, keyword, options));
            }
        }
    }

    /** Moves the sibling keywords of a union into its branches, an equivalent form that is easier to compare. */
    private NormalSchema distribute(
            DocumentPointer at, List<SchemaRef.Part> flat, UnionKeyword unionKeyword, Annotations annotations) {
        List<SchemaRef.Part> base = new ArrayList<>();
        for (SchemaRef.Part part : flat) {
            if (part.base() || Keywords.constrains(part.node())) {
                base.add(new SchemaRef.Part(part.node(), part.at(), true));
            }
        }
        List<Branch> branches = new ArrayList<>();
        int index = 0;
        for (JsonNode option : unionKeyword.options()) {
            if (!budget.take(BRANCH_STEPS + base.size())) {
                return new NormalSchema.Unresolved(at, Obstacle.TOO_COMPLEX);
            }
            SchemaRef.Part part = new SchemaRef.Part(
                    option,
                    unionKeyword.part().at().then(unionKeyword.keyword()).then(index++),
                    false);
            SchemaRef ref = branch(base, unionKeyword.part(), part);
            // a recursive union (an array of itself) arrives here again before its normal form is known
            branches.add(new Branch(ref, branchSchema(ref)));
        }
        NormalSchema tidy = UnionNormalizer.tidy(at, unionKeyword.keyword().equals("oneOf"), branches, annotations);
        // a nested union adds all its branches
        return tidy instanceof Union union
                        && !budget.take(10L * union.branches().size())
                ? new NormalSchema.Unresolved(at, Obstacle.TOO_COMPLEX)
                : tidy;
    }

    /**
     * An option with the keywords around its union. When the option extends the owner of the union, which is how
     * inheritance is written ({@code Pet} is one of {@code Cat} and {@code Dog}, which are all of {@code Pet} and more),
     * the owner is one of these, so that its union is not distributed again.
     */
    private SchemaRef branch(List<SchemaRef.Part> base, SchemaRef.Part owner, SchemaRef.Part option) {
        List<SchemaRef.Part> parts = new ArrayList<>(base);
        List<SchemaRef.Part> extended = new ArrayList<>();
        if (!distributed(new SchemaRef(base)).contains(owner.node())
                && expand(option, extended, 0) == null
                && extended.stream().anyMatch(each -> same(each.node(), owner.node()))
                && !isAt(option, owner.node())) {
            parts.add(new SchemaRef.Part(owner.node(), owner.at(), true));
        }
        parts.add(option);
        return new SchemaRef(parts);
    }

    private boolean isAt(SchemaRef.Part option, JsonNode node) {
        return references.follow(option.node(), option.at()) instanceof ReferenceResolver.Target.Found found
                && same(found.node(), node);
    }

    @SuppressWarnings("ReferenceEquality") // the same node, not an equal one elsewhere in the document
    private static boolean same(JsonNode one, JsonNode other) {
        return one == other;
    }

    /** The schemas whose unions are distributed already. */
    private static Set<JsonNode> distributed(SchemaRef ref) {
        Set<JsonNode> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        ref.parts().stream().filter(SchemaRef.Part::base).forEach(part -> nodes.add(part.node()));
        return nodes;
    }

    private NormalSchema branchSchema(SchemaRef ref) {
        SchemaRef.Part option = ref.parts().getLast();
        boolean refersToItself = distributed(ref).stream().anyMatch(node -> isAt(option, node));
        if (refersToItself || within.size() > 200 || !within.add(ref)) {
            return new NormalSchema.Unresolved(ref.at(), Obstacle.CYCLE);
        }
        try {
            return schema(ref);
        } finally {
            within.remove(ref);
        }
    }
}
