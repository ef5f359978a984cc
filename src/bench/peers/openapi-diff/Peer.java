import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;

/** Runs openapi-diff-core on consecutive revisions. */
final class Peer {
    private Peer() {}

    public static void main(String... revisions) {
        for (int i = 1; i < revisions.length; i++) {
            String verdict;
            try {
                ChangedOpenApi changed = OpenApiCompare.fromLocations(revisions[i - 1], revisions[i]);
                verdict = changed.isUnchanged() ? "none" : changed.isIncompatible() ? "breaking" : "compatible";
            } catch (RuntimeException | StackOverflowError fault) {
                verdict = "no verdict: " + fault;
            }
            System.out.println(revisions[i] + " " + verdict);
        }
    }
}
