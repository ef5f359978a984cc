import io.redskap.swagger.brake.core.BreakingChange;
import io.redskap.swagger.brake.runner.Options;
import io.redskap.swagger.brake.runner.OutputFormat;
import io.redskap.swagger.brake.runner.Starter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;

/** Runs swagger-brake on consecutive revisions. */
final class Peer {
    private Peer() {}

    public static void main(String... revisions) throws IOException {
        Path reports = Files.createTempDirectory("swagger-brake");
        for (int i = 1; i < revisions.length; i++) {
            String verdict;
            try {
                Options options = new Options();
                options.setOldApiPath(revisions[i - 1]);
                options.setNewApiPath(revisions[i]);
                // it returns nothing without a report
                options.setOutputFormats(Set.of(OutputFormat.JSON));
                options.setOutputFilePath(reports.toString());
                Collection<BreakingChange> breaking = Starter.start(options);
                verdict = breaking.isEmpty() ? "not breaking" : "breaking";
            } catch (RuntimeException | StackOverflowError fault) {
                verdict = "no verdict: " + fault;
            }
            System.out.println(revisions[i] + " " + verdict);
        }
    }
}
