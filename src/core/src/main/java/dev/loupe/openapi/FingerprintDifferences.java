package dev.loupe.openapi;

import dev.loupe.openapi.Fingerprint.Difference;
import dev.loupe.openapi.SemanticGraph.Node;
import dev.loupe.openapi.SemanticGraph.Shape;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Walks two graphs in parallel, only where their hashes differ. The result is for people; {@code loupe diff} classifies changes. */
final class FingerprintDifferences {
    private record Pair(int left, int right) {}

    private final Fingerprint left;
    private final Fingerprint right;
    private final int limit;
    private final Set<Pair> seen = new HashSet<>();
    private final List<Difference> found = new ArrayList<>();

    FingerprintDifferences(Fingerprint left, Fingerprint right, int limit) {
        this.left = left;
        this.right = right;
        this.limit = limit;
    }

    List<Difference> find() {
        List<Pair> todo = new ArrayList<>(List.of(new Pair(0, 0)));
        for (int i = 0; i < todo.size() && found.size() < limit; i++) {
            Pair pair = todo.get(i);
            if (!left.hash(pair.left()).equals(right.hash(pair.right())) && seen.add(pair)) {
                compare(left.nodes().get(pair.left()), right.nodes().get(pair.right()), todo);
            }
        }
        return List.copyOf(found);
    }

    private void compare(Node a, Node b, List<Pair> todo) {
        if (a.shape() != b.shape() || a.shape() == Shape.LEAF) {
            found.add(new Difference(a.pointer(), b.pointer(), words(a) + " / " + words(b)));
        } else if (a.shape() == Shape.OBJECT) {
            Set<String> names = new TreeSet<>(a.names());
            names.addAll(b.names());
            for (String name : names) {
                property(a, b, name, todo);
            }
        } else {
            items(a, b, todo);
        }
    }

    private void property(Node a, Node b, String name, List<Pair> todo) {
        int i = a.names().indexOf(name);
        int j = b.names().indexOf(name);
        if (i < 0) {
            found.add(new Difference(a.pointer(), b.pointer().appendProperty(name), "nothing / " + name));
        } else if (j < 0) {
            found.add(new Difference(a.pointer().appendProperty(name), b.pointer(), name + " / nothing"));
        } else {
            todo.add(new Pair(a.children().get(i), b.children().get(j)));
        }
    }

    /** Equal items are paired; the others are compared in their order. */
    private void items(Node a, Node b, List<Pair> todo) {
        List<Integer> onlyA = new ArrayList<>();
        List<Integer> onlyB = new ArrayList<>(b.children());
        for (int child : a.children()) {
            if (!onlyB.removeIf(other -> right.hash(other).equals(left.hash(child)))) {
                onlyA.add(child);
            }
        }
        int common = Math.min(onlyA.size(), onlyB.size());
        for (int i = 0; i < common; i++) {
            todo.add(new Pair(onlyA.get(i), onlyB.get(i)));
        }
        onlyA.subList(common, onlyA.size()).forEach(child -> {
            Node node = left.nodes().get(child);
            found.add(new Difference(node.pointer(), b.pointer(), words(node) + " / nothing"));
        });
        onlyB.subList(common, onlyB.size()).forEach(child -> {
            Node node = right.nodes().get(child);
            found.add(new Difference(a.pointer(), node.pointer(), "nothing / " + words(node)));
        });
    }

    private static String words(Node node) {
        return switch (node.shape()) {
            case LEAF -> node.label();
            case OBJECT -> "an object";
            case LIST, SET -> "an array";
        };
    }
}
