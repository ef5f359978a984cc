package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.Attribution;
import dev.loupe.check.CheckInfo;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.exchange.FindingLocation;

/** A truth that must hold of an OpenAPI document, whatever any server does. */
public interface LintRule {
    CheckInfo info();

    Result on(LintedDocument spec);

    /** A defect of the document at a place in it. */
    static Violation defect(JsonPointer at, String expected, String actual, String message) {
        return new Violation(FindingLocation.document(at), expected, actual, message, Attribution.SPEC);
    }
}
