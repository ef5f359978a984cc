package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.report.RunReports;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The report that is shown to newcomers is what the recordings yield today, byte for byte. */
class SampleReportTest {
    private static final Path SAMPLE = Path.of("conformance-reports/sample");

    @TempDir
    Path fresh;

    @Test
    void theSampleReportIsWhatTheRecordingsYield() throws IOException {
        int code = CommandRunner.run(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                "replay",
                "recordings",
                "--baseline",
                "conformance-baseline.yaml",
                "--out",
                fresh.toString());
        assertThat(code).isEqualTo(ExitCode.SUCCESS);
        Files.delete(fresh.resolve(RunReports.JOURNAL));
        if (System.getProperty("loupe.golden", "compare").equals("rewrite")) {
            rewrite();
        }
        assertThat(names(SAMPLE)).isEqualTo(names(fresh));
        for (String name : names(fresh)) {
            assertThat(SAMPLE.resolve(name)).hasSameBinaryContentAs(fresh.resolve(name));
        }
    }

    private void rewrite() throws IOException {
        Files.createDirectories(SAMPLE);
        for (String name : names(SAMPLE)) {
            Files.delete(SAMPLE.resolve(name));
        }
        for (String name : names(fresh)) {
            Files.copy(fresh.resolve(name), SAMPLE.resolve(name));
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
