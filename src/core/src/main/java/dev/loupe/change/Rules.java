package dev.loupe.change;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Every rule, sorted by id. */
public final class Rules {
    private static final List<Rule> ALL = build();
    private static final Map<String, Rule> BY_FACT = byFact();

    private Rules() {}

    private static List<Rule> build() {
        List<Rule> all = new ArrayList<>();
        all.addAll(ValueRules.rows());
        all.addAll(MemberRules.rows());
        all.addAll(MessageRules.rows());
        all.addAll(ContractRules.rows());
        all.sort(Comparator.comparing(Rule::id));
        return List.copyOf(all);
    }

    private static Map<String, Rule> byFact() {
        Map<String, Rule> map = new HashMap<>();
        ALL.forEach(rule -> map.put(rule.area() + " " + rule.kind(), rule));
        return map;
    }

    public static List<Rule> all() {
        return ALL;
    }

    /** The rule with that id, for {@code explain} and configuration. */
    public static Optional<Rule> byId(String id) {
        return ALL.stream().filter(rule -> rule.id().equals(id)).findFirst();
    }

    static Rule of(Fact fact) {
        String key = Rule.Area.of(fact.direction()) + " " + fact.kind();
        Rule rule = BY_FACT.get(key);
        if (rule == null) {
            throw new IllegalStateException("no rule judges " + key + ": add a row to the rules");
        }
        return rule;
    }
}
