package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Defects of the documents themselves, which never keep the rest from being compared, and what no operation reaches. */
final class DefectComparison {
    private static final Set<String> SCHEME_MEMBERS = Set.of(
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

    private DefectComparison() {}

    /**
     * What one document holds.
     *
     * @param lost references that lead nowhere, by their text, with the first place
     * @param defects what makes it invalid OpenAPI, with the place
     * @param reached pointers of components that operations reach
     */
    private record Scan(
            Map<String, References.Target.Lost> lost,
            Map<String, Pointer> lostAt,
            Map<String, Pointer> defects,
            Set<String> reached) {}

    static void compare(Differences out, Place document) {
        Scan before = scan(out.oldRoot);
        Scan after = scan(out.nextRoot);
        after.lost().forEach((reference, lost) -> {
            boolean known = before.lost().containsKey(reference);
            out.add(
                    known ? Kind.REFERENCE_STILL_BROKEN : Kind.REFERENCE_BROKEN,
                    document,
                    before.lostAt().get(reference),
                    after.lostAt().get(reference),
                    "",
                    lost.why(),
                    reference);
        });
        before.lost().forEach((reference, lost) -> {
            if (!after.lost().containsKey(reference)) {
                out.add(
                        Kind.REFERENCE_MENDED,
                        document,
                        before.lostAt().get(reference),
                        Pointer.ROOT,
                        lost.why(),
                        "",
                        reference);
            }
        });
        after.defects()
                .forEach((defect, at) -> out.add(
                        before.defects().containsKey(defect) ? Kind.STILL_INVALID : Kind.INVALID,
                        document,
                        before.defects().get(defect),
                        at,
                        "",
                        "",
                        defect));
        before.defects().forEach((defect, at) -> {
            if (!after.defects().containsKey(defect)) {
                out.add(Kind.NO_LONGER_INVALID, document, at, Pointer.ROOT, "", "", defect);
            }
        });
        components(out, before, after, document);
        schemes(out, document);
    }

    private static Scan scan(JsonNode root) {
        Scan scan = new Scan(new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new TreeSet<>());
        References references = new References(root);
        Deque<Map.Entry<JsonNode, Pointer>> rest = new ArrayDeque<>();
        IdentityHashMap<JsonNode, Boolean> seen = new IdentityHashMap<>();
        rest.push(Map.entry(root.path("paths"), Pointer.ROOT.then("paths")));
        while (!rest.isEmpty()) {
            var here = rest.pop();
            JsonNode node = here.getKey();
            if (!node.isContainerNode() || seen.put(node, true) != null) {
                continue;
            }
            if (node.path("$ref").isTextual()) {
                switch (references.follow(node, here.getValue())) {
                    case References.Target.Lost lost -> {
                        scan.lost().put(lost.reference(), lost);
                        scan.lostAt().put(lost.reference(), here.getValue());
                    }
                    case References.Target.Found found -> {
                        scan.reached().add(found.at().toString());
                        rest.push(Map.entry(found.node(), found.at()));
                    }
                }
            }
            children(node, here.getValue(), rest);
        }
        defects(root, references, scan);
        return scan;
    }

    private static void children(JsonNode node, Pointer at, Deque<Map.Entry<JsonNode, Pointer>> rest) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                rest.push(Map.entry(node.get(i), at.then(i)));
            }
            return;
        }
        node.properties().forEach(each -> {
            String name = each.getKey();
            // Samples are no schemas: what looks like a reference in them is text.
            if (!name.equals("example")
                    && !name.equals("examples")
                    && !name.equals("default")
                    && !name.startsWith("x-")) {
                rest.push(Map.entry(each.getValue(), at.then(name)));
            }
        });
    }

    private static void defects(JsonNode root, References references, Scan scan) {
        for (Endpoint endpoint : Endpoint.all(root)) {
            Pointer at = endpoint.at().then("responses");
            if (endpoint.node().path("responses").isEmpty()) {
                scan.defects().put(endpoint.name() + " has no responses, which OpenAPI requires", endpoint.at());
            }
            endpoint.node().path("responses").properties().forEach(each -> {
                Pointer place = at.then(each.getKey());
                boolean plain = !each.getKey().startsWith("x-")
                        && references.follow(each.getValue(), place) instanceof References.Target.Found found
                        && found.node().isObject()
                        && !found.node().path("description").isTextual();
                if (plain) {
                    scan.defects().putIfAbsent("an answer lacks the description that OpenAPI requires", place);
                }
            });
        }
        root.path("components").path("securitySchemes").properties().forEach(each -> each.getValue()
                .fieldNames()
                .forEachRemaining(name -> {
                    boolean stray = (!SCHEME_MEMBERS.contains(name) && !name.startsWith("x-"))
                            || (name.equals("in")
                                    && !each.getValue().path("type").asText("").equals("apiKey"));
                    if (stray) {
                        scan.defects()
                                .put(
                                        "the security scheme " + each.getKey() + " has the member '" + name
                                                + "', which its type does not know",
                                        Pointer.ROOT
                                                .then("components")
                                                .then("securitySchemes")
                                                .then(each.getKey()));
                    }
                }));
    }

    private static void components(Differences out, Scan before, Scan after, Place document) {
        TreeSet<String> names = new TreeSet<>();
        JsonNode mine = out.oldRoot.path("components").path("schemas");
        JsonNode theirs = out.nextRoot.path("components").path("schemas");
        mine.fieldNames().forEachRemaining(names::add);
        theirs.fieldNames().forEachRemaining(names::add);
        names.removeIf(name -> {
            String at =
                    Pointer.ROOT.then("components").then("schemas").then(name).toString();
            return before.reached().contains(at)
                    || after.reached().contains(at)
                    || mine.path(name).equals(theirs.path(name));
        });
        if (!names.isEmpty()) {
            Pointer at = Pointer.ROOT.then("components").then("schemas");
            String some = String.join(", ", names.stream().limit(5).toList());
            out.add(
                    Kind.COMPONENT_CHANGED,
                    document,
                    at,
                    at,
                    "",
                    "",
                    names.size() > 5 ? some + " and " + (names.size() - 5) + " more" : some);
        }
    }

    private static void schemes(Differences out, Place document) {
        JsonNode mine = out.oldRoot.path("components").path("securitySchemes");
        JsonNode theirs = out.nextRoot.path("components").path("securitySchemes");
        boolean asked = out.facts.stream().anyMatch(fact -> fact.direction() == Direction.SECURITY);
        if (!mine.equals(theirs) && !asked) {
            Pointer at = Pointer.ROOT.then("components").then("securitySchemes");
            Place place =
                    Differences.place("", Direction.SECURITY, document.message().part());
            out.add(Kind.SCHEME_CHANGED, place, at, at, "", "", "");
        }
    }
}
