package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;

/** A rule for OpenAPI documents, independent of what any server does. */
public interface LintRule {
    CheckInfo info();

    Result on(LintedDocument spec);

    /** A defect at a location of the document. */
    static Violation defect(JsonPointer at, String expected, String actual, String message) {
        return new Violation(FindingLocation.document(at), expected, actual, message, Attribution.SPEC);
    }
}
