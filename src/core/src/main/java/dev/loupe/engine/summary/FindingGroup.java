package dev.loupe.engine.summary;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Violation;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.LocationText;
import dev.loupe.engine.result.Rate;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * Findings with the same check and level, the same attribution and the same location with indices folded; for findings in documents
 * the same message, so that one defect of many documents is one group.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class FindingGroup {
    /** How many findings of a group are shown with evidence. */
    public static final int EXAMPLES = 3;

    /** Groups that fail the run first, then by level, cost to the caller and count; ids and locations last, so that the order is always the same. */
    public static final Comparator<FindingGroup> BY_WEIGHT = Comparator.comparing((FindingGroup g) -> !g.fails())
            .thenComparing(FindingGroup::allAccepted)
            .thenComparing(g -> g.check().level())
            .thenComparing(g -> CallerCost.of(g.check().id()))
            .thenComparing(g -> -g.count())
            .thenComparing(g -> g.check().id())
            .thenComparing(FindingGroup::at)
            .thenComparing(FindingGroup::attribution);

    private final CheckInfo check;
    private final Attribution attribution;
    private final String at;
    private final List<Finding> examples = new ArrayList<>(EXAMPLES);
    private int count;
    private int accepted;
    private int failing;
    private final RepeatCounter repeats;
    private final Map<String, Integer> byRequest = new TreeMap<>();

    FindingGroup(CheckInfo check, Attribution attribution, String at, RepeatCounter repeats) {
        this.check = check;
        this.attribution = attribution;
        this.at = at;
        this.repeats = repeats;
    }

    /** What the findings of a group have in common. */
    public record Key(String check, Level level, Attribution attribution, String at) {
        public static Key of(CheckInfo check, Violation violation) {
            return new Key(
                    check.id(),
                    check.atMost(violation.atMost()).level(),
                    violation.attribution(),
                    violation.at().part() == FindingLocation.Part.DOCUMENT ? violation.message() : location(violation));
        }
    }

    static String location(Violation violation) {
        return TextTruncation.withLength(LocationText.folded(violation.at().toString()), TextTruncation.NAME);
    }

    void add(Finding finding) {
        count++;
        accepted += finding.isAccepted() ? 1 : 0;
        failing += finding.fails() ? 1 : 0;
        if (byRequest.size() < RepeatCounter.MAX_REQUESTS) {
            byRequest.merge(RepeatCounter.baseId(finding.exchange()), 1, Integer::sum);
        }
        if (examples.size() < EXAMPLES) {
            examples.add(finding);
        } else if (!finding.isAccepted() && examples.stream().allMatch(Finding::isAccepted)) {
            // what is not accepted is never hidden by what is
            examples.set(EXAMPLES - 1, finding);
        }
    }

    public CheckInfo check() {
        return check;
    }

    public Attribution attribution() {
        return attribution;
    }

    /** Where, with indices folded. */
    public String at() {
        return at;
    }

    public int count() {
        return count;
    }

    /** How many of them the baseline accepts. */
    public int accepted() {
        return accepted;
    }

    public boolean allAccepted() {
        return accepted == count;
    }

    /** True when these make a run non-conformant. */
    public boolean fails() {
        return failing > 0;
    }

    /**
     * The same request has the finding only sometimes.
     *
     * @param violations how often it had the finding
     * @param requests how often it was sent
     */
    public record Flaky(int violations, int requests) {
        /** With the interval of the rate: {@code 3 of 20 (5-36 %)}. */
        @Override
        public String toString() {
            return new Rate(violations, requests).toString();
        }
    }

    /**
     * How often the same request has the finding, when it is less than every time. Empty when a request has it every time, and
     * when none was repeated; only findings that fail the run are repeated.
     */
    public Optional<Flaky> flaky() {
        Flaky first = null;
        for (Map.Entry<String, Integer> one : byRequest.entrySet()) {
            int requests = repeats.requests(one.getKey());
            if (requests > 1 && one.getValue() >= requests) {
                return Optional.empty();
            }
            if (first == null && one.getValue() < requests) {
                first = new Flaky(one.getValue(), requests);
            }
        }
        return fails() ? Optional.ofNullable(first) : Optional.empty();
    }

    /** Whether these are spec defects, which do not fail a run of exchanges. */
    public boolean isSpecDefect() {
        return examples.getFirst().isSpecDefect();
    }

    /** What happened, in the words of the first finding. */
    public String title() {
        return examples.getFirst().violation().message();
    }

    public List<Finding> examples() {
        return Collections.unmodifiableList(examples);
    }
}
