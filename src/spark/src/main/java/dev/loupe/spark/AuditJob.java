package dev.loupe.spark;

import dev.loupe.engine.journal.Run;
import dev.loupe.report.RunReports;
import org.apache.spark.sql.SparkSession;

/** The job for {@code spark-submit}. Without a master it runs on all cores of this machine. */
public final class AuditJob {
    private static final int USAGE = 2;

    private AuditJob() {}

    /** Prints the verdict and ends with its exit code, as {@code loupe replay} does. */
    public static void main(String... arguments) {
        AuditOptions options;
        try {
            options = AuditOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println("audit: " + wrong.getMessage());
            System.exit(USAGE);
            return;
        }
        SparkSession.Builder builder = SparkSession.builder().appName("loupe audit");
        boolean local = System.getProperty("spark.master") == null;
        if (local) {
            builder.master("local[*]")
                    .config("spark.ui.enabled", "false")
                    .config("spark.ui.showConsoleProgress", "true");
        }
        SparkSession spark = builder.getOrCreate();
        if (local) {
            // a line of progress, instead of several lines for each task
            spark.sparkContext().setLogLevel("WARN");
        }
        int code;
        try {
            Run run = Audit.run(spark, options, System.err::println);
            RunReports.print(run, RunReports.Format.TEXT, false, options.out() + "/report/index.html", System.out);
            code = run.verdict().exitCode();
        } finally {
            spark.stop();
        }
        System.exit(code);
    }
}
