package dev.loupe.diff;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Predicate;

/**
 * One small edit of a schema with a known effect.
 *
 * @param request its effect in a request
 * @param answer its effect in a response
 * @param apply makes the edit; false when it does not apply
 */
record Edit(String name, Effect request, Effect answer, Predicate<ObjectNode> apply) {
    /** The effect of an edit on clients. */
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
