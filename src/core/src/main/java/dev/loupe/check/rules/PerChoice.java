package dev.loupe.check.rules;

import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A check that judges each choice of a completion by itself. */
final class PerChoice {
    private PerChoice() {}

    /** Judges one choice. */
    @FunctionalInterface
    interface Judge {
        /** The violation of a choice with this text, which is empty when there is none; null when nothing is violated. */
        @Nullable
        Violation of(Choice choice, String text);
    }

    /**
     * The result over all choices.
     *
     * @param applies the choices that the check is about
     * @param none the result when the check is about no choice
     */
    static Result judge(ParsedCompletion completion, Predicate<Choice> applies, Judge judge, Result none) {
        List<Violation> violations = new ArrayList<>(0);
        boolean applicable = false;
        for (Choice choice : completion.choices()) {
            if (applies.test(choice)) {
                applicable = true;
                Violation violation = judge.of(choice, Objects.requireNonNullElse(choice.content(), ""));
                if (violation != null) {
                    violations.add(violation);
                }
            }
        }
        return applicable ? Result.of(violations) : none;
    }
}
