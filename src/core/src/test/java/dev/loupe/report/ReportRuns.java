package dev.loupe.report;

import dev.loupe.check.Check;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.SampleChecks;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.file.ReadResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Runs for the tests of reports.
 *
 * @param dir the folder of their journals and reports
 */
public record ReportRuns(Path dir) {
    public Run mixed() {
        return Samples.run(Samples.plan(Baseline.none()), dir.resolve("journal.ndjson"), Samples.mixed());
    }

    public Run hostile() {
        return Samples.run(Samples.plan(Hostile.checks()), dir.resolve("hostile.ndjson"), Hostile.exchanges());
    }

    /** Many findings in many groups. */
    public Run tenThousand() {
        Check check = SampleChecks.check(SampleChecks.info("a.many", Level.MUST, "nothing is wrong"), observed -> {
            int n = Math.floorMod(observed.exchange().id().hashCode(), 500);
            return Result.violated(
                    Violation.of(
                            FindingLocation.body("/a/" + n), "x", "y", "an ordinary message of ordinary length " + n),
                    Violation.of(
                            FindingLocation.body("/field" + n),
                            "x",
                            "y",
                            "another message that goes on " + "and on ".repeat(30)));
        });
        List<Exchange> exchanges = IntStream.range(0, 5_000)
                .mapToObj(i -> Samples.answered("x/" + i, "Text", 1))
                .toList();
        return Samples.run(Samples.plan(List.of(check)), dir.resolve("many.ndjson"), exchanges);
    }

    /** 2,600 findings of SHOULD and as many of MUST, in turn. */
    public Run manyOfTwoLevels() {
        List<Check> checks = List.of(wrongEverywhere("a.should", Level.SHOULD), wrongEverywhere("b.must", Level.MUST));
        List<Exchange> exchanges = IntStream.range(0, 2_600)
                .mapToObj(i -> Samples.answered("x/" + i, "Text", 1))
                .toList();
        return Samples.run(Samples.plan(checks), dir.resolve("levels.ndjson"), exchanges);
    }

    private static Check wrongEverywhere(String id, Level level) {
        return SampleChecks.check(
                SampleChecks.info(id, level, "nothing is wrong"),
                observed -> Result.violated(Violation.of(FindingLocation.body("/a"), "x", "y", "a message")));
    }

    public Run empty() {
        return Samples.run(Samples.plan(List.of(SampleChecks.completionCounted())), dir.resolve("e.ndjson"), List.of());
    }

    public Run unreadable() {
        List<ReadResult> entries = new ArrayList<>(
                List.of(new ReadResult.Unreadable("a/b.ndjson", 17, "not JSON: remove the line " + Hostile.TEXT)));
        Samples.mixed().forEach(exchange -> entries.add(new ReadResult.Read(exchange)));
        return RunEngine.run(
                Samples.plan(List.of(SampleChecks.completionCounted())),
                new RunInput<>(entries.iterator(), entry -> entry, entry -> 1),
                dir.resolve("u.ndjson"));
    }

    /** A check that only the request x/1 violates. */
    public Run flaky(List<Exchange> exchanges) {
        Check check = SampleChecks.check(
                SampleChecks.info("a.flaky", Level.MUST, "nothing is wrong"),
                observed -> observed.exchange().id().value().equals("x/1")
                        ? Result.violated(Violation.of(FindingLocation.body("/a"), "x", "y", "it is y"))
                        : Result.passed());
        return Samples.run(Samples.plan(List.of(check)), dir.resolve("flaky.ndjson"), exchanges);
    }

    public static String print(Run run, RunReports.Format format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RunReports.print(run, format, false, "out/index.html", out);
        return out.toString(StandardCharsets.UTF_8);
    }

    public String written(Run run, String name) throws IOException {
        RunReports.writeAll(run, dir);
        return Files.readString(dir.resolve(name));
    }
}
