package dev.loupe.verdict;

import dev.loupe.exchange.Exchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The findings of a run as groups; their number is bounded, whatever pointers the answers bring. */
public final class Groups {
    private static final int MOST = 2_000;
    private static final String ELSEWHERE = "(other places)";

    private final Map<Group.Key, Group> groups = new LinkedHashMap<>();
    private final Repeats repeats = new Repeats();

    void sent(Exchange.Id id) {
        repeats.sent(id);
    }

    void add(Finding finding) {
        Group.Key key = known(Group.Key.of(finding.check().id(), finding.violation()));
        groups.computeIfAbsent(key, k -> new Group(finding.check(), k.attribution(), k.at(), repeats))
                .add(finding);
    }

    /** True when a group wants one more finding with its evidence. */
    boolean wantsExample(String check, dev.loupe.check.Violation violation) {
        Group group = groups.get(known(Group.Key.of(check, violation)));
        return group == null || group.examples().size() < Group.EXAMPLES;
    }

    private Group.Key known(Group.Key key) {
        return groups.size() < MOST || groups.containsKey(key)
                ? key
                : new Group.Key(key.check(), key.attribution(), ELSEWHERE);
    }

    /** Heaviest first. */
    public List<Group> byWeight() {
        return groups.values().stream().sorted(Group.BY_WEIGHT).toList();
    }
}
