package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares two documents: which operations are there, and what each became. */
final class DocumentComparison {
    private final Differences out;
    /** The day of the comparison, {@code 2026-11-20}: what a stated sunset is compared with. */
    private final String today;

    private DocumentComparison(Differences out, String today) {
        this.out = out;
        this.today = today;
    }

    static Differences compare(JsonNode old, JsonNode next, String today) {
        Differences out = new Differences(old, next);
        new DocumentComparison(out, today).compare();
        return out;
    }

    private void compare() {
        if (out.oldRoot.equals(out.nextRoot)) {
            return;
        }
        EndpointMatching matching = EndpointMatching.of(Endpoint.all(out.oldRoot), Endpoint.all(out.nextRoot));
        Place document = Differences.place("", Direction.DOCUMENT, "the document");
        if (matching.anotherApi()) {
            Pointer paths = Pointer.ROOT.then("paths");
            out.add(Kind.ANOTHER_API, document, paths, paths, names(matching.gone()), names(matching.come()), "");
            return;
        }
        for (EndpointMatching.Pair pair : matching.moved()) {
            out.add(
                    Kind.MOVED,
                    operation(pair.next()),
                    pair.old().at(),
                    pair.next().at(),
                    pair.old().name(),
                    pair.next().name(),
                    "");
        }
        for (Endpoint each : matching.gone()) {
            String sunset = Sunset.passed(each.node(), today);
            boolean announced = !sunset.isEmpty();
            out.add(
                    announced ? Kind.REMOVED_AFTER_SUNSET : Kind.REMOVED,
                    operation(each),
                    each.at(),
                    null,
                    announced ? sunset : each.name(),
                    "",
                    each.name());
        }
        for (Endpoint each : matching.come()) {
            out.add(Kind.ADDED, operation(each), null, each.at(), "", each.name(), each.name());
        }
        matching.moved().forEach(this::pair);
        matching.same().forEach(this::pair);
        DefectComparison.compare(out, document);
        heads(document);
    }

    private void pair(EndpointMatching.Pair pair) {
        new OperationComparison(pair.old(), pair.next(), out).compare();
    }

    private static Place operation(Endpoint endpoint) {
        return Differences.place(endpoint.name(), Direction.OPERATION, "the operation");
    }

    private static String names(List<Endpoint> endpoints) {
        String all = endpoints.stream().limit(5).map(Endpoint::name).collect(Collectors.joining(", "));
        return endpoints.size() > 5 ? all + " and " + (endpoints.size() - 5) + " more" : all;
    }

    /** What describes the document itself. */
    private void heads(Place document) {
        for (String name : List.of("openapi")) {
            version(document, name, out.oldRoot.path(name), out.nextRoot.path(name), Pointer.ROOT.then(name));
        }
        Pointer info = Pointer.ROOT.then("info");
        version(
                document,
                "info.version",
                out.oldRoot.path("info").path("version"),
                out.nextRoot.path("info").path("version"),
                info.then("version"));
        Set<String> names = new TreeSet<>();
        out.oldRoot.fieldNames().forEachRemaining(names::add);
        out.nextRoot.fieldNames().forEachRemaining(names::add);
        names.removeAll(Set.of("openapi", "paths", "components", "servers", "security"));
        for (String name : names) {
            JsonNode before = out.oldRoot.path(name);
            JsonNode after = out.nextRoot.path(name);
            if (!withoutVersion(before).equals(withoutVersion(after))) {
                out.add(Kind.PROSE_CHANGED, document, Pointer.ROOT.then(name), Pointer.ROOT.then(name), "", "", name);
            }
        }
        if (!described(out.oldRoot).equals(described(out.nextRoot))) {
            Pointer servers = Pointer.ROOT.then("servers");
            out.add(Kind.PROSE_CHANGED, document, servers, servers, "", "", "servers");
        }
    }

    /** What servers that are in both documents say of themselves. */
    private Map<String, String> described(JsonNode root) {
        Map<String, String> all = new TreeMap<>();
        root.path("servers").forEach(server -> {
            String url = server.path("url").asText("");
            boolean inBoth = Stream.of(out.oldRoot, out.nextRoot)
                    .allMatch(
                            each -> each.path("servers").findValuesAsText("url").contains(url));
            if (inBoth) {
                all.put(url, server.path("description").asText(""));
            }
        });
        return all;
    }

    private static JsonNode withoutVersion(JsonNode node) {
        return node.isObject()
                ? ((com.fasterxml.jackson.databind.node.ObjectNode) node.deepCopy()).without("version")
                : node;
    }

    private void version(Place document, String name, JsonNode before, JsonNode after, Pointer at) {
        if (!before.equals(after)) {
            out.add(Kind.VERSION_CHANGED, document, at, at, before.asText("nothing"), after.asText("nothing"), name);
        }
    }
}
