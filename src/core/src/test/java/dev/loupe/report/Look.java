package dev.loupe.report;

import dev.loupe.verdict.*;
import java.nio.file.*;

class Look {
    @org.junit.jupiter.api.Test
    void look() throws Exception {
        Path dir = Path.of("target/look");
        Files.createDirectories(dir);
        Run run = Samples.run(Samples.plan(Baseline.none()), dir.resolve("journal.ndjson"), Samples.mixed());
        Reports.writeAll(run, dir);
        Reports.print(run, Reports.Format.TEXT, false, "target/look/index.html", System.out);
        Reports.print(run, Reports.Format.GITHUB, false, "", System.out);
    }
}
