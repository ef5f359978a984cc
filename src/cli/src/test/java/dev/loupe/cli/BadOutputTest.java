package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loupe.engine.ProcessEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Reports that cannot be written, runs that cannot be read and endpoints that cannot exist: for each, the message states what to do and the exit code is never that of a verdict. */
class BadOutputTest extends BadInput {
    private static final Path FULL = Path.of("/dev/full");

    @Test
    void aPortThatDoesNotExistIsExplained() throws IOException {
        String url = "http://127.0.0.1:99999";
        assertThat(run("run", "--against", url, "--contract", "gemma-3", "--level", "smoke"))
                .isEqualTo(2);
        assertThat(output).contains("--against", "port 99999, expected at most 65535");
        assertThat(run("replay", write("good.json", GOOD).toString(), "--against", url))
                .isEqualTo(2);
        assertThat(output).contains("--against", "port 99999, expected at most 65535");
        assertThat(run(
                        "record",
                        "--upstream",
                        url,
                        "--out",
                        dir.resolve("recorded").toString()))
                .isEqualTo(2);
        assertThat(output).contains("the upstream has port 99999, expected at most 65535");
    }

    @Test
    void moreRequestsAtOnceThanAProcessCanHaveAreExplained() {
        assertThat(run("run", "--level", "smoke", "--concurrency", "2147483647"))
                .isEqualTo(2);
        assertThat(output).contains("--concurrency: 2147483647 is greater than 10000");
    }

    @Test
    void aRunWithoutFindingsIsNotARun() throws IOException {
        Path empty = write("run.json", "{\"format\": \"loupe-run/1\", \"startedAt\": \"2026-01-01T00:00:00Z\"}");
        assertThat(run("report", empty.toString())).isEqualTo(2);
    }

    @Test
    void theReadmeNamesTheIssueTrackerOfTheBuild() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains(ProcessEnvironment.issues());
    }

    @Test
    void aFullDiskIsReportedForEveryFile() throws IOException {
        assumeTrue(Files.exists(FULL), "only Linux has a disk that is always full");
        Path good = write("good.json", GOOD);
        String wrong = write("wrong.json", GOOD.replace("\"total_tokens\": 2", "\"total_tokens\": 3"))
                .toString();

        assertThat(run("replay", wrong, "--write-baseline", FULL.toString())).isEqualTo(2);
        assertThat(output).contains("No space left on device; choose a file");

        Path journal = Files.createDirectory(dir.resolve("journal"));
        Files.createSymbolicLink(journal.resolve("journal.ndjson"), FULL);
        assertThat(run("replay", good.toString(), "--out", journal.toString())).isEqualTo(2);
        assertThat(output).contains("No space left on device; choose a writable directory");

        for (String report : new String[] {"run.json", "index.html", "junit.xml", "results.sarif", "summary.md"}) {
            Path out = Files.createDirectory(dir.resolve("full-" + report));
            Files.createSymbolicLink(out.resolve(report + ".part"), FULL);
            assertThat(run("replay", good.toString(), "--out", out.toString()))
                    .as(report)
                    .isEqualTo(2);
            assertThat(output).as(report).contains("the results so far are in " + out.resolve("journal.ndjson"));
            assertThat(out.resolve(report)).as(report).doesNotExist();
        }
    }

    @Test
    void unwritableReportsAndUnreadableRunsAreExplained() throws IOException {
        String good = write("good.json", GOOD).toString();
        Path out = dir.resolve("out");
        assertThat(run("replay", good, "--out", out.toString())).isZero();
        String run = out.resolve("run.json").toString();
        assertThat(run("report", run, "--out", good)).isEqualTo(2);
        assertThat(output).contains("a file with this name exists");
        assertThat(run("report", good)).isEqualTo(2);
        assertThat(run("report", write("junk.json", "junk").toString())).isEqualTo(2);
        assertThat(output).contains("is not JSON").doesNotContain("REDACTED");
        assertThat(run(
                        "replay",
                        good,
                        "--baseline",
                        Files.write(dir.resolve("b"), new byte[] {(byte) 0xFF}).toString()))
                .isEqualTo(2);
        assertThat(output).contains("is not UTF-8 text");
        assertThat(run("calibrate", dir.resolve("nope").toString())).isEqualTo(2);
        assertThat(output).doesNotContain("| check |");
    }

    @Test
    void aFullDiskUnderStandardOutputIsAFailureAndAClosedPipeIsNot() throws IOException {
        assertThat(failure(new IOException("No space left on device"))).isEqualTo("No space left on device");
        assertThat(failure(new IOException("Broken pipe"))).isNull();
        assertThat(new StandardOutput(OutputStream.nullOutputStream()).failure())
                .isNull();
    }

    private static String failure(IOException fault) {
        StandardOutput out = new StandardOutput(new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw fault;
            }
        });
        PrintWriter writer = new PrintWriter(out, false, StandardCharsets.UTF_8);
        writer.print("x");
        writer.flush();
        return out.failure();
    }

    @Test
    void aSpecIsNeverReplacedByAcceptedChanges() throws IOException {
        Path spec = Files.copy(Path.of("openapi/gemma-3.json"), dir.resolve("spec.json"));
        assertThat(run("diff", spec.toString(), "openapi/gemma-3n.json", "--write-accept", spec.toString()))
                .isEqualTo(2);
        assertThat(output).contains("--write-accept: ", "is also compared; name another file");
        assertThat(spec).hasSameBinaryContentAs(Path.of("openapi/gemma-3.json"));
    }

    @Test
    void noLinkToAnInputIsReplaced() throws IOException {
        Path recordings = Files.createDirectory(dir.resolve("linked"));
        Path input = Files.writeString(recordings.resolve("0001-a.json"), GOOD);
        Path hard = Files.createLink(dir.resolve("hard.json"), input);
        assertThat(run("export", input.toString(), "--format", "har", "--out", hard.toString()))
                .isEqualTo(2);
        assertThat(output).contains("is one of the recordings to export; choose another file");
        Path soft = Files.createSymbolicLink(dir.resolve("soft"), recordings);
        assertThat(run("import", recordings.toString(), "--out", soft.toString()))
                .isEqualTo(2);
        assertThat(output).contains("is also imported; name another directory");
        assertThat(input).hasContent(GOOD);
    }

    @Test
    void reportsAmongTheInputsAreNoInput() throws IOException {
        Path recordings = Files.createDirectory(dir.resolve("recordings"));
        Files.writeString(recordings.resolve("good.json"), GOOD);
        Path specs = Files.createDirectory(dir.resolve("specs"));
        Files.copy(Path.of("openapi/gemma-3.json"), specs.resolve("spec.json"));
        Path config = write(
                "loupe.yaml",
                "replay:\n  recordings: ['%s']\nlint:\n  specs: ['%s']\n  checks: lint.errors-documented\n"
                        .formatted(recordings, specs));
        for (Path folder : new Path[] {recordings, specs}) {
            String reports = folder.resolve("reports").toString();
            for (int i = 0; i < 2; i++) {
                assertThat(run("ci", "--config", config.toString(), "--out", reports))
                        .as(output)
                        .isZero();
            }
            assertThat(run("ci", "--config", config.toString(), "--out", folder.toString()))
                    .isEqualTo(2);
            assertThat(output).contains("are read as inputs of a gate");
        }
        assertThat(run("replay", recordings.toString())).isZero();
        assertThat(run("lint", specs.toString(), "--checks", "lint.errors-documented"))
                .isZero();
        assertThat(run("diff", specs.toString(), specs.toString())).isZero();
        assertThat(output).contains("1 pair");
        assertThat(run(
                        "import",
                        recordings.toString(),
                        "--out",
                        dir.resolve("imported").toString()))
                .isZero();
        assertThat(output).contains("1 recording").doesNotContain("skipped 1");
    }
}
