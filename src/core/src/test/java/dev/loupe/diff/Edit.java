package dev.loupe.diff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;

/**
 * One small change of known effect, made to a schema of a contract.
 *
 * @param request what it does to a request
 * @param answer what it does to an answer
 * @param apply makes it; false when it does not apply there
 */
record Edit(String name, Effect request, Effect answer, Predicate<ObjectNode> apply) {
    /** What an edit does to clients. */
    enum Effect {
        BREAKING,
        RISKY,
        HARMLESS
    }

    @Override
    public String toString() {
        return name;
    }
}
