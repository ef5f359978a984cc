package dev.loupe.diff.compare;

import dev.loupe.openapi.Operation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the types, members, methods and constants that a Java generator makes of two contracts, operation by operation.
 * A renamed operation renames everything that is made of it: that is one change, and what is below is compared under one name.
 */
public final class ClientComparison {
    private static final String TYPE = "type ";

    private final DifferenceCollector collector;

    /** Each change with the names that its operation gives left out, as it was told first, and where it happens besides. */
    private final Map<ClientChange, ClientChange> merged = new LinkedHashMap<>();

    private ClientComparison(DifferenceCollector collector) {
        this.collector = collector;
    }

    public static List<ClientChange> compare(DifferenceCollector collector) {
        ClientComparison comparison = new ClientComparison(collector);
        OperationMatching matching =
                OperationMatching.of(Operation.of(collector.oldRoot()), Operation.of(collector.nextRoot()));
        matching.same().forEach(comparison::pair);
        matching.moved().forEach(comparison::pair);
        matching.removed().forEach(comparison::removed);
        matching.added().forEach(comparison::added);
        return List.copyOf(comparison.merged.values());
    }

    private void pair(OperationMatching.Pair pair) {
        String before = ClientSurface.method(pair.old());
        String after = ClientSurface.method(pair.next());
        SortedMap<String, String> old = old(pair.old(), before);
        SortedMap<String, String> next = next(pair.next(), before);
        if (!before.equals(after)) {
            int renamed = (int) old.keySet().stream()
                    .filter(name -> isNamedAfter(name, before) && next.containsKey(name))
                    .count();
            tell(new ClientChange("the method of " + pair.old().name(), before, after, renamed), before);
        }
        for (ClientChange change : folded(changes(old, next))) {
            boolean isNew = change.before().isEmpty();
            String what = isNew ? renamed(change.what(), before, ClientSurface.upper(after)) : change.what();
            String type = renamed(change.after(), before, ClientSurface.upper(after));
            tell(new ClientChange(what, change.before(), type, change.along()), isNew ? after : before);
        }
    }

    private void removed(Operation operation) {
        String method = ClientSurface.method(operation);
        SortedMap<String, String> all = old(operation, method);
        String what = "method " + method;
        tell(new ClientChange(what, all.getOrDefault(what, ""), "", types(all, method)), method);
    }

    private void added(Operation operation) {
        String method = ClientSurface.method(operation);
        SortedMap<String, String> all = next(operation, method);
        String what = "method " + method;
        tell(new ClientChange(what, "", all.getOrDefault(what, ""), types(all, method)), method);
    }

    private SortedMap<String, String> old(Operation operation, String method) {
        return ClientSurface.of(
                collector.oldRoot(),
                operation,
                method,
                collector.old(SpecArea.REQUEST),
                collector.old(SpecArea.RESPONSE));
    }

    private SortedMap<String, String> next(Operation operation, String method) {
        return ClientSurface.of(
                collector.nextRoot(),
                operation,
                method,
                collector.next(SpecArea.REQUEST),
                collector.next(SpecArea.RESPONSE));
    }

    private static List<ClientChange> changes(SortedMap<String, String> old, SortedMap<String, String> next) {
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(next.keySet());
        List<ClientChange> changes = new ArrayList<>();
        for (String name : names) {
            String before = old.getOrDefault(name, "");
            String after = next.getOrDefault(name, "");
            if (!before.equals(after) && !insideOneSided(name, old, next)) {
                changes.add(new ClientChange(name, before, after, 0));
            }
        }
        return changes;
    }

    /** The members of a type that is gone, or new, go without saying. */
    private static boolean insideOneSided(String name, SortedMap<String, String> old, SortedMap<String, String> next) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return false;
        }
        String type = TYPE + name.substring(0, dot);
        return old.containsKey(type) != next.containsKey(type);
    }

    /** Types that come or go with another, or with the member that leads to them, are counted there. */
    private static List<ClientChange> folded(List<ClientChange> changes) {
        Map<String, ClientChange> heads = new HashMap<>();
        changes.stream()
                .filter(ClientChange::isOneSided)
                .sorted(Comparator.comparing(change -> change.what().startsWith(TYPE)))
                .forEach(change -> heads.putIfAbsent(direction(change) + leadsTo(change), change));
        List<ClientChange> kept = new ArrayList<>();
        Map<ClientChange, Integer> along = new HashMap<>();
        for (ClientChange change : changes) {
            boolean type = change.isOneSided() && change.what().startsWith(TYPE);
            ClientChange head = type ? outermost(change, heads) : change;
            if (head.equals(change)) {
                kept.add(change);
            } else {
                along.merge(head, 1, Integer::sum);
            }
        }
        return kept.stream()
                .map(change ->
                        new ClientChange(change.what(), change.before(), change.after(), along.getOrDefault(change, 0)))
                .toList();
    }

    /** The change with the shortest name that this type is named after. */
    private static ClientChange outermost(ClientChange type, Map<String, ClientChange> heads) {
        String name = leadsTo(type);
        for (int end = 1; end <= name.length(); end++) {
            ClientChange head = heads.get(direction(type) + name.substring(0, end));
            if (head != null) {
                return head;
            }
        }
        return type;
    }

    /** The name of the type itself, of the case of a union, or the one that the member's own type would have. */
    private static String leadsTo(ClientChange change) {
        String what = change.what();
        if (what.startsWith(TYPE)) {
            return what.substring(TYPE.length());
        }
        int dot = what.indexOf('.');
        String type = what.substring(0, Math.max(dot, 0));
        String property = what.substring(dot + 1);
        return property.startsWith(type) ? property : type + ClientSurface.upper(property);
    }

    private static String direction(ClientChange change) {
        return change.before().isEmpty() ? "+" : "-";
    }

    private static int types(SortedMap<String, String> surface, String method) {
        return (int) surface.keySet().stream()
                .filter(name -> isNamedAfter(name, method))
                .count();
    }

    private static boolean isNamedAfter(String name, String method) {
        return name.startsWith(TYPE + ClientSurface.upper(method));
    }

    /** The same change below another operation is told once. */
    private void tell(ClientChange change, String method) {
        ClientChange anyone = new ClientChange(
                renamed(change.what(), method, "~"),
                renamed(change.before(), method, "~"),
                renamed(change.after(), method, "~"),
                change.along());
        merged.merge(anyone, change, (first, again) -> first.what().equals(again.what()) ? first : first.and(again));
    }

    private static String renamed(String text, String method, String name) {
        return text.replaceAll(
                "\\b(?:" + Pattern.quote(method) + "\\b|" + Pattern.quote(ClientSurface.upper(method)) + ")",
                Matcher.quoteReplacement(name));
    }
}
