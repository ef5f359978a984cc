import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;

/** openapi-diff-core over the revisions that are named, each with the one before. */
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
