package dev.loupe.report.diff;

import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.prove.Witness;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.report.format.ReportTruncation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The changes of one operation, for reports that name the operation once.
 *
 * @param operation {@code POST /v1/chat/completions}; empty for changes of the document
 */
record ChangesByOperation(String operation, List<Change> changes) {
    private static final int MOST_OPERATIONS = 4;
    private static final int SHORT_WITNESS = 120;

    static List<ChangesByOperation> of(List<Change> changes) {
        Map<String, List<Change>> groups = new LinkedHashMap<>();
        changes.forEach(change -> groups.computeIfAbsent(change.at().operation(), any -> new ArrayList<>())
                .add(change));
        return groups.entrySet().stream()
                .map(group -> new ChangesByOperation(group.getKey(), group.getValue()))
                .toList();
    }

    String title() {
        return operation.isEmpty() ? "the document" : operation;
    }

    /** {@code new.json:12}, in OLD for removed elements; the end of the pointer when the line is unknown. */
    static String where(Change change, DiffResult comparison) {
        DiffResult.SpecInfo spec = change.at().next() != null ? comparison.next() : comparison.old();
        DocumentPointer pointer = change.at().pointer();
        int line = spec.line(pointer);
        return line > 0 ? spec.name() + ":" + line : pointer.toString();
    }

    /** The other operations with the same change; empty when there are none. */
    static String otherOperations(Change change) {
        Set<String> others = new LinkedHashSet<>();
        change.alsoAt().forEach(location -> others.add(location.operation()));
        others.remove(change.at().operation());
        if (others.isEmpty()) {
            return change.alsoAt().isEmpty()
                    ? ""
                    : "also at " + locations(change.alsoAt().size());
        }
        List<String> shown = others.stream().limit(MOST_OPERATIONS).toList();
        int more = others.size() - shown.size();
        return "also in " + String.join(", ", shown) + (more > 0 ? " and " + more + " more" : "");
    }

    private static String locations(int count) {
        return count == 1 ? "1 other location" : count + " other locations";
    }

    /** The witness in one line; null when there is none. */
    static @Nullable String shortWitness(Change change) {
        Witness witness = change.witness();
        return witness == null ? null : ReportTruncation.to(witness.value().toString(), SHORT_WITNESS);
    }

    /** Who accepts the witness and who does not. */
    static String verdicts(Witness witness) {
        return witness.accepts().equals("old") ? "OLD accepts, NEW rejects" : "NEW allows, OLD forbids";
    }
}
