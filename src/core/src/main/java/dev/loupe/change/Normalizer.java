package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.change.Shape.Branch;
import dev.loupe.change.Shape.Choice;
import dev.loupe.change.Shape.Members;
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
final class Normalizer {
    /** So many schemas joined by allOf at one place are no contract but an attack. */
    private static final int MOST_PARTS = 2_000;

    private final References references;
    private final boolean threeZero;
    private final boolean laxNull;
    private final ImpliedUnion impliedUnion;
    private final Side side;
    private final Map<Slot, Shape> known = new HashMap<>();
    private final Set<Slot> within = new HashSet<>();

    /** Whether a union rules out nothing that a schema accepts. To answer takes a comparison, which is no part of a normal form. */
    interface ImpliedUnion {
        boolean test(Choice union, Shape shape, Normalizer schemas);
    }

    /**
     * The schemas of a document.
     *
     * @param laxNull true to take {@code type: [T, null]} beside an enum without null as OpenAPI 3.0's {@code nullable} is
     *     taken, so that a document that was translated from 3.0 word by word means what it meant
     */
    Normalizer(JsonNode document, Side side, boolean laxNull, ImpliedUnion impliedUnion) {
        this.references = new References(document);
        this.threeZero = threeZero(document);
        this.laxNull = laxNull;
        this.impliedUnion = impliedUnion;
        this.side = side;
    }

    static boolean threeZero(JsonNode document) {
        return document.path("openapi").asText("3.0").startsWith("3.0");
    }

    Shape shape(Slot slot) {
        Shape shape = known.get(slot);
        if (shape == null) {
            shape = normalize(slot);
            known.put(slot, shape);
        }
        return shape;
    }

    private Shape normalize(Slot slot) {
        List<Slot.Part> flat = new ArrayList<>();
        for (Slot.Part part : slot.parts()) {
            Shape.Broken broken = expand(part, flat, 0);
            if (broken != null) {
                return broken;
            }
        }
        List<Union> unions = new ArrayList<>();
        Notes notes = Notes.NONE;
        Constraints constraints = new Constraints(threeZero, laxNull);
        for (Slot.Part part : flat) {
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
        Shape shape = distribute(slot.at(), flat, main, notes);
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

    private Shape beside(Shape shape, List<Union> unions, Union main) {
        List<Choice> beside = new ArrayList<>();
        for (Union union : unions) {
            if (!union.equals(main)
                    && distribute(union.part().at(), List.of(), union, Notes.NONE) instanceof Choice choice
                    && !impliedUnion.test(choice, shape, this)) {
                beside.add(choice);
            }
        }
        if (beside.isEmpty()) {
            return shape;
        }
        return switch (shape) {
            case Shape.Broken broken -> broken;
            case Shape.Plain plain -> plain.withUnions(beside);
            case Choice choice ->
                new Choice(
                        choice.at(), choice.exactlyOne(), choice.branches(), choice.nullable(), beside, choice.notes());
        };
    }

    /** A slot for a schema that stands nowhere in the document. */
    Slot slot(Shape shape) {
        Slot slot = Slot.of(JsonNodeFactory.instance.objectNode(), shape.at());
        known.put(slot, shape);
        return slot;
    }

    /** Resolves references and lays {@code allOf} out flat. */
    private Shape.@Nullable Broken expand(Slot.Part part, List<Slot.Part> flat, int depth) {
        if (part.base()) {
            flat.add(part);
            return null;
        }
        if (depth > 200 || flat.size() > MOST_PARTS) {
            return new Shape.Broken(part.at(), "", "its allOf goes in a circle or is deeper than 200");
        }
        JsonNode node = part.node();
        if (node.path("$ref").isTextual()) {
            Shape.Broken broken =
                    switch (references.follow(node, part.at())) {
                        case References.Target.Lost lost -> new Shape.Broken(part.at(), lost.reference(), lost.why());
                        case References.Target.Found found ->
                            expand(new Slot.Part(found.node(), found.at(), false), flat, depth + 1);
                    };
            if (broken != null || threeZero) {
                // OpenAPI 3.0: what stands beside a reference is ignored
                return broken;
            }
        }
        int index = 0;
        for (JsonNode each : Keywords.list(node, "allOf")) {
            Pointer at = part.at().then("allOf").then(index++);
            Shape.Broken broken = expand(new Slot.Part(each, at, false), flat, depth + 1);
            if (broken != null) {
                return broken;
            }
        }
        JsonNode meant = Keywords.twiceNot(node);
        Shape.Broken broken = meant == null
                ? null
                : expand(new Slot.Part(meant, part.at().then("not").then("not"), false), flat, depth + 1);
        flat.add(part);
        return broken;
    }

    private record Union(Slot.Part part, String keyword, List<JsonNode> options) {
        /** How many options say of what kind the value is, not only which members it must have. */
        long describing() {
            return options.stream()
                    .filter(each -> each.has("type") || each.has("properties") || each.has("$ref") || each.has("enum"))
                    .count();
        }
    }

    private static void unions(Slot.Part part, List<Union> unions) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            List<JsonNode> options = Keywords.list(part.node(), keyword);
            if (!options.isEmpty()) {
                unions.add(new Union(part, keyword, options));
            }
        }
    }

    /** Moves what stands beside a union into its branches; the two are equal, and the second compares well. */
    private Shape distribute(Pointer at, List<Slot.Part> flat, Union union, Notes notes) {
        List<Slot.Part> base = new ArrayList<>();
        for (Slot.Part part : flat) {
            if (Keywords.constrains(part.node())) {
                base.add(new Slot.Part(part.node(), part.at(), true));
            }
        }
        List<Branch> branches = new ArrayList<>();
        int index = 0;
        for (JsonNode option : union.options()) {
            List<Slot.Part> parts = new ArrayList<>(base);
            parts.add(new Slot.Part(
                    option, union.part().at().then(union.keyword()).then(index++), false));
            Slot slot = new Slot(parts);
            // A union that holds itself ("a list of me") is met here again before it is known.
            branches.add(new Branch(slot, shapeOfBranch(slot)));
        }
        return Unions.tidy(at, union.keyword().equals("oneOf"), branches, notes);
    }

    private Shape shapeOfBranch(Slot slot) {
        if (within.size() > 200 || !within.add(slot)) {
            return new Shape.Broken(slot.at(), "", "its branches refer to themselves");
        }
        try {
            return shape(slot);
        } finally {
            within.remove(slot);
        }
    }

    private Members members(List<Slot.Part> flat) {
        Map<String, List<Slot.Part>> named = new LinkedHashMap<>();
        List<Slot.Part> speaking = new ArrayList<>();
        List<Slot.Part> others = new ArrayList<>();
        SortedSet<String> required = new TreeSet<>();
        boolean closed = false;
        long min = 0;
        long max = Long.MAX_VALUE;
        for (Slot.Part part : flat) {
            JsonNode node = part.node();
            node.path("properties").properties().forEach(each -> named.put(each.getKey(), new ArrayList<>()));
            Keywords.list(node, "required").forEach(each -> required.add(each.asText()));
            JsonNode additional = node.path("additionalProperties");
            closed |= Keywords.isFalse(additional) || Keywords.isFalse(node.path("unevaluatedProperties"));
            if (additional.isObject() && !additional.isEmpty()) {
                others.add(new Slot.Part(additional, part.at().then("additionalProperties"), false));
            }
            if (node.has("properties") || additional.isObject() || Keywords.isFalse(additional)) {
                speaking.add(part);
            }
            min = Math.max(min, Keywords.count(node, "minProperties", 0));
            max = Math.min(max, Keywords.count(node, "maxProperties", Long.MAX_VALUE));
        }
        Map<String, Slot> properties = new LinkedHashMap<>();
        boolean shut = closed || (max == 0 && flat.stream().noneMatch(Normalizer::hasPatterns));
        named.forEach((name, parts) -> {
            Slot slot = property(name, speaking);
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
                shut || others.isEmpty() ? null : new Slot(others),
                shut);
    }

    private static boolean hasPatterns(Slot.Part part) {
        return part.node().has("patternProperties");
    }

    private static Slot property(String name, List<Slot.Part> speaking) {
        List<Slot.Part> parts = new ArrayList<>();
        for (Slot.Part part : speaking) {
            JsonNode own = part.node().path("properties").path(name);
            JsonNode additional = part.node().path("additionalProperties");
            if (!own.isMissingNode()) {
                parts.add(new Slot.Part(own, part.at().then("properties").then(name), false));
            } else if ((additional.isObject() && !additional.isEmpty()) || Keywords.isFalse(additional)) {
                parts.addFirst(new Slot.Part(additional, part.at().then("additionalProperties"), false));
            }
        }
        return new Slot(parts);
    }

    /** A member that only the server writes is no part of a request, one that only the client writes none of an answer. */
    private boolean hidden(Slot slot) {
        String mark = side == Side.REQUEST ? "readOnly" : "writeOnly";
        for (Slot.Part part : slot.parts()) {
            if (references.follow(part.node(), part.at()) instanceof References.Target.Found found
                    && found.node().path(mark).asBoolean(false)) {
                return true;
            }
        }
        return false;
    }
}
