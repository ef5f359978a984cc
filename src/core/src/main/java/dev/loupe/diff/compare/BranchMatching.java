package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.normal.NormalSchema;
import dev.loupe.diff.normal.NormalSchema.Branch;
import dev.loupe.diff.normal.WorkBudget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Matches the branches of the old union with those of the new one: by distinguishing values, then by the assignment
 * with the lowest cost. Position does not count, and no permutations are tried.
 */
final class BranchMatching {
    /** With more branches the nearest branch in document order replaces the cubic method. */
    private static final int MOST_EXACT = 200;

    private static final int MOST_DISTANCES = 400_000;

    private static final int DISTANCE_STEPS = 2;

    private final List<BranchSignature> old;
    private final List<BranchSignature> next;
    private final int[] match;

    private BranchMatching(List<BranchSignature> old, List<BranchSignature> next) {
        this.old = old;
        this.next = next;
        this.match = new int[old.size()];
        Arrays.fill(match, -1);
    }

    /** For each old branch the index of the new one, or -1. */
    static int[] match(
            List<Branch> oldBranches,
            List<BranchSignature> old,
            List<Branch> nextBranches,
            List<BranchSignature> next,
            WorkBudget budget) {
        BranchMatching matching = new BranchMatching(old, next);
        boolean[] matched = new boolean[next.size()];
        matching.equal(keys(oldBranches, old), keys(nextBranches, next), matched);
        matching.equal(distinguishing(old), distinguishing(next), matched);
        List<Integer> rows = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        for (int i = 0; i < old.size(); i++) {
            if (matching.match[i] < 0) {
                rows.add(i);
            }
        }
        for (int j = 0; j < next.size(); j++) {
            if (!matched[j]) {
                columns.add(j);
            }
        }
        long distances = Math.min(MOST_DISTANCES, (long) rows.size() * columns.size());
        if (!budget.take(DISTANCE_STEPS * distances)) {
            return matching.match;
        }
        if (rows.size() > MOST_EXACT || columns.size() > MOST_EXACT) {
            matching.nearest(rows, columns);
        } else if (!rows.isEmpty() && !columns.isEmpty()) {
            matching.assign(rows, columns);
        }
        return matching.match;
    }

    /** The schema of the branch and its type: a schema with several types is split into branches. */
    private record Written(JsonNode schema, Set<NormalSchema.Type> types, String label) {}

    private static List<Object> keys(List<Branch> branches, List<BranchSignature> signatures) {
        List<Object> keys = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            Branch branch = branches.get(i);
            keys.add(
                    branch.ref().parts().isEmpty()
                            ? ""
                            : new Written(
                                    branch.ref().parts().getLast().node(),
                                    signatures.get(i).types(),
                                    signatures.get(i).label()));
        }
        return keys;
    }

    private static List<Object> distinguishing(List<BranchSignature> signatures) {
        List<Object> keys = new ArrayList<>();
        signatures.forEach(each -> keys.add(
                each.distinguishing().isEmpty() ? "" : each.distinguishing().toString()));
        return keys;
    }

    /** Pairs branches with the same key when the key is unique on both sides. */
    private void equal(List<Object> oldKeys, List<Object> nextKeys, boolean[] matched) {
        Map<Object, Integer> byKey = new HashMap<>();
        for (int j = 0; j < nextKeys.size(); j++) {
            if (!matched[j]) {
                byKey.merge(nextKeys.get(j), j, (a, b) -> -1);
            }
        }
        Map<Object, Integer> left = new HashMap<>();
        for (int i = 0; i < oldKeys.size(); i++) {
            if (match[i] < 0) {
                left.merge(oldKeys.get(i), i, (a, b) -> -1);
            }
        }
        left.forEach((key, i) -> {
            int j = byKey.getOrDefault(key, -1);
            if (!key.equals("") && i >= 0 && j >= 0) {
                match[i] = j;
                matched[j] = true;
            }
        });
    }

    private void assign(List<Integer> rows, List<Integer> columns) {
        double[][] cost = new double[rows.size()][columns.size()];
        for (int r = 0; r < rows.size(); r++) {
            for (int c = 0; c < columns.size(); c++) {
                cost[r][c] = old.get(rows.get(r)).distance(next.get(columns.get(c)));
            }
        }
        int[] found = HungarianAssignment.cheapest(cost);
        for (int r = 0; r < found.length; r++) {
            if (found[r] >= 0 && cost[r][found[r]] < BranchSignature.RENAMED) {
                match[rows.get(r)] = columns.get(found[r]);
            }
        }
        oneForOne(rows, columns);
    }

    /** One unmatched branch on each side: the branch was replaced. With several the match is ambiguous. */
    private void oneForOne(List<Integer> rows, List<Integer> columns) {
        List<Integer> restRows = new ArrayList<>(rows);
        restRows.removeIf(row -> match[row] >= 0);
        List<Integer> restColumns = new ArrayList<>(columns);
        restColumns.removeIf(column -> Arrays.stream(match).anyMatch(each -> each == column));
        if (restRows.size() == 1
                && restColumns.size() == 1
                && old.get(restRows.getFirst()).became(next.get(restColumns.getFirst()))) {
            match[restRows.getFirst()] = restColumns.getFirst();
        }
    }

    private void nearest(List<Integer> rows, List<Integer> columns) {
        List<Integer> unmatched = new ArrayList<>(columns);
        int comparisons = 0;
        for (int row : rows) {
            int best = -1;
            double least = BranchSignature.RENAMED;
            for (int c = 0; c < unmatched.size() && comparisons < MOST_DISTANCES; c++, comparisons++) {
                double cost = old.get(row).distance(next.get(unmatched.get(c)));
                if (cost < least) {
                    least = cost;
                    best = c;
                }
            }
            if (best >= 0) {
                match[row] = unmatched.remove(best);
            }
        }
    }
}
