package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
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

/**
 * Computes the normal forms of the schemas of one document, each once and on demand. {@code openapi.schema.SchemaParts}
 * lists the schemas that apply to a value and is enough to read them; a comparison also needs bounds merged, unions
 * distributed, the direction of a message and the reason why a reference has no target, so it expands {@code allOf} itself.
 */
public final class Normalizer {
    /** The steps of a branch: its normal form takes far more memory than a part of a schema. */
    private static final int BRANCH_STEPS = 100;

    /** Decisions whether a union rejects nothing, each within another. */
    private static final int DEEPEST_DECISION = 8;

    private final ReferenceResolver references;
    private final SchemaExpansion expansion;
    private final ImpliedKeywords implied;
    private final boolean openApi30;
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
     * @param budget shared by all normalizers of a comparison
     */
    public Normalizer(JsonNode document, MessageDirection direction, ImpliedUnion impliedUnion, WorkBudget budget) {
        this.references = new ReferenceResolver(document);
        this.openApi30 = openApi30(document);
        this.impliedUnion = impliedUnion;
        this.direction = direction;
        this.budget = budget;
        this.expansion = new SchemaExpansion(references, openApi30, budget);
        this.implied = new ImpliedKeywords(
                expansion, openApi30, flat -> PropertyMerger.merge(flat, references, direction, openApi30)
                        .required());
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
            NormalSchema.Unresolved unresolved = expansion.expand(part, flat);
            if (unresolved != null) {
                return unresolved;
            }
        }
        NormalSchema.Unresolved lost = implied.replace(flat);
        if (lost != null) {
            return lost;
        }
        Set<JsonNode> distributed = distributed(ref);
        List<UnionKeyword> unions = new ArrayList<>();
        Annotations annotations = Annotations.NONE;
        ConstraintMerger constraints = new ConstraintMerger(openApi30);
        for (SchemaRef.Part part : flat) {
            constraints.add(part.node(), part.at());
            if (!part.base()) {
                annotations = annotations.over(Annotations.of(part.node()).withDiscriminator(part.node(), references));
                if (!distributed.contains(part.node())) {
                    UnionKeyword.addTo(unions, part);
                }
            }
        }
        if (unions.isEmpty()) {
            TypeConstraints.Properties properties = PropertyMerger.merge(flat, references, direction, openApi30);
            return budget.take(properties.named().size())
                    ? constraints.schema(ref, flat, properties, List.of(), annotations)
                    : new NormalSchema.Unresolved(ref.at(), Obstacle.TOO_COMPLEX);
        }
        UnionKeyword main = unions.size() == 1 ? unions.getFirst() : UnionKeyword.main(unions);
        NormalSchema schema = distribute(ref.at(), flat, main, annotations);
        return unions.size() == 1 ? schema : siblings(schema, unions, main);
    }

    /** What a schema that is nothing but a reference refers to; any other schema itself. */
    public SchemaRef target(SchemaRef ref) {
        return expansion.target(ref);
    }

    /** A schema, or what it refers to; a missing node when there is no target. */
    public JsonNode resolved(JsonNode schema) {
        return references.followSchema(schema, DocumentPointer.ROOT) instanceof ReferenceResolver.Target.Found found
                ? found.node()
                : MissingNode.getInstance();
    }

    private NormalSchema siblings(NormalSchema schema, List<UnionKeyword> unions, UnionKeyword main) {
        List<Union> siblings = new ArrayList<>();
        for (UnionKeyword unionKeyword : unions) {
            if (unionKeyword.equals(main)) {
                continue;
            }
            DocumentPointer at = unionKeyword.part().at();
            NormalSchema other = distribute(at, List.of(), unionKeyword, Annotations.NONE);
            if (other instanceof NormalSchema.Unresolved) {
                return other;
            }
            // a union of one schema and null has no branches left
            Union union = other instanceof Union several
                    ? several
                    : Union.ofOne(new SchemaRef(List.of(unionKeyword.part())), other);
            if (!isImplied(union, schema)) {
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
                && expansion.expand(option, extended) == null
                && extended.stream().anyMatch(each -> SchemaExpansion.same(each.node(), owner.node()))
                && !expansion.isAt(option, owner.node())) {
            parts.add(new SchemaRef.Part(owner.node(), owner.at(), true));
        }
        parts.add(option);
        return new SchemaRef(parts);
    }

    /** The schemas whose unions are distributed already. */
    private static Set<JsonNode> distributed(SchemaRef ref) {
        Set<JsonNode> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        ref.parts().stream().filter(SchemaRef.Part::base).forEach(part -> nodes.add(part.node()));
        return nodes;
    }

    private NormalSchema branchSchema(SchemaRef ref) {
        SchemaRef.Part option = ref.parts().getLast();
        boolean refersToItself = distributed(ref).stream().anyMatch(node -> expansion.isAt(option, node));
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
