package dev.loupe.diff.judge;

import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every rule, sorted by id. */
public final class DiffRules {
    private static final List<DiffRule> ALL = build();
    private static final Map<Judged, DiffRule> BY_KIND = byKind();

    private DiffRules() {}

    private record Judged(DiffRule.Area area, DifferenceKind kind) {}

    private static List<DiffRule> build() {
        List<DiffRule> all = new ArrayList<>();
        all.addAll(ValueRules.rows());
        all.addAll(PropertyRules.rows());
        all.addAll(MessageRules.rows());
        all.addAll(ParameterRules.rows());
        all.addAll(ContractRules.rows());
        all.addAll(SecurityRules.rows());
        all.sort(Comparator.comparing(DiffRule::id));
        return List.copyOf(all);
    }

    private static Map<Judged, DiffRule> byKind() {
        Map<Judged, DiffRule> map = new HashMap<>();
        ALL.forEach(rule -> map.put(new Judged(rule.area(), rule.kind()), rule));
        return map;
    }

    public static List<DiffRule> all() {
        return ALL;
    }

    /** The rule with that id, for {@code explain} and configuration. */
    public static Optional<DiffRule> byId(String id) {
        return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    /** The rule that judges a difference. */
    static DiffRule of(Difference difference) {
        DiffRule.Area area = DiffRule.Area.of(difference.area());
        DiffRule rule = BY_KIND.get(new Judged(area, difference.kind()));
        if (rule == null) {
            throw new IllegalStateException(
                    "no rule for " + area + " " + difference.kind() + ": add a row to the rules");
        }
        return rule;
    }
}
