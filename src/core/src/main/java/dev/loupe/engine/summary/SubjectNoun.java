package dev.loupe.engine.summary;

import dev.loupe.check.CheckInfo;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The noun for what a run judges.
 *
 * @param one the singular
 * @param stored the noun for a stored one, which may be unreadable
 */
@API(status = API.Status.EXPERIMENTAL)
public record SubjectNoun(String one, String stored) {
    private static final SubjectNoun EXCHANGES = new SubjectNoun("exchange", "record");
    private static final SubjectNoun DOCUMENTS = new SubjectNoun("document", "document");

    /** Lint rules judge documents, all other checks exchanges. */
    static SubjectNoun of(List<CheckInfo> checks) {
        boolean lint = !checks.isEmpty()
                && checks.stream().allMatch(check -> check.area().equals("lint"));
        return lint ? DOCUMENTS : EXCHANGES;
    }

    /** Whether the run checks documents, which have no provider. */
    public boolean isDocument() {
        return equals(DOCUMENTS);
    }

    /** The plural. */
    public String many() {
        return one + "s";
    }
}
