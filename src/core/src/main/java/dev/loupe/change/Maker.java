package dev.loupe.change;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.change.Shape.Plain;
import dev.loupe.schema.Goal;
import dev.loupe.schema.Synthesis;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes values for the schemas of one contract, as the normal form names them. */
final class Maker {
    private final Normalizer schemas;
    private final References references;
    private final Synthesis synthesis;

    Maker(Normalizer schemas, JsonNode document, Synthesis synthesis) {
        this.schemas = schemas;
        this.references = new References(document);
        this.synthesis = synthesis;
    }

    Normalizer schemas() {
        return schemas;
    }

    Optional<JsonNode> smallest(Slot slot) {
        return synthesis.smallest(goal(slot.parts()));
    }

    /** The smallest object that has so many members, if that can be. */
    Optional<ObjectNode> object(Plain plain, int members) {
        return synthesis.object(goal(plain.sources()), members);
    }

    /** Values on either side of the rules of a schema, and of one that another maker knows. */
    List<JsonNode> near(Plain plain, @Nullable Maker others, @Nullable Plain other) {
        return synthesis.near(
                goal(plain.sources()),
                others == null || other == null ? null : others.synthesis.demands(others.goal(other.sources())));
    }

    /** A small message with a value at a place; empty when there is none. */
    Optional<JsonNode> around(Slot root, List<Step> steps, boolean inNew, JsonNode value) {
        List<Synthesis.Level> way = way(root, steps, inNew);
        return way == null ? Optional.empty() : synthesis.through(way, value);
    }

    private Goal goal(List<Slot.Part> parts) {
        List<JsonPointer> all = new ArrayList<>();
        Set<JsonPointer> decided = new LinkedHashSet<>();
        for (Slot.Part part : parts) {
            all.add(JsonPointer.compile(part.at().toString()));
            if (part.base()) {
                decide(part.node(), part.at(), decided);
            }
        }
        return new Goal(all, decided);
    }

    /** The unions in what stands beside a branch: the branch is the choice. */
    private void decide(JsonNode node, Pointer at, Set<JsonPointer> decided) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (node.has(keyword)
                    && !decided.add(JsonPointer.compile(at.then(keyword).toString()))) {
                return;
            }
        }
        int index = 0;
        for (JsonNode each : Keywords.list(node, "allOf")) {
            decide(each, at.then("allOf").then(index++), decided);
        }
        if (node.has("$ref") && references.follow(node, at) instanceof References.Target.Found found) {
            decide(found.node(), found.at(), decided);
        }
    }

    /** The way to a place; null when it leads through what is not there. */
    private @Nullable List<Synthesis.Level> way(Slot root, List<Step> steps, boolean inNew) {
        List<Synthesis.Level> way = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof Step.Into) {
                continue;
            }
            if (!(Walk.at(schemas, root, steps.subList(0, i), inNew) instanceof Plain plain)) {
                return null;
            }
            way.add(new Synthesis.Level(goal(plain.sources()), member(steps.get(i))));
        }
        return way;
    }

    private static @Nullable String member(Step step) {
        return switch (step) {
            case Step.Member named -> named.name();
            case Step.Others others -> Synthesis.UNKNOWN;
            case Step.Element element -> null;
            case Step.Into into -> null;
        };
    }

    /** Where {@link #around} puts its value, as a JSON pointer. */
    static String pointer(List<Step> steps) {
        Pointer at = Pointer.ROOT;
        for (Step step : steps) {
            String member = member(step);
            at = step instanceof Step.Into ? at : member == null ? at.then(0) : at.then(member);
        }
        return at.toString();
    }
}
