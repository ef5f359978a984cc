package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A rule for OpenAPI documents, independent of what any server does. */
public interface LintRule {
    default CheckInfo info() {
        return CheckInfo.of(getClass());
    }

    Result on(LintedDocument spec);

    /**
     * Judges each subject of a rule.
     *
     * @param none why the rule does not apply to a document without a subject
     */
    static <T> Result judge(List<T> subjects, String none, Function<T, Optional<Violation>> defect) {
        return subjects.isEmpty()
                ? Result.notApplicable(none)
                : Result.of(subjects.stream()
                        .flatMap(subject -> defect.apply(subject).stream())
                        .toList());
    }

    /** A defect at a location of the document. */
    static Violation defect(JsonPointer at, String expected, String actual, String message) {
        return new Violation(FindingLocation.document(at), expected, actual, message, Attribution.SPEC);
    }
}
