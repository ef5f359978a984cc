package dev.loupe.change;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;

/** Compares the types, members, methods and constants that a Java generator makes of two contracts. */
final class ClientComparison {
    private ClientComparison() {}

    static List<ClientChange> compare(Differences differences) {
        SortedMap<String, String> before =
                ClientSurface.of(differences.oldRoot, differences.oldRequests, differences.oldAnswers);
        SortedMap<String, String> after =
                ClientSurface.of(differences.nextRoot, differences.nextRequests, differences.nextAnswers);
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<ClientChange> changes = new ArrayList<>();
        for (String name : names) {
            String mine = before.getOrDefault(name, "");
            String theirs = after.getOrDefault(name, "");
            if (!mine.equals(theirs) && !insideGone(name, before, after)) {
                changes.add(new ClientChange(name, mine, theirs));
            }
        }
        return List.copyOf(changes);
    }

    /** The members of a type that is gone, or new, go without saying. */
    private static boolean insideGone(String name, SortedMap<String, String> before, SortedMap<String, String> after) {
        int dot = name.indexOf('.');
        if (dot < 0) {
            return false;
        }
        String type = "type " + name.substring(0, dot);
        return before.containsKey(type) != after.containsKey(type);
    }
}
