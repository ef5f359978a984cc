package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which operation of OLD is which of NEW.
 *
 * @param moved the same operation under another path or method
 */
record EndpointMatching(List<Pair> same, List<Pair> moved, List<Endpoint> gone, List<Endpoint> come) {
    record Pair(Endpoint old, Endpoint next) {}

    static EndpointMatching of(List<Endpoint> old, List<Endpoint> next) {
        List<Pair> same = new ArrayList<>();
        List<Pair> moved = new ArrayList<>();
        List<Endpoint> gone = new ArrayList<>();
        List<Endpoint> come = new ArrayList<>(next);
        for (Endpoint each : old) {
            Endpoint match = take(come, other -> other.key().equals(each.key()));
            if (match == null) {
                gone.add(each);
            } else {
                same.add(new Pair(each, match));
            }
        }
        for (Iterator<Endpoint> rest = gone.iterator(); rest.hasNext(); ) {
            Endpoint each = rest.next();
            Endpoint match = take(come, other -> moved(each, other));
            if (match != null) {
                moved.add(new Pair(each, match));
                rest.remove();
            }
        }
        return new EndpointMatching(same, moved, gone, come);
    }

    private static @Nullable Endpoint take(List<Endpoint> from, java.util.function.Predicate<Endpoint> wanted) {
        for (Iterator<Endpoint> all = from.iterator(); all.hasNext(); ) {
            Endpoint each = all.next();
            if (wanted.test(each)) {
                all.remove();
                return each;
            }
        }
        return null;
    }

    private static boolean moved(Endpoint a, Endpoint b) {
        boolean named = !a.operationId().isEmpty() && a.operationId().equals(b.operationId());
        return named
                || bare(a.node()).equals(bare(b.node()))
                || versioned(a.path()).equals(versioned(b.path()));
    }

    private static JsonNode bare(JsonNode operation) {
        ObjectNode copy = operation.deepCopy();
        copy.remove(List.of("operationId", "summary", "description", "tags", "deprecated"));
        return copy;
    }

    /** {@code /v1/chat/completions} and {@code /v2/chat/completions} are one operation in two versions. */
    private static String versioned(String path) {
        return path.replaceAll("/v\\d{1,3}(?=/|$)", "");
    }

    /** Nothing of OLD is in NEW, and what is in NEW was not known. */
    boolean anotherApi() {
        return same.isEmpty() && moved.isEmpty() && !gone.isEmpty() && !come.isEmpty();
    }
}
