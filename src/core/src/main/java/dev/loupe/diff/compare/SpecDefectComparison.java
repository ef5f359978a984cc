package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.MalformedKeywords;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the defects of the documents and the components that no operation uses. */
final class SpecDefectComparison {
    private static final Set<String> SCHEME_PROPERTIES = Set.of(
            "type",
            "description",
            "name",
            "in",
            "scheme",
            "bearerFormat",
            "flows",
            "openIdConnectUrl",
            "$ref",
            "deprecated");

    private SpecDefectComparison() {}

    /**
     * The defects of one document.
     *
     * @param unresolved unresolvable references with the reason
     * @param unresolvedAt unresolvable references with their locations
     * @param defects other defects with their locations
     * @param reached pointers of components that operations use
     */
    private record Scan(
            Map<String, ReferenceResolver.Target.Unresolved> unresolved,
            Map<String, Set<DocumentPointer>> unresolvedAt,
            Map<String, Set<DocumentPointer>> defects,
            Set<String> reached) {
        String why(String reference) {
            ReferenceResolver.Target.Unresolved known = unresolved.get(reference);
            return known == null ? "" : known.why();
        }

        void ignoredKeyword(String message, DocumentPointer at) {
            defect(message + "; the keyword is ignored", at);
        }

        void defect(String message, DocumentPointer at) {
            defects.computeIfAbsent(message, any -> new LinkedHashSet<>()).add(at);
        }
    }

    static void compare(DifferenceCollector out, MessagePath document) {
        Scan before = scan(out.oldRoot());
        Scan after = scan(out.nextRoot());
        after.unresolvedAt()
                .forEach((reference, locations) -> both(
                        before.unresolvedAt().get(reference),
                        locations,
                        DifferenceKind.of(Subject.REFERENCE, Edit.STILL_BROKEN),
                        DifferenceKind.of(Subject.REFERENCE, Edit.BROKEN),
                        (kind, old, next) -> out.add(kind, document, old, next, "", after.why(reference), reference)));
        before.unresolvedAt().forEach((reference, locations) -> {
            if (!after.unresolvedAt().containsKey(reference)) {
                locations.forEach(at -> out.add(
                        DifferenceKind.of(Subject.REFERENCE, Edit.FIXED),
                        document,
                        at,
                        DocumentPointer.ROOT,
                        before.why(reference),
                        "",
                        reference));
            }
        });
        after.defects()
                .forEach((defect, locations) -> both(
                        before.defects().get(defect),
                        locations,
                        DifferenceKind.of(Subject.DOCUMENT, Edit.STILL_INVALID),
                        DifferenceKind.of(Subject.DOCUMENT, Edit.INVALID),
                        (kind, old, next) -> out.add(kind, document, old, next, "", "", defect)));
        before.defects().forEach((defect, locations) -> {
            if (!after.defects().containsKey(defect)) {
                locations.forEach(at -> out.add(
                        DifferenceKind.of(Subject.DOCUMENT, Edit.NO_LONGER_INVALID),
                        document,
                        at,
                        DocumentPointer.ROOT,
                        "",
                        "",
                        defect));
            }
        });
        components(out, before, after, document);
        schemes(out, document);
    }

    private interface Found {
        void add(DifferenceKind kind, @Nullable DocumentPointer old, DocumentPointer next);
    }

    /** A defect in both is reported as unchanged wherever it is; a new one at each location. */
    private static void both(
            @Nullable Set<DocumentPointer> before,
            Set<DocumentPointer> after,
            DifferenceKind still,
            DifferenceKind added,
            Found out) {
        if (before == null) {
            after.forEach(at -> out.add(added, null, at));
            return;
        }
        var old = before.iterator();
        DocumentPointer first = before.iterator().next();
        after.forEach(at -> out.add(still, old.hasNext() ? old.next() : first, at));
    }

    private static Scan scan(JsonNode root) {
        Scan scan = new Scan(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new TreeSet<>());
        ReferenceResolver references = new ReferenceResolver(root);
        Deque<Map.Entry<JsonNode, DocumentPointer>> rest = new ArrayDeque<>();
        IdentityHashMap<JsonNode, Boolean> seen = new IdentityHashMap<>();
        rest.push(Map.entry(root.path("webhooks"), DocumentPointer.ROOT.then("webhooks")));
        rest.push(Map.entry(root.path("paths"), DocumentPointer.ROOT.then("paths")));
        while (!rest.isEmpty()) {
            var here = rest.pop();
            JsonNode node = here.getKey();
            if (!node.isContainerNode() || seen.put(node, true) != null) {
                continue;
            }
            if (node.path("$ref").isTextual()) {
                switch (references.follow(node, here.getValue())) {
                    case ReferenceResolver.Target.Unresolved unresolved -> {
                        scan.unresolved().put(unresolved.reference(), unresolved);
                        scan.unresolvedAt()
                                .computeIfAbsent(unresolved.reference(), any -> new LinkedHashSet<>())
                                .add(here.getValue());
                    }
                    case ReferenceResolver.Target.Found found -> {
                        if (scan.reached().add(found.at().toString()) && isSchema(found.at())) {
                            MalformedKeywords.find(found.node(), found.at(), scan::ignoredKeyword);
                        }
                        rest.push(Map.entry(found.node(), found.at()));
                    }
                }
            }
            // a reference without $ref: it selects schemas that extend this one by allOf
            node.path("discriminator").path("mapping").forEach(target -> references
                    .target(target.asText())
                    .filter(found -> scan.reached().add(found.pointer().toString()))
                    .ifPresent(found -> rest.push(Map.entry(found.node(), DocumentPointer.of(found.pointer())))));
            children(node, here.getValue(), rest, scan);
        }
        defects(root, references, scan);
        return scan;
    }

    private static boolean isSchema(DocumentPointer at) {
        return at.toString().matches("/components/schemas/[^/]*");
    }

    private static void children(
            JsonNode node, DocumentPointer at, Deque<Map.Entry<JsonNode, DocumentPointer>> rest, Scan scan) {
        if (node.path("schema").isContainerNode() && !at.last().equals("properties")) {
            // of a body, a parameter or a header; "schema" is also a possible name of a property
            MalformedKeywords.find(node.path("schema"), at.then("schema"), scan::ignoredKeyword);
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                rest.push(Map.entry(node.get(i), at.then(i)));
            }
            return;
        }
        node.properties().forEach(each -> {
            String name = each.getKey();
            // examples are data: "$ref" in them is no reference
            if (!name.equals("example")
                    && !name.equals("examples")
                    && !name.equals("default")
                    && !name.startsWith("x-")) {
                rest.push(Map.entry(each.getValue(), at.then(name)));
            }
        });
    }

    private static void defects(JsonNode root, ReferenceResolver references, Scan scan) {
        // optional from OpenAPI 3.2 on
        boolean described = root.path("openapi").asText("").matches("3\\.[01](\\..*)?");
        for (Operation operation : Operation.of(root)) {
            DocumentPointer at = operation.at().then("responses");
            if (operation.node().path("responses").isEmpty()) {
                scan.defect(operation.name() + ": required property 'responses' is missing", operation.at());
            }
            operation.node().path("responses").properties().forEach(each -> {
                DocumentPointer location = at.then(each.getKey());
                boolean plain = described
                        && !each.getKey().startsWith("x-")
                        && references.follow(each.getValue(), location) instanceof ReferenceResolver.Target.Found found
                        && found.node().isObject()
                        && !found.node().path("description").isTextual();
                if (plain) {
                    scan.defect("a response: required property 'description' is missing", location);
                }
            });
        }
        root.path("components").path("securitySchemes").properties().forEach(each -> each.getValue()
                .fieldNames()
                .forEachRemaining(name -> {
                    boolean stray = (!SCHEME_PROPERTIES.contains(name) && !name.startsWith("x-"))
                            || (name.equals("in")
                                    && !each.getValue().path("type").asText("").equals("apiKey"));
                    if (stray) {
                        scan.defect(
                                "security scheme " + each.getKey() + ": unknown property '" + name + "'",
                                DocumentPointer.ROOT
                                        .then("components")
                                        .then("securitySchemes")
                                        .then(each.getKey()));
                    }
                }));
    }

    private static void components(DifferenceCollector out, Scan before, Scan after, MessagePath document) {
        TreeSet<String> names = new TreeSet<>();
        JsonNode left = out.oldRoot().path("components").path("schemas");
        JsonNode right = out.nextRoot().path("components").path("schemas");
        left.fieldNames().forEachRemaining(names::add);
        right.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> {
            String at = DocumentPointer.ROOT
                    .then("components")
                    .then("schemas")
                    .then(name)
                    .toString();
            return before.reached().contains(at)
                    || after.reached().contains(at)
                    || left.path(name).equals(right.path(name));
        });
        if (!names.isEmpty()) {
            DocumentPointer at = DocumentPointer.ROOT.then("components").then("schemas");
            String some = String.join(", ", names.stream().limit(5).toList());
            out.add(
                    DifferenceKind.of(Subject.COMPONENT, Edit.CHANGED),
                    document,
                    at,
                    at,
                    "",
                    "",
                    names.size() > 5 ? some + " and " + (names.size() - 5) + " more" : some);
        }
    }

    private static void schemes(DifferenceCollector out, MessagePath document) {
        JsonNode left = out.oldRoot().path("components").path("securitySchemes");
        JsonNode right = out.nextRoot().path("components").path("securitySchemes");
        boolean reported = out.differences().stream().anyMatch(difference -> difference.area() == SpecArea.SECURITY);
        if (!left.equals(right) && !reported) {
            DocumentPointer at = DocumentPointer.ROOT.then("components").then("securitySchemes");
            MessagePath location =
                    MessagePath.of("", SpecArea.SECURITY, document.message().part());
            out.add(DifferenceKind.of(Subject.SECURITY_SCHEME, Edit.CHANGED), location, at, at, "", "", "");
        }
    }
}
