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
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Compares the types, members and methods that a Java generator makes of two specs, operation by operation. A renamed
 * operation renames every type that is named after it: that is one change, and the types are compared under the old name.
 */
public final class ClientComparison {
    private final DifferenceCollector collector;

    /** Changes by their form without the name of the operation, which merges the same change of several operations. */
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
        SortedMap<ClientElement, String> old = old(pair.old(), before);
        SortedMap<ClientElement, String> next = next(pair.next(), before);
        if (!before.equals(after)) {
            int renamed = (int) old.keySet().stream()
                    .filter(element -> isNamedAfter(element, before) && next.containsKey(element))
                    .count();
            ClientElement method = new ClientElement.OperationMethod(pair.old().name());
            add(new ClientChange(method, before, after, renamed), before);
        }
        UnaryOperator<String> toNew = renaming(before, ClientSurface.upper(after));
        for (ClientChange change : withoutNamedAfterOthers(changes(old, next))) {
            boolean isNew = change.before().isEmpty();
            ClientElement what = isNew ? change.what().rename(toNew) : change.what();
            String type = toNew.apply(change.after());
            add(new ClientChange(what, change.before(), type, change.along()), isNew ? after : before);
        }
    }

    private void removed(Operation operation) {
        String method = ClientSurface.method(operation);
        SortedMap<ClientElement, String> all = old(operation, method);
        ClientElement what = new ClientElement.Method(method);
        add(new ClientChange(what, all.getOrDefault(what, ""), "", types(all, method)), method);
    }

    private void added(Operation operation) {
        String method = ClientSurface.method(operation);
        SortedMap<ClientElement, String> all = next(operation, method);
        ClientElement what = new ClientElement.Method(method);
        add(new ClientChange(what, "", all.getOrDefault(what, ""), types(all, method)), method);
    }

    private SortedMap<ClientElement, String> old(Operation operation, String method) {
        return ClientSurface.of(
                collector.oldRoot(),
                operation,
                method,
                collector.old(SpecArea.REQUEST),
                collector.old(SpecArea.RESPONSE));
    }

    private SortedMap<ClientElement, String> next(Operation operation, String method) {
        return ClientSurface.of(
                collector.nextRoot(),
                operation,
                method,
                collector.next(SpecArea.REQUEST),
                collector.next(SpecArea.RESPONSE));
    }

    private static List<ClientChange> changes(
            SortedMap<ClientElement, String> old, SortedMap<ClientElement, String> next) {
        TreeSet<ClientElement> elements = new TreeSet<>(old.keySet());
        elements.addAll(next.keySet());
        List<ClientChange> changes = new ArrayList<>();
        for (ClientElement element : elements) {
            String before = old.getOrDefault(element, "");
            String after = next.getOrDefault(element, "");
            if (!before.equals(after) && !isInOneSidedType(element, old, next)) {
                changes.add(new ClientChange(element, before, after, 0));
            }
        }
        return changes;
    }

    /** True for the members of an added or removed type, which are not reported. */
    private static boolean isInOneSidedType(
            ClientElement element, SortedMap<ClientElement, String> old, SortedMap<ClientElement, String> next) {
        return element instanceof ClientElement.Member member
                && old.containsKey(new ClientElement.Type(member.type()))
                        != next.containsKey(new ClientElement.Type(member.type()));
    }

    /** Types that are added or removed with another element that they are named after are counted there. */
    private static List<ClientChange> withoutNamedAfterOthers(List<ClientChange> changes) {
        Map<String, ClientChange> heads = new HashMap<>();
        changes.stream()
                .filter(ClientChange::isOneSided)
                .sorted(Comparator.comparing(ClientChange::isOneSidedType))
                .forEach(change -> heads.putIfAbsent(side(change) + typeName(change.what()), change));
        List<ClientChange> kept = new ArrayList<>();
        Map<ClientChange, Integer> along = new HashMap<>();
        for (ClientChange change : changes) {
            ClientChange head = change.isOneSidedType() ? outermost(change, heads) : change;
            if (head.equals(change)) {
                kept.add(change);
            } else {
                along.merge(head, 1, Integer::sum);
            }
        }
        return kept.stream()
                .map(change -> change.with(along.getOrDefault(change, 0)))
                .toList();
    }

    /** The change with the shortest name that the type is named after. */
    private static ClientChange outermost(ClientChange type, Map<String, ClientChange> heads) {
        String name = typeName(type.what());
        for (int end = 1; end <= name.length(); end++) {
            ClientChange head = heads.get(side(type) + name.substring(0, end));
            if (head != null) {
                return head;
            }
        }
        return type;
    }

    /** The name of the type, or of the type that a member has when its schema is inline; empty for methods. */
    private static String typeName(ClientElement element) {
        return switch (element) {
            case ClientElement.Type type -> type.name();
            case ClientElement.Member member ->
                member.name().startsWith(member.type())
                        ? member.name()
                        : member.type() + ClientSurface.upper(member.name());
            case ClientElement.Method method -> "";
            case ClientElement.OperationMethod method -> "";
        };
    }

    private static String side(ClientChange change) {
        return change.before().isEmpty() ? "+" : "-";
    }

    private static int types(SortedMap<ClientElement, String> surface, String method) {
        return (int) surface.keySet().stream()
                .filter(element -> isNamedAfter(element, method))
                .count();
    }

    private static boolean isNamedAfter(ClientElement element, String method) {
        return element instanceof ClientElement.Type type && type.name().startsWith(ClientSurface.upper(method));
    }

    /** Adds a change, or merges it with the same change of another operation. */
    private void add(ClientChange change, String method) {
        ClientChange anyOperation = change.rename(renaming(method, "~"));
        merged.merge(
                anyOperation, change, (first, again) -> first.what().equals(again.what()) ? first : first.and(again));
    }

    private static UnaryOperator<String> renaming(String method, String name) {
        Pattern pattern = Pattern.compile(
                "\\b(?:" + Pattern.quote(method) + "\\b|" + Pattern.quote(ClientSurface.upper(method)) + ")");
        String replacement = Matcher.quoteReplacement(name);
        return text -> pattern.matcher(text).replaceAll(replacement);
    }
}
