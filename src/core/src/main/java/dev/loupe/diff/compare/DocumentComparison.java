package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compares two documents: matches their operations and compares each pair. */
public final class DocumentComparison {
    /** The usual work of one comparison. */
    public static final long STEPS = WorkBudget.STEPS;

    private final DifferenceCollector out;
    /** The day of the comparison, {@code 2026-11-20}; sunset dates are compared with it. */
    private final String today;

    private DocumentComparison(DifferenceCollector out, String today) {
        this.out = out;
        this.today = today;
    }

    public static DifferenceCollector compare(JsonNode old, JsonNode next, String today, long steps) {
        DifferenceCollector out = new DifferenceCollector(old, next, new WorkBudget(steps));
        new DocumentComparison(out, today).compare();
        return out;
    }

    private void compare() {
        if (out.oldRoot().equals(out.nextRoot())) {
            return;
        }
        OperationMatching matching = OperationMatching.of(Operation.of(out.oldRoot()), Operation.of(out.nextRoot()))
                .withSameAddresses(out.oldRoot(), out.nextRoot());
        MessagePath document = MessagePath.of("", SpecArea.DOCUMENT, "the document");
        if (matching.anotherApi()) {
            DocumentPointer paths = DocumentPointer.ROOT.then("paths");
            out.add(
                    DifferenceKind.of(Subject.API, Edit.ANOTHER_API),
                    document,
                    paths,
                    paths,
                    names(matching.removed()),
                    names(matching.added()),
                    "");
            return;
        }
        matching.report(out, today);
        matching.moved().forEach(this::pair);
        matching.same().forEach(this::pair);
        WebhookComparison.compare(Operation.webhooks(out.oldRoot()), Operation.webhooks(out.nextRoot()), out, today);
        SpecDefectComparison.compare(out, document);
        metadata(document);
    }

    private void pair(OperationMatching.Pair pair) {
        new OperationComparison(pair.old(), pair.next(), out).compare();
        WebhookComparison.compare(
                pair.old().callbacks(out.oldRoot()), pair.next().callbacks(out.nextRoot()), out, today);
    }

    private static String names(List<Operation> operations) {
        String all = operations.stream().limit(5).map(Operation::name).collect(Collectors.joining(", "));
        return operations.size() > 5 ? all + " and " + (operations.size() - 5) + " more" : all;
    }

    /** Version and metadata of the document. */
    private void metadata(MessagePath document) {
        for (String name : List.of("openapi")) {
            version(
                    document,
                    name,
                    out.oldRoot().path(name),
                    out.nextRoot().path(name),
                    DocumentPointer.ROOT.then(name));
        }
        DocumentPointer info = DocumentPointer.ROOT.then("info");
        version(
                document,
                "info.version",
                out.oldRoot().path("info").path("version"),
                out.nextRoot().path("info").path("version"),
                info.then("version"));
        Set<String> names = new TreeSet<>();
        out.oldRoot().fieldNames().forEachRemaining(names::add);
        out.nextRoot().fieldNames().forEachRemaining(names::add);
        names.removeAll(Set.of("openapi", "paths", "webhooks", "components", "servers", "security"));
        for (String name : names) {
            JsonNode before = out.oldRoot().path(name);
            JsonNode after = out.nextRoot().path(name);
            if (!withoutVersion(before).equals(withoutVersion(after))) {
                out.add(
                        DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED),
                        document,
                        DocumentPointer.ROOT.then(name),
                        DocumentPointer.ROOT.then(name),
                        "",
                        "",
                        name);
            }
        }
        if (!described(out.oldRoot()).equals(described(out.nextRoot()))) {
            DocumentPointer servers = DocumentPointer.ROOT.then("servers");
            out.add(
                    DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED),
                    document,
                    servers,
                    servers,
                    "",
                    "",
                    "servers");
        }
    }

    /** The descriptions of servers that are in both documents. */
    private Map<String, String> described(JsonNode root) {
        Map<String, String> all = new TreeMap<>();
        Set<String> inBoth = new HashSet<>(out.oldRoot().path("servers").findValuesAsText("url"));
        inBoth.retainAll(new HashSet<>(out.nextRoot().path("servers").findValuesAsText("url")));
        root.path("servers").forEach(server -> {
            String url = server.path("url").asText("");
            if (inBoth.contains(url)) {
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

    private void version(MessagePath document, String name, JsonNode before, JsonNode after, DocumentPointer at) {
        if (!before.equals(after)) {
            out.add(
                    DifferenceKind.of(Subject.VERSION, Edit.CHANGED),
                    document,
                    at,
                    at,
                    before.asText("nothing"),
                    after.asText("nothing"),
                    name);
        }
    }
}
