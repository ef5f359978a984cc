package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.normal.SchemaDescriber;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How much of one spec another spec serves: its operations, its parameters, the properties of its requests and of its
 * responses. A property is served when the other spec has it at the same location with a type in common.
 *
 * @param rows the counts over the whole spec
 * @param servedRows the counts over the operations that are served
 * @param missing the operations that are not served
 */
public record ServedShare(List<Row> rows, List<Row> servedRows, List<String> missing) {
    private static final int DEEPEST = 12;

    /**
     * One count.
     *
     * @param what {@code properties}
     * @param direction {@code request} or {@code response}; empty for operations
     */
    public record Row(String what, String direction, int served, int total) {}

    /** The locations of one operation by kind of row, with the types that they accept. */
    private record Surface(
            Map<String, Set<String>> parameters,
            Map<String, Set<String>> requests,
            Map<String, Set<String>> responses) {}

    public static ServedShare of(JsonNode wanted, JsonNode served) {
        Map<String, Surface> left = surfaces(wanted);
        Map<String, Surface> right = matched(left.keySet(), surfaces(served));
        Set<String> missing = new TreeSet<>(left.keySet());
        missing.removeAll(right.keySet());
        Map<String, Surface> common = new LinkedHashMap<>(left);
        common.keySet().retainAll(right.keySet());
        return new ServedShare(rows(left, right), rows(common, right), List.copyOf(missing));
    }

    /** The operations that are served, by their names in the wanted spec; versions in paths may differ. */
    private static Map<String, Surface> matched(Set<String> wanted, Map<String, Surface> served) {
        Map<String, Surface> withoutVersion = new HashMap<>();
        served.forEach((key, surface) -> withoutVersion.putIfAbsent(OperationMatching.versioned(key), surface));
        Map<String, Surface> matched = new HashMap<>();
        for (String key : wanted) {
            Surface same = served.get(key);
            Surface other = same == null ? withoutVersion.get(OperationMatching.versioned(key)) : same;
            if (other != null) {
                matched.put(key, other);
            }
        }
        return matched;
    }

    private static List<Row> rows(Map<String, Surface> wanted, Map<String, Surface> served) {
        int[] counts = new int[8];
        wanted.forEach((name, surface) -> {
            Surface other = served.getOrDefault(name, new Surface(Map.of(), Map.of(), Map.of()));
            counts[0] += served.containsKey(name) ? 1 : 0;
            counts[1]++;
            count(surface.parameters(), other.parameters(), counts, 2);
            count(surface.requests(), other.requests(), counts, 4);
            count(surface.responses(), other.responses(), counts, 6);
        });
        return List.of(
                new Row("operations", "", counts[0], counts[1]),
                new Row("parameters", "request", counts[2], counts[3]),
                new Row("properties", "request", counts[4], counts[5]),
                new Row("properties", "response", counts[6], counts[7]));
    }

    private static void count(Map<String, Set<String>> wanted, Map<String, Set<String>> served, int[] counts, int at) {
        wanted.forEach((location, types) -> {
            Set<String> others = served.get(location);
            boolean fits =
                    others != null && (types.isEmpty() || others.isEmpty() || !Collections.disjoint(types, others));
            counts[at] += fits ? 1 : 0;
            counts[at + 1]++;
        });
    }

    private static Map<String, Surface> surfaces(JsonNode root) {
        WorkBudget budget = new WorkBudget(WorkBudget.STEPS);
        Normalizer requests = UnionCoverage.normalizer(root, MessageDirection.REQUEST, budget);
        Normalizer responses = UnionCoverage.normalizer(root, MessageDirection.RESPONSE, budget);
        ReferenceResolver references = new ReferenceResolver(root);
        Map<String, Surface> all = new LinkedHashMap<>();
        for (Operation operation : Operation.of(root)) {
            Surface surface = new Surface(new HashMap<>(), new HashMap<>(), new HashMap<>());
            DescribedParameters.of(operation, root).forEach((key, parameter) -> surface.parameters()
                    .put(key, types(requests.schema(ParameterEncoding.schema(parameter)))));
            references
                    .follow(operation.pointer().appendProperty("requestBody"))
                    .ifPresent(body -> bodies(root, body, requests, "", surface.requests()));
            operation.node().path("responses").fieldNames().forEachRemaining(status -> references
                    .follow(operation.pointer().appendProperty("responses").appendProperty(status))
                    .ifPresent(response -> bodies(root, response, responses, status + " ", surface.responses())));
            all.putIfAbsent(operation.key(), surface);
        }
        return all;
    }

    private static Set<String> types(NormalSchema schema) {
        return SchemaDescriber.typeNames(schema);
    }

    private static void bodies(
            JsonNode root,
            ReferenceResolver.Located holder,
            Normalizer schemas,
            String prefix,
            Map<String, Set<String>> out) {
        OperationComparison.Found found =
                new OperationComparison.Found(holder.node(), DocumentPointer.of(holder.pointer()));
        found.property("content").node().fieldNames().forEachRemaining(type -> {
            OperationComparison.Found media = found.property("content").property(type);
            SchemaRef.ofMediaType(media.node(), media.at(), type, root)
                    .ifPresent(ref -> new Walk(schemas, out).visit(ref, prefix + type + " ", 0));
        });
    }

    /** Collects the properties of a schema; each schema is visited once for each location. */
    private record Walk(Normalizer schemas, Map<String, Set<String>> out, Set<String> seen) {
        Walk(Normalizer schemas, Map<String, Set<String>> out) {
            this(schemas, out, new HashSet<>());
        }

        void visit(SchemaRef ref, String location, int depth) {
            if (depth < DEEPEST
                    && seen.add(ref.hashCode() + location)
                    && schemas.budget().take(1)) {
                visit(schemas.schema(ref), location, depth);
            }
        }

        private void visit(NormalSchema schema, String location, int depth) {
            switch (schema) {
                case NormalSchema.Unresolved unresolved -> {}
                case NormalSchema.Union union ->
                    union.branches().forEach(branch -> visit(branch.schema(), location, depth + 1));
                case NormalSchema.Plain plain -> {
                    plain.properties().named().forEach((name, property) -> {
                        String here = location + "/" + name;
                        out.computeIfAbsent(here, any -> new HashSet<>()).addAll(types(schemas.schema(property)));
                        visit(property, here, depth + 1);
                    });
                    SchemaRef each = plain.items().each();
                    if (each != null) {
                        visit(each, location + "[]", depth + 1);
                    }
                }
            }
        }
    }
}
