package dev.loupe.diff;

import dev.loupe.diff.compare.ServedShare;
import dev.loupe.openapi.Document;

/**
 * How much of one spec another spec serves.
 *
 * @param wanted the source of the spec whose parts are counted
 * @param served the source of the spec that serves them
 */
public record Score(String wanted, String served, ServedShare share) {
    public static Score of(Document wanted, Document served) {
        return new Score(wanted.source(), served.source(), ServedShare.of(wanted.root(), served.root()));
    }
}
