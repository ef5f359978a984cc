package dev.loupe.engine.summary;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.engine.result.CheckOutcome;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apiguardian.api.API;

/** The counts of a run. */
@API(status = API.Status.EXPERIMENTAL)
public final class RunCounts {
    /** The statuses of a server that has read the request and rejects its values. */
    private static final Set<Integer> REJECTS_VALUES = Set.of(400, 406, 409, 413, 415, 422);

    private final Map<Verdict, Integer> exchanges = zeros(Verdict.class);
    private final List<CheckInfo> checks;
    /** One count for each check. */
    private final Map<CheckOutcome.Kind, int[]> outcomes = new EnumMap<>(CheckOutcome.Kind.class);

    private final Map<Level, Integer> unaccepted = zeros(Level.class);
    private final Map<Attribution, Integer> byAttribution = zeros(Attribution.class);
    private final Map<Level, Integer> specDefects = zeros(Level.class);
    private int accepted;
    private int failing;
    private int unreadable;
    private int conclusive;
    private int failures;
    private int crashed;
    private int undecided;
    private final ResponseCauses unanswered = new ResponseCauses();
    private final ResponseCauses withoutEvidence = new ResponseCauses();

    RunCounts(List<CheckInfo> checks) {
        this.checks = checks;
        for (CheckOutcome.Kind kind : CheckOutcome.Kind.values()) {
            outcomes.put(kind, new int[checks.size()]);
        }
    }

    private static <E extends Enum<E>> Map<E, Integer> zeros(Class<E> type) {
        Map<E, Integer> map = new EnumMap<>(type);
        for (E value : type.getEnumConstants()) {
            map.put(value, 0);
        }
        return map;
    }

    /** What the run judges. */
    public SubjectNoun subject() {
        return SubjectNoun.of(checks);
    }

    void add(ExchangeResult row) {
        exchanges.merge(row.decision().verdict(), 1, Integer::sum);
        conclusive += row.decision().isConclusive() ? 1 : 0;
        boolean open = row.decision().verdict() == Verdict.INCONCLUSIVE;
        crashed += open && row.decision().has(CheckOutcome.Kind.CRASHED) ? 1 : 0;
        boolean hasCrashed = row.decision().has(CheckOutcome.Kind.CRASHED);
        undecided += open && row.decision().isConclusive() && !hasCrashed ? 1 : 0;
        if (row.decision().unusable() != null && row.facts().probe() != null) {
            unanswered.add(row);
        }
        boolean failed = isOutage(row.facts().status());
        failures += row.decision().isConclusive() && failed ? 1 : 0;
        if (row.decision().unusable() != null || failed) {
            withoutEvidence.add(row);
        }
        String marks = row.decision().marks();
        for (int i = 0; i < Math.min(marks.length(), checks.size()); i++) {
            of(CheckOutcome.Kind.ofMark(marks.charAt(i)))[i]++;
        }
    }

    /** Whether the server failed or rejected the call for its key, address or credit: nothing but its errors can be judged. */
    private static boolean isOutage(int status) {
        return status >= 400 && !REJECTS_VALUES.contains(status);
    }

    void add(Finding finding) {
        if (finding.isAccepted()) {
            accepted++;
            return;
        }
        unaccepted.merge(finding.check().level(), 1, Integer::sum);
        byAttribution.merge(finding.violation().attribution(), 1, Integer::sum);
        failing += finding.fails() ? 1 : 0;
        if (finding.isSpecDefect()) {
            specDefects.merge(finding.check().level(), 1, Integer::sum);
        }
    }

    void addUnreadable() {
        unreadable++;
    }

    public int exchanges() {
        return exchanges.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int exchanges(Verdict verdict) {
        return exchanges.getOrDefault(verdict, 0);
    }

    /** Outcomes of one kind, over all checks. */
    public long outcomes(CheckOutcome.Kind kind) {
        long sum = 0;
        for (int count : of(kind)) {
            sum += count;
        }
        return sum;
    }

    private int[] of(CheckOutcome.Kind kind) {
        return Objects.requireNonNull(outcomes.get(kind));
    }

    /** Outcomes of one kind of the check with this index in {@link #checks}. */
    public int outcomes(int check, CheckOutcome.Kind kind) {
        return of(kind)[check];
    }

    public List<CheckInfo> checks() {
        return checks;
    }

    /** Findings of a level that the baseline does not accept. */
    public int unaccepted(Level level) {
        return unaccepted.getOrDefault(level, 0);
    }

    /** Findings of an attribution that the baseline does not accept. */
    public int unaccepted(Attribution attribution) {
        return byAttribution.getOrDefault(attribution, 0);
    }

    /** Findings of a level without spec defects. */
    public int withoutSpecDefects(Level level) {
        return unaccepted(level) - specDefects.getOrDefault(level, 0);
    }

    /** Findings that are spec defects; they do not fail a run of exchanges. */
    public int specDefects() {
        return specDefects.values().stream().mapToInt(Integer::intValue).sum();
    }

    public int accepted() {
        return accepted;
    }

    public int findings() {
        return accepted
                + unaccepted.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Findings that make the run non-conformant. */
    public int failing() {
        return failing;
    }

    public int unreadable() {
        return unreadable;
    }

    /** Exchanges with at least one check that passed or is violated. */
    public int conclusive() {
        return conclusive;
    }

    /** Whether an exchange shows more than an error that is not about the values of a request. */
    boolean hasEvidence() {
        return conclusive > failures;
    }

    /** Exchanges that are inconclusive because a required check could not conclude. */
    public int undecided() {
        return undecided;
    }

    /** Exchanges that are inconclusive because a check crashed. */
    public int crashedExchanges() {
        return crashed;
    }

    /** Probes without a usable response. */
    public int unansweredProbes() {
        return unanswered.count();
    }

    /** Why responses are no evidence, each with its count. */
    List<String> causesWithoutEvidence() {
        return withoutEvidence.causes();
    }

    /** Why probes have no usable response, each with its count: {@code status 504 6x}. */
    List<String> unansweredCauses() {
        return unanswered.causes();
    }
}
