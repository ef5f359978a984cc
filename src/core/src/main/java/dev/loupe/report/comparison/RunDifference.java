package dev.loupe.report.comparison;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.LocationText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * The findings that only one of two runs has. Findings are equal when check, attribution, location (indices folded) and exchange
 * are equal; exchanges that only one of the runs has are omitted. Runs without a common exchange, such as those of two
 * providers, are compared by check, attribution and location alone.
 *
 * @param byExchange false when the exchange is ignored
 * @param common the number of exchanges in both
 * @param omitted the number of findings in exchanges that only one run has
 */
@API(status = API.Status.EXPERIMENTAL)
public record RunDifference(
        boolean byExchange,
        int common,
        FindingKinds added,
        FindingKinds removed,
        int same,
        int newFailing,
        int omitted) {
    /** Findings that are new or removed, by kind, the most important first. */
    public record FindingKinds(int count, List<FindingKind> kinds) {}

    /** Findings of one check, attribution and location, and their number. */
    public record FindingKind(Finding example, String at, int count) {}

    static RunDifference of(Run before, Run after) {
        Set<Long> common = ids(before);
        common.retainAll(ids(after));
        Matched matched = new Matched(common, !common.isEmpty());
        Map<Long, Integer> unmatched = new HashMap<>();
        int leftOut = matched.each(before, (finding, key) -> unmatched.merge(key, 1, Integer::sum));
        Collected added = new Collected();
        leftOut += matched.each(after, (finding, key) -> {
            if (!takeMatch(unmatched, key)) {
                added.add(finding);
            }
        });
        Collected removed = new Collected();
        int[] all = new int[1];
        matched.each(before, (finding, key) -> {
            all[0]++;
            if (takeMatch(unmatched, key)) {
                removed.add(finding);
            }
        });
        return new RunDifference(
                matched.byExchange(),
                common.size(),
                added.kinds(),
                removed.kinds(),
                all[0] - removed.count,
                added.deciding,
                leftOut);
    }

    /** Removes one finding with this key from those without a match. */
    private static boolean takeMatch(Map<Long, Integer> unmatched, long key) {
        int left = unmatched.getOrDefault(key, 0);
        if (left > 0) {
            unmatched.put(key, left - 1);
        }
        return left > 0;
    }

    private interface Keyed {
        void see(Finding finding, long key);
    }

    /** The findings that can be compared, each with its key. */
    private record Matched(Set<Long> common, boolean byExchange) {
        /** Passes on the findings of a run that can be compared; returns the number of the others. */
        int each(Run run, Keyed keyed) {
            Set<Long> kinds = new HashSet<>();
            int leftOut = 0;
            try (Stream<Finding> findings = run.findings()) {
                for (Iterator<Finding> all = findings.iterator(); all.hasNext(); ) {
                    Finding finding = all.next();
                    String exchange = finding.exchange().value();
                    if (byExchange && !common.contains(digest(exchange))) {
                        leftOut++;
                        continue;
                    }
                    long key = digest(Collected.kind(finding) + (byExchange ? "\n" + exchange : ""));
                    if (byExchange || kinds.add(key)) {
                        keyed.see(finding, key);
                    }
                }
            }
            return leftOut;
        }
    }

    private static Set<Long> ids(Run run) {
        Set<Long> ids = new HashSet<>();
        try (Stream<ExchangeResult> rows = run.exchanges()) {
            rows.forEach(row -> ids.add(digest(row.id().value())));
        }
        return ids;
    }

    /** A digest instead of the id, to limit memory for a million exchanges. */
    private static long digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** Findings by kind; kinds beyond the limit are counted only. */
    private static final class Collected {
        private static final int MOST = 1_000;

        private static final Comparator<FindingKind> BY_WEIGHT = Comparator.comparing(
                        (FindingKind kind) -> !kind.example().fails())
                .thenComparing(kind -> kind.example().check().level())
                .thenComparing(kind -> -kind.count())
                .thenComparing(kind -> kind.example().check().id())
                .thenComparing(FindingKind::at);

        private final Map<String, FindingKind> kinds = new LinkedHashMap<>();
        private int count;
        private int deciding;

        static String kind(Finding finding) {
            return finding.check().id() + "\n" + finding.violation().attribution() + "\n" + folded(finding);
        }

        private static String folded(Finding finding) {
            return LocationText.folded(finding.violation().at().toString());
        }

        void add(Finding finding) {
            count++;
            deciding += finding.fails() ? 1 : 0;
            String kind = kind(finding);
            FindingKind known = kinds.get(kind);
            if (known != null) {
                // accepted findings are an example only where there is no other
                Finding example = known.example().isAccepted() ? finding : known.example();
                kinds.put(kind, new FindingKind(example, known.at(), known.count() + 1));
            } else if (kinds.size() < MOST) {
                kinds.put(kind, new FindingKind(finding, folded(finding), 1));
            }
        }

        FindingKinds kinds() {
            return new FindingKinds(
                    count, kinds.values().stream().sorted(BY_WEIGHT).toList());
        }
    }
}
