package dev.loupe.diff.prove;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.compare.PathStep;
import dev.loupe.diff.normal.Keywords;
import dev.loupe.diff.normal.NormalSchema.Plain;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.SchemaSelection;
import dev.loupe.openapi.values.ValueSynthesis;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds values for the schemas of one spec. */
final class ValueBuilder {
    private final Normalizer schemas;
    private final ReferenceResolver references;
    private final ValueSynthesis synthesis;

    ValueBuilder(Normalizer schemas, JsonNode document, ValueSynthesis synthesis) {
        this.schemas = schemas;
        this.references = new ReferenceResolver(document);
        this.synthesis = synthesis;
    }

    Normalizer schemas() {
        return schemas;
    }

    Optional<JsonNode> smallest(SchemaRef ref) {
        return synthesis.smallest(goal(ref.parts()));
    }

    /** The smallest object with that number of properties, if there is one. */
    Optional<ObjectNode> object(Plain plain, int properties) {
        return synthesis.object(goal(plain.sources()), properties);
    }

    /** Values near the limits of a schema and of a schema of the other spec. */
    List<JsonNode> near(Plain plain, @Nullable ValueBuilder others, @Nullable Plain other) {
        return synthesis.near(
                goal(plain.sources()),
                others == null || other == null ? null : others.synthesis.effective(others.goal(other.sources())));
    }

    /** A small message with a value at a location; empty when there is none. */
    Optional<JsonNode> around(SchemaRef root, List<PathStep> steps, boolean inNew, JsonNode value) {
        List<ValueSynthesis.Level> way = way(root, steps, inNew);
        return way == null ? Optional.empty() : synthesis.through(way, value);
    }

    private SchemaSelection goal(List<SchemaRef.Part> parts) {
        List<JsonPointer> all = new ArrayList<>();
        Set<JsonPointer> decided = new LinkedHashSet<>();
        for (SchemaRef.Part part : parts) {
            all.add(part.at().toJsonPointer());
            if (part.base()) {
                decide(part.node(), part.at(), decided);
            }
        }
        return new SchemaSelection(all, decided);
    }

    /** The unions in the sibling keywords of a branch: the branch already selects an option. */
    private void decide(JsonNode node, DocumentPointer at, Set<JsonPointer> decided) {
        for (String keyword : List.of("anyOf", "oneOf")) {
            if (node.has(keyword) && !decided.add(at.then(keyword).toJsonPointer())) {
                return;
            }
        }
        int index = 0;
        for (JsonNode each : Keywords.list(node, "allOf")) {
            decide(each, at.then("allOf").then(index++), decided);
        }
        if (node.has("$ref") && references.followSchema(node, at) instanceof ReferenceResolver.Target.Found found) {
            decide(found.node(), found.at(), decided);
        }
    }

    /** The levels that lead to a location; null when one does not exist. */
    private @Nullable List<ValueSynthesis.Level> way(SchemaRef root, List<PathStep> steps, boolean inNew) {
        List<ValueSynthesis.Level> way = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            if (steps.get(i) instanceof PathStep.Branch) {
                continue;
            }
            if (!(SchemaLookup.at(schemas, root, steps.subList(0, i), inNew) instanceof Plain plain)) {
                return null;
            }
            way.add(new ValueSynthesis.Level(goal(plain.sources()), property(steps.get(i))));
        }
        return way;
    }

    private static @Nullable String property(PathStep step) {
        return switch (step) {
            case PathStep.Property named -> named.name();
            case PathStep.AdditionalProperties additional -> ValueSynthesis.UNKNOWN;
            case PathStep.Items items -> null;
            case PathStep.Branch branch -> null;
        };
    }

    /** The location of the value in {@link #around}, as a JSON pointer. */
    static String pointer(List<PathStep> steps) {
        DocumentPointer at = DocumentPointer.ROOT;
        for (PathStep step : steps) {
            String property = property(step);
            at = step instanceof PathStep.Branch ? at : property == null ? at.then(0) : at.then(property);
        }
        return at.toString();
    }
}
