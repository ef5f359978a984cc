package dev.loupe.diff.judge;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Effect;

/** What readers of responses are expected to bear. Requests are validated by the server, so all policies agree on them. */
public enum Policy {
    /** The level of the rule. */
    STANDARD,
    /** Readers validate: whatever the old spec excludes breaks them, a new enum value or variant too. */
    STRICT,
    /** Readers use what they know and check no limits: only a missing property or another type breaks them. */
    TOLERANT;

    /** The level of a rule under this policy. */
    public Impact impact(DiffRule rule) {
        Effect effect = rule.kind().effect();
        boolean widens = rule.area() == DiffRule.Area.RESPONSE && (effect == Effect.WIDENS || effect == Effect.BOTH);
        if (this == STRICT && widens && rule.impact() == Impact.RISKY) {
            return Impact.BREAKING;
        }
        if (this == TOLERANT && widens && rule.impact() == Impact.BREAKING && isLimit(rule)) {
            return Impact.RISKY;
        }
        return rule.impact();
    }

    private static boolean isLimit(DiffRule rule) {
        return switch (rule.kind().subject()) {
            case MINIMUM,
                    MAXIMUM,
                    MIN_LENGTH,
                    MAX_LENGTH,
                    MIN_ITEMS,
                    MAX_ITEMS,
                    MIN_PROPERTIES,
                    MAX_PROPERTIES,
                    MULTIPLE_OF,
                    PATTERN,
                    FORMAT,
                    UNIQUE_ITEMS,
                    CONSTRAINT,
                    BRANCHES -> true;
            case ENUM -> rule.kind().edit() == Edit.DROPPED;
            default -> false;
        };
    }
}
