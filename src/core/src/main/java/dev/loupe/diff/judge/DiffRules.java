package dev.loupe.diff.judge;

import dev.loupe.diff.compare.Difference;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every rule, sorted by id. */
public final class DiffRules {
    private static final List<DiffRule> ALL = build();
    private static final Map<String, DiffRule> BY_FACT = byFact();

    private DiffRules() {}

    private static List<DiffRule> build() {
        List<DiffRule> all = new ArrayList<>();
        all.addAll(ValueRules.rows());
        all.addAll(PropertyRules.rows());
        all.addAll(MessageRules.rows());
        all.addAll(ContractRules.rows());
        all.sort(Comparator.comparing(DiffRule::id));
        return List.copyOf(all);
    }

    private static Map<String, DiffRule> byFact() {
        Map<String, DiffRule> map = new HashMap<>();
        ALL.forEach(rule -> map.put(rule.area() + " " + rule.kind(), rule));
        return map;
    }

    public static List<DiffRule> all() {
        return ALL;
    }

    /** The rule with that id, for {@code explain} and configuration. */
    public static Optional<DiffRule> byId(String id) {
        return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    public static DiffRule of(Difference difference) {
        String key = DiffRule.Area.of(difference.area()) + " " + difference.kind();
        DiffRule rule = BY_FACT.get(key);
        if (rule == null) {
            throw new IllegalStateException("no rule judges " + key + ": add a row to the rules");
        }
        return rule;
    }
}
