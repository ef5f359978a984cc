package dev.loupe.engine.summary;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Violation;
import dev.loupe.engine.result.Finding;
import dev.loupe.exchange.Exchange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apiguardian.api.API;

/** The findings of a run as groups; their number is bounded, whatever pointers the responses contain. */
@API(status = API.Status.EXPERIMENTAL)
public final class FindingGroups {
    private static final int MAX_GROUPS = 2_000;
    private static final String OTHER_LOCATIONS = "(other locations)";

    private final Map<FindingGroup.Key, FindingGroup> groups = new LinkedHashMap<>();
    private final RepeatCounter repeats = new RepeatCounter();

    void sent(Exchange.Id id) {
        repeats.sent(id);
    }

    void add(Finding finding) {
        FindingGroup.Key key = known(FindingGroup.Key.of(finding.check(), finding.violation()));
        groups.computeIfAbsent(key, k -> new FindingGroup(finding.check(), k.attribution(), at(k, finding), repeats))
                .add(finding);
    }

    /** The location of a group: of its first finding, unless it collects those of other locations. */
    private static String at(FindingGroup.Key key, Finding finding) {
        return key.at().equals(OTHER_LOCATIONS) ? OTHER_LOCATIONS : FindingGroup.location(finding.violation());
    }

    /** True when the group of a violation has room for one more example. */
    public boolean wantsExample(CheckInfo check, Violation violation) {
        FindingGroup group = groups.get(known(FindingGroup.Key.of(check, violation)));
        return group == null || group.examples().size() < FindingGroup.EXAMPLES;
    }

    private FindingGroup.Key known(FindingGroup.Key key) {
        return groups.size() < MAX_GROUPS || groups.containsKey(key)
                ? key
                : new FindingGroup.Key(key.check(), key.level(), key.attribution(), OTHER_LOCATIONS);
    }

    /** The most important first. */
    public List<FindingGroup> byWeight() {
        return groups.values().stream().sorted(FindingGroup.BY_WEIGHT).toList();
    }
}
