package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Compares the servers of an operation. */
final class ServerComparison {
    /** Combinations of the values of variables; beyond them the defaults stand for all values. */
    private static final int MOST_ADDRESSES = 64;

    private static final int MOST_LISTED = 20;

    /** Scheme, host with port, and the rest. A user in the address is case-sensitive: such an address is left as it is. */
    private static final Pattern ADDRESS = Pattern.compile("(?is)(https?)://([^/?#@{}]*)((?:[/?#].*)?)");

    private ServerComparison() {}

    static void compare(Operation old, Operation next, DifferenceCollector out, MessagePath location) {
        if (haveSameAddresses(old, out.oldRoot(), next, out.nextRoot())) {
            return;
        }
        Map<String, DocumentPointer> before = servers(old, out.oldRoot());
        Map<String, DocumentPointer> after = servers(next, out.nextRoot());
        String now = listed(after.keySet());
        boolean isShared = before.keySet().stream().anyMatch(after::containsKey);
        before.forEach((url, at) -> {
            if (!after.containsKey(url)) {
                DocumentPointer first = after.values().iterator().next();
                out.add(DifferenceKind.of(Subject.SERVER, Edit.REMOVED), location, at, first, url, now, url);
            }
        });
        after.forEach((url, at) -> {
            if (isShared && !before.containsKey(url)) {
                out.add(
                        DifferenceKind.of(Subject.SERVER, Edit.ADDED),
                        location,
                        before.values().iterator().next(),
                        at,
                        "",
                        url,
                        url);
            }
        });
    }

    /** The first servers: every server that was removed names them. */
    private static String listed(Set<String> servers) {
        int more = servers.size() - MOST_LISTED;
        String some = String.join(", ", servers.stream().limit(MOST_LISTED).toList());
        return more > 0 ? some + " and " + more + " more" : some;
    }

    /** True when server and path together are the same, wherever they are separated. */
    static boolean haveSameAddresses(Operation old, JsonNode oldRoot, Operation next, JsonNode nextRoot) {
        return old.method().equals(next.method()) && addresses(old, oldRoot).equals(addresses(next, nextRoot));
    }

    private static Set<String> addresses(Operation operation, JsonNode root) {
        Set<String> all = new TreeSet<>();
        String path = operation.key().substring(operation.method().length() + 1);
        servers(operation, root).keySet().forEach(url -> all.add((url.equals("/") ? "" : url) + path));
        return all;
    }

    /** The servers of an operation: its own, those of its path, those of the document, or the host itself. */
    private static Map<String, DocumentPointer> servers(Operation operation, JsonNode root) {
        Map<String, DocumentPointer> all = new LinkedHashMap<>();
        collect(operation.node().path("servers"), operation.at().then("servers"), all);
        if (all.isEmpty()) {
            collect(operation.item().path("servers"), operation.itemAt().then("servers"), all);
        }
        if (all.isEmpty()) {
            collect(root.path("servers"), DocumentPointer.ROOT.then("servers"), all);
        }
        if (all.isEmpty()) {
            all.put("/", DocumentPointer.ROOT.then("servers"));
        }
        return all;
    }

    private static void collect(JsonNode list, DocumentPointer at, Map<String, DocumentPointer> all) {
        int index = 0;
        for (JsonNode each : list) {
            DocumentPointer location = at.then(index++).then("url");
            for (String url : expanded(each)) {
                all.putIfAbsent(normalized(url), location);
            }
        }
    }

    /** The addresses with every value that the variables list; a variable without a list has its default. */
    private static List<String> expanded(JsonNode server) {
        List<String> all = List.of(server.path("url").asText("/"));
        for (var variable : server.path("variables").properties()) {
            String name = "{" + variable.getKey() + "}";
            Set<String> values = new LinkedHashSet<>();
            variable.getValue().path("enum").forEach(value -> values.add(value.asText("")));
            if (values.isEmpty() || values.size() * all.size() > MOST_ADDRESSES) {
                values.clear();
                values.add(variable.getValue().path("default").asText(""));
            }
            all = all.stream()
                    .flatMap(url -> values.stream().map(value -> url.replace(name, value)))
                    .distinct()
                    .toList();
        }
        return all;
    }

    /** The address without its last slash and the default port, its host in lower case. */
    private static String normalized(String url) {
        String shorter = url.length() > 1 && url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        Matcher parts = ADDRESS.matcher(shorter);
        if (!parts.matches()) {
            return shorter;
        }
        String scheme = parts.group(1).toLowerCase(Locale.ROOT);
        String host = parts.group(2).toLowerCase(Locale.ROOT);
        String port = scheme.equals("https") ? ":443" : ":80";
        return scheme + "://" + (host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host)
                + parts.group(3);
    }
}
