package dev.loupe.engine.summary;

import java.util.List;

/**
 * What a violation costs a caller: no response at all costs most, then wrong or lost output, then wrong counts, which are money,
 * then properties that a program may rely on, then errors, and least a value that is accepted although it is forbidden.
 */
enum CallerCost {
    NO_RESPONSE("transport.", "range.never-5xx", "range.accepts-inside", "error.not-200"),
    WRONG_OUTPUT("message.", "stream.", "tool.", "range.limit-honoured"),
    WRONG_COUNT("usage."),
    WRONG_PROPERTY("schema.", "identity.", "logprobs."),
    WRONG_ERROR("error."),
    ACCEPTED_VALUE("");

    @SuppressWarnings("ImmutableEnumChecker") // the list is unmodifiable
    private final List<String> checks;

    CallerCost(String... checks) {
        this.checks = List.of(checks);
    }

    /** By the id of the check. */
    static CallerCost of(String check) {
        for (CallerCost cost : values()) {
            if (cost.checks.stream().anyMatch(check::startsWith)) {
                return cost;
            }
        }
        return ACCEPTED_VALUE;
    }
}
