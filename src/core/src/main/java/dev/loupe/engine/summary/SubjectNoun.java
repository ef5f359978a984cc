package dev.loupe.engine.summary;

import dev.loupe.check.CheckInfo;
import java.util.List;

/**
 * What a run looked at, in words.
 *
 * @param one such thing
 * @param stored one as it is stored, which may not be readable
 */
public record SubjectNoun(String one, String stored) {
    private static final SubjectNoun EXCHANGES = new SubjectNoun("exchange", "record");
    private static final SubjectNoun DOCUMENTS = new SubjectNoun("document", "document");

    /** Rules of lint look at documents, all other checks at exchanges. */
    static SubjectNoun of(List<CheckInfo> checks) {
        boolean lint = !checks.isEmpty()
                && checks.stream().allMatch(check -> check.id().startsWith("lint."));
        return lint ? DOCUMENTS : EXCHANGES;
    }

    /** Whether the run checks documents, which have no provider. */
    public boolean isDocument() {
        return equals(DOCUMENTS);
    }

    /** More than one of them. */
    public String many() {
        return one + "s";
    }
}
