package dev.loupe.engine.summary;

import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.LocationText;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Findings that are one thing to look into: same check, same attribution, same place with indices folded. */
public final class FindingGroup {
    /** How many findings of a group are shown with evidence. */
    public static final int EXAMPLES = 3;

    /** What decides first, then what is most; ids and places last, so that the order is always the same. */
    public static final Comparator<FindingGroup> BY_WEIGHT = Comparator.comparing((FindingGroup g) -> !g.fails())
            .thenComparing(FindingGroup::allAccepted)
            .thenComparing(g -> g.check().level())
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

    /** What makes findings one group. */
    public record Key(String check, Attribution attribution, String at) {
        public static Key of(String check, dev.loupe.check.Violation violation) {
            return new Key(
                    check,
                    violation.attribution(),
                    TextTruncation.withLength(LocationText.folded(violation.at().toString()), TextTruncation.NAME));
        }
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
     * That the same request brings this at times.
     *
     * @param violations how often it did
     * @param requests how often the request was sent
     */
    public record Flaky(int violations, int requests) {
        @Override
        public String toString() {
            return violations + " of " + requests;
        }
    }

    /**
     * How often the same request brings this, when never every time. Empty when a request did every time it was sent, and
     * when none was sent again; what decides nothing is not looked at so closely.
     */
    public Optional<Flaky> flaky() {
        Flaky first = null;
        for (Map.Entry<String, Integer> one : byRequest.entrySet()) {
            int asked = repeats.requests(one.getKey());
            if (asked > 1 && one.getValue() >= asked) {
                return Optional.empty();
            }
            if (first == null && one.getValue() < asked) {
                first = new Flaky(one.getValue(), asked);
            }
        }
        return fails() ? Optional.ofNullable(first) : Optional.empty();
    }

    public List<Finding> examples() {
        return Collections.unmodifiableList(examples);
    }
}
