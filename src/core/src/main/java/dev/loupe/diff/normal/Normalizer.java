package dev.loupe.diff.normal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.diff.normal.NormalSchema.Branch;
import dev.loupe.diff.normal.NormalSchema.Choice;
import dev.loupe.diff.normal.NormalSchema.Members;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Brings the schemas of one document into their normal form, each when it is asked for and once. */
public final class Normalizer {
    /** So many schemas joined by allOf at one place are no contract but an attack. */
    private static final int MOST_PARTS = 2_000;

    private final ReferenceResolver references;
    private final boolean threeZero;
    private final boolean laxNull;
    private final ImpliedUnion impliedUnion;
    private final MessageDirection side;
    private final Map<SchemaRef, NormalSchema> known = new HashMap<>();
    private final Set<SchemaRef> within = new HashSet<>();

    /** Whether a union rules out nothing that a schema accepts. To answer takes a comparison, which is no part of a normal form. */
    public interface ImpliedUnion {
        boolean test(Choice union, NormalSchema shape, Normalizer schemas);
    }

    /**
     * The schemas of a document.
     *
     * @param laxNull true to take {@code type: [T, null]} beside an enum without null as OpenAPI 3.0's {@code nullable} is
     *     taken, so that a document that was translated from 3.0 word by word means what it meant
     */
    public Normalizer(JsonNode document, MessageDirection side, boolean laxNull, ImpliedUnion impliedUnion) {
        this.references = new ReferenceResolver(document);
        this.threeZero = threeZero(document);
        this.laxNull = laxNull;
        this.impliedUnion = impliedUnion;
        this.side = side;
    }

    public static boolean threeZero(JsonNode document) {
        return document.path("openapi").asText("3.0").startsWith("3.0");
    }

    public NormalSchema shape(SchemaRef slot) {
        NormalSchema shape = known.get(slot);
        if (shape == null) {
            shape = normalize(slot);
            known.put(slot, shape);
        }
        return shape;
    }

    private NormalSchema normalize(SchemaRef slot) {
        List<SchemaRef.Part> flat = new ArrayList<>();
        for (SchemaRef.Part part : slot.parts()) {
            NormalSchema.Broken broken = expand(part, flat, 0);
            if (broken != null) {
                return broken;
            }
        }
        List<Union> unions = new ArrayList<>();
        Annotations notes = Annotations.NONE;
        ConstraintMerger constraints = new ConstraintMerger(threeZero, laxNull);
        for (SchemaRef.Part part : flat) {
            constraints.add(part.node(), part.at());
            if (!part.base()) {
                notes = notes.over(Keywords.notes(part.node()));
                unions(part, unions);
            }
        }
        if (unions.isEmpty()) {
            return constraints.shape(slot, flat, members(flat), List.of(), notes);
        }
        Union main = unions.size() == 1 ? unions.getFirst() : main(unions);
        NormalSchema shape = distribute(slot.at(), flat, main, notes);
        return unions.size() == 1 ? shape : beside(shape, unions, main);
    }

    /** Of several unions, all of which must hold, the one that describes the values; the others rule some of them out. */
    private static Union main(List<Union> unions) {
        Union main = unions.getFirst();
        for (Union each : unions) {
            main = each.describing() > main.describing() ? each : main;
        }
        return main;
    }

    private NormalSchema beside(NormalSchema shape, List<Union> unions, Union main) {
        List<Choice> beside = new ArrayList<>();
        for (Union union : unions) {
            if (!union.equals(main)
                    && distribute(union.part().at(), List.of(), union, Annotations.NONE) instanceof Choice choice
                    && !impliedUnion.test(choice, shape, this)) {
                beside.add(choice);
            }
        }
        if (beside.isEmpty()) {
            return shape;
        }
        return switch (shape) {
            case NormalSchema.Broken broken -> broken;
            case NormalSchema.Plain plain -> plain.withUnions(beside);
            case Choice choice ->
                new Choice(
                        choice.at(), choice.exactlyOne(), choice.branches(), choice.nullable(), beside, choice.notes());
        };
    }

    /** A slot for a schema that stands nowhere in the document. */
    public SchemaRef slot(NormalSchema shape) {
        SchemaRef slot = SchemaRef.of(JsonNodeFactory.instance.objectNode(), shape.at());
        known.put(slot, shape);
        return slot;
    }

    /** Resolves references and lays {@code allOf} out flat. */
    private NormalSchema.@Nullable Broken expand(SchemaRef.Part part, List<SchemaRef.Part> flat, int depth) {
        if (part.base()) {
            flat.add(part);
            return null;
        }
        if (depth > 200 || flat.size() > MOST_PARTS) {
            return new NormalSchema.Broken(part.at(), "", "its allOf goes in a circle or is deeper than 200");
        }
        JsonNode node = part.node();
        if (node.path("$ref").isTextual()) {
            NormalSchema.Broken broken =
                    switch (references.follow(node, part.at())) {
                        case ReferenceResolver.Target.Unresolved lost ->
                            new NormalSchema.Broken(part.at(), lost.reference(), lost.why());
                        case ReferenceResolver.Target.Found found ->
                            expand(new SchemaRef.Part(found.node(), found.at(), false), flat, depth + 1);
                    };
            if (broken != null || threeZero) {
                // OpenAPI 3.0: what stands beside a reference is ignored
                return broken;
            }
        }
        int index = 0;
        for (JsonNode each : Keywords.list(node, "allOf")) {
            DocumentPointer at = part.at().then("allOf").then(index++);
            NormalSchema.Broken broken = expand(new SchemaRef.Part(each, at, false), flat, depth + 1);
            if (broken != null) {
                return broken;
            }
        }
        JsonNode meant = Keywords.twiceNot(node);
        NormalSchema.Broken broken = meant == null
                ? null
                : expand(new SchemaRef.Part(meant, part.at().then("not").then("not"), false), flat, depth + 1);
        flat.add(part);
        return broken;
    }

    private record Union(SchemaRef.Part part, String keyword, List<JsonNode> options) {
        /** How many options say of what kind the value is, not only which members it must have. */
        long describing() {
            return options.stream()
                    .filter(each -> each.has("type") || each.has("properties") || each.has("$ref") || each.has("enum"))
                    .count();
        }
    }

    private static void unions(SchemaRef.Part part, List<Union> unions) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            List<JsonNode> options = Keywords.list(part.node(), keyword);
            if (!options.isEmpty()) {
                unions.add(new Union(part, keyword, options));
            }
        }
    }

    /** Moves what stands beside a union into its branches; the two are equal, and the second compares well. */
    private NormalSchema distribute(DocumentPointer at, List<SchemaRef.Part> flat, Union union, Annotations notes) {
        List<SchemaRef.Part> base = new ArrayList<>();
        for (SchemaRef.Part part : flat) {
            if (Keywords.constrains(part.node())) {
                base.add(new SchemaRef.Part(part.node(), part.at(), true));
            }
        }
        List<Branch> branches = new ArrayList<>();
        int index = 0;
        for (JsonNode option : union.options()) {
            List<SchemaRef.Part> parts = new ArrayList<>(base);
            parts.add(new SchemaRef.Part(
                    option, union.part().at().then(union.keyword()).then(index++), false));
            SchemaRef slot = new SchemaRef(parts);
            // A union that holds itself ("a list of me") is met here again before it is known.
            branches.add(new Branch(slot, shapeOfBranch(slot)));
        }
        return UnionNormalizer.tidy(at, union.keyword().equals("oneOf"), branches, notes);
    }

    private NormalSchema shapeOfBranch(SchemaRef slot) {
        if (within.size() > 200 || !within.add(slot)) {
            return new NormalSchema.Broken(slot.at(), "", "its branches refer to themselves");
        }
        try {
            return shape(slot);
        } finally {
            within.remove(slot);
        }
    }

    private Members members(List<SchemaRef.Part> flat) {
        Map<String, List<SchemaRef.Part>> named = new LinkedHashMap<>();
        List<SchemaRef.Part> speaking = new ArrayList<>();
        List<SchemaRef.Part> others = new ArrayList<>();
        SortedSet<String> required = new TreeSet<>();
        boolean closed = false;
        long min = 0;
        long max = Long.MAX_VALUE;
        for (SchemaRef.Part part : flat) {
            JsonNode node = part.node();
            node.path("properties").properties().forEach(each -> named.put(each.getKey(), new ArrayList<>()));
            Keywords.list(node, "required").forEach(each -> required.add(each.asText()));
            JsonNode additional = node.path("additionalProperties");
            closed |= Keywords.isFalse(additional) || Keywords.isFalse(node.path("unevaluatedProperties"));
            if (additional.isObject() && !additional.isEmpty()) {
                others.add(new SchemaRef.Part(additional, part.at().then("additionalProperties"), false));
            }
            if (node.has("properties") || additional.isObject() || Keywords.isFalse(additional)) {
                speaking.add(part);
            }
            min = Math.max(min, Keywords.count(node, "minProperties", 0));
            max = Math.min(max, Keywords.count(node, "maxProperties", Long.MAX_VALUE));
        }
        Map<String, SchemaRef> properties = new LinkedHashMap<>();
        boolean shut = closed || (max == 0 && flat.stream().noneMatch(Normalizer::hasPatterns));
        named.forEach((name, parts) -> {
            SchemaRef slot = property(name, speaking);
            if (hidden(slot)) {
                required.remove(name);
            } else if (!shut || slot.parts().stream().noneMatch(part -> Keywords.isFalse(part.node()))) {
                // in a closed object a member that may be nothing is one that is not described
                properties.put(name, slot);
            }
        });
        if (shut && max == 0) {
            properties.clear();
        }
        return new Members(
                min <= required.size() ? 0 : min,
                max == Long.MAX_VALUE || (shut && max >= properties.size()) ? null : max,
                properties,
                required,
                shut || others.isEmpty() ? null : new SchemaRef(others),
                shut);
    }

    private static boolean hasPatterns(SchemaRef.Part part) {
        return part.node().has("patternProperties");
    }

    private static SchemaRef property(String name, List<SchemaRef.Part> speaking) {
        List<SchemaRef.Part> parts = new ArrayList<>();
        for (SchemaRef.Part part : speaking) {
            JsonNode own = part.node().path("properties").path(name);
            JsonNode additional = part.node().path("additionalProperties");
            if (!own.isMissingNode()) {
                parts.add(new SchemaRef.Part(own, part.at().then("properties").then(name), false));
            } else if ((additional.isObject() && !additional.isEmpty()) || Keywords.isFalse(additional)) {
                parts.addFirst(new SchemaRef.Part(additional, part.at().then("additionalProperties"), false));
            }
        }
        return new SchemaRef(parts);
    }

    /** A member that only the server writes is no part of a request, one that only the client writes none of an answer. */
    private boolean hidden(SchemaRef slot) {
        String mark = side == MessageDirection.REQUEST ? "readOnly" : "writeOnly";
        for (SchemaRef.Part part : slot.parts()) {
            if (references.follow(part.node(), part.at()) instanceof ReferenceResolver.Target.Found found
                    && found.node().path(mark).asBoolean(false)) {
                return true;
            }
        }
        return false;
    }
}
