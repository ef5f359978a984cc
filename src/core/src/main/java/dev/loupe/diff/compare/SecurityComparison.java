package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the security requirements of an operation. Schemes are compared by definition, not by name. */
final class SecurityComparison {
    private SecurityComparison() {}

    /** One security alternative: its schemes with the required scopes. */
    private record Way(SortedMap<String, TreeSet<String>> schemes) {
        boolean open() {
            return schemes.isEmpty();
        }

        /** True when credentials for this alternative satisfy the other one. */
        boolean includes(Way other) {
            return other.schemes().entrySet().stream()
                    .allMatch(each -> schemes.containsKey(each.getKey())
                            && schemes.get(each.getKey()).containsAll(each.getValue()));
        }

        @Override
        public String toString() {
            if (open()) {
                return "without credentials";
            }
            StringBuilder text = new StringBuilder();
            schemes.forEach((name, scopes) -> text.append(text.isEmpty() ? "" : " and ")
                    .append(name)
                    .append(scopes.isEmpty() ? "" : " " + scopes));
            return text.toString();
        }
    }

    static void compare(Operation old, Operation next, DifferenceCollector out) {
        MessagePath location = MessagePath.of(next.name(), SpecArea.SECURITY, "the credentials");
        DocumentPointer oldAt = at(old);
        DocumentPointer nextAt = at(next);
        SecuritySchemes schemes = new SecuritySchemes(out.oldRoot(), out.nextRoot());
        Map<String, Way> before = ways(old, out.oldRoot(), schemes, location, out, false);
        Map<String, Way> after = ways(next, out.nextRoot(), schemes, location, out, true);
        Set<String> kept = used(before);
        kept.retainAll(used(after));
        schemes.compare(kept, location, out);
        boolean wasOpen = before.values().stream().anyMatch(Way::open);
        boolean isOpen = after.values().stream().anyMatch(Way::open);
        if (before.keySet().equals(after.keySet())) {
            return;
        }
        if (wasOpen && !isOpen) {
            out.add(
                    DifferenceKind.of(Subject.CREDENTIALS, Edit.REQUIRED_NOW),
                    location,
                    oldAt,
                    nextAt,
                    describe(before),
                    describe(after),
                    "");
        } else if (isOpen && after.size() == 1) {
            out.add(
                    DifferenceKind.of(Subject.CREDENTIALS, Edit.NO_LONGER_REQUIRED),
                    location,
                    oldAt,
                    nextAt,
                    describe(before),
                    describe(after),
                    "");
        } else {
            scopes(before, after, location, oldAt, nextAt, out);
            before.forEach((key, way) -> {
                boolean stillServed = after.values().stream().anyMatch(way::includes);
                if (!stillServed && !way.open()) {
                    out.add(
                            DifferenceKind.of(Subject.SECURITY_ALTERNATIVE, Edit.REMOVED),
                            location,
                            oldAt,
                            nextAt,
                            way.toString(),
                            describe(after),
                            "");
                }
            });
            after.forEach((key, way) -> {
                // an alternative that requires more than an old one is not new
                boolean known = before.values().stream().anyMatch(each -> !each.open() && way.includes(each));
                if (!known) {
                    out.add(
                            DifferenceKind.of(Subject.SECURITY_ALTERNATIVE, Edit.ADDED),
                            location,
                            oldAt,
                            nextAt,
                            "",
                            way.toString(),
                            "");
                }
            });
        }
    }

    /** An alternative with the same schemes and other scopes has changed. */
    private static void scopes(
            Map<String, Way> before,
            Map<String, Way> after,
            MessagePath location,
            DocumentPointer oldAt,
            DocumentPointer nextAt,
            DifferenceCollector out) {
        for (Iterator<Way> all = before.values().iterator(); all.hasNext(); ) {
            Way left = all.next();
            if (after.containsKey(left.toString())) {
                continue;
            }
            for (Way right : after.values()) {
                if (!left.schemes().keySet().equals(right.schemes().keySet()) || before.containsKey(right.toString())) {
                    continue;
                }
                SortedSet<String> more = all(right);
                more.removeAll(all(left));
                SortedSet<String> fewer = all(left);
                fewer.removeAll(all(right));
                if (!more.isEmpty()) {
                    out.add(
                            DifferenceKind.of(Subject.SCOPE, Edit.ADDED),
                            location,
                            oldAt,
                            nextAt,
                            left.toString(),
                            right.toString(),
                            String.join(", ", more));
                } else {
                    out.add(
                            DifferenceKind.of(Subject.SCOPE, Edit.REMOVED),
                            location,
                            oldAt,
                            nextAt,
                            left.toString(),
                            right.toString(),
                            String.join(", ", fewer));
                }
                all.remove();
                after.remove(right.toString());
                break;
            }
        }
    }

    private static Set<String> used(Map<String, Way> ways) {
        Set<String> used = new TreeSet<>();
        ways.values().forEach(way -> used.addAll(way.schemes().keySet()));
        return used;
    }

    private static SortedSet<String> all(Way way) {
        TreeSet<String> scopes = new TreeSet<>();
        way.schemes().values().forEach(scopes::addAll);
        return scopes;
    }

    private static String describe(Map<String, Way> ways) {
        return String.join(" or ", ways.keySet());
    }

    private static DocumentPointer at(Operation operation) {
        return operation.node().has("security")
                ? operation.at().then("security")
                : DocumentPointer.ROOT.then("security");
    }

    private static Map<String, Way> ways(
            Operation operation,
            JsonNode root,
            SecuritySchemes schemes,
            MessagePath location,
            DifferenceCollector out,
            boolean isNew) {
        JsonNode list = operation.node().has("security") ? operation.node().path("security") : root.path("security");
        Map<String, Way> all = new LinkedHashMap<>();
        for (JsonNode each : list) {
            SortedMap<String, TreeSet<String>> used = new TreeMap<>();
            each.properties().forEach(requirement -> {
                if (isNew && !schemes.isDeclared(requirement.getKey(), true)) {
                    out.add(
                            DifferenceKind.of(Subject.SECURITY_SCHEME, Edit.MISSING),
                            location,
                            at(operation),
                            at(operation),
                            "",
                            "",
                            requirement.getKey());
                }
                TreeSet<String> scopes = new TreeSet<>();
                requirement.getValue().forEach(scope -> scopes.add(scope.asText()));
                used.put(schemes.meaning(requirement.getKey(), isNew), scopes);
            });
            Way way = new Way(used);
            all.put(way.toString(), way);
        }
        if (all.isEmpty()) {
            Way open = new Way(new TreeMap<>());
            all.put(open.toString(), open);
        }
        return all;
    }
}
