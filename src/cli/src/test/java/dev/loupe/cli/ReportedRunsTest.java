package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportedRunsTest {
    private static final String RIGHT =
            """
            {"format": "loupe-exchange/1", "id": "%s", "provider": "%s", "request": {"method": "POST",
             "url": "https://h/v1/chat/completions", "headers": {},
             "body": {"model": "m", "messages": [{"role": "user", "content": "Hi"}]}},
             "response": {"status": 200, "headers": {"content-type": "application/json"}, "body": {"id": "%s",
              "object": "chat.completion", "created": 1, "model": "m", "choices": [{"index": 0, "finish_reason": "stop",
              "message": {"role": "assistant", "content": "Hello"}}],
              "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}}}""";

    @TempDir
    Path dir;

    private String printed = "";

    private int run(String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CommandRunner.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
        printed = out.toString() + err;
        return code;
    }

    private String recording(String id, String provider, String from, String to) throws IOException {
        String text = RIGHT.formatted(id, provider, id).replace(from, to);
        return Files.writeString(dir.resolve(id + ".json"), text).toString();
    }

    private String replayed(String name, String recording) {
        run(
                "replay",
                recording,
                "--contract",
                "none",
                "--quiet",
                "--out",
                dir.resolve(name).toString());
        return dir.resolve(name).resolve("run.json").toString();
    }

    @Test
    void aRunOfLintReadBackHasItsVerdict() {
        String out = dir.resolve("lint").toString();
        assertThat(run("lint", System.getProperty("loupe.root") + "/openapi/gemma-3n.json", "--quiet", "--out", out))
                .isEqualTo(1);
        assertThat(run("report", out + "/run.json")).isEqualTo(1);
        assertThat(printed).startsWith("NON-CONFORMANT");
        assertThat(run("report", out + "/journal.ndjson", "--quiet")).isEqualTo(1);
        assertThat(printed).isEmpty();
    }

    @Test
    void reportsBelowTheFolderOfTheRecordingsAreNotReadByTheNextRun() throws IOException {
        recording("x", "openai", "", "");
        String out = dir.resolve("reports/latest").toString();
        String[] replay = {"replay", dir.toString(), "--contract", "none", "--out", out};
        assertThat(run(replay)).isZero();
        String first = printed;
        assertThat(first).contains("1 exchange");
        assertThat(run(replay)).isZero();
        assertThat(printed).isEqualTo(first);
        recording("reports/latest/y", "openai", "", "");
        assertThat(run(replay)).isZero();
        assertThat(printed).contains(first, "latest are not read as recordings: it is the directory of --out");
    }

    @Test
    void aSecondRunWithMoreViolationsFailsTheComparisonAndOneWithFewerDoesNot() throws IOException {
        String right = replayed("right", recording("x", "openai", "", ""));
        String wrong = replayed("wrong", recording("x", "openai", "\"total_tokens\": 2", "\"total_tokens\": 3"));
        String out = dir.resolve("compared").toString();
        assertThat(run("report", right, wrong, "--out", out)).isEqualTo(1);
        assertThat(printed).contains("1 new (1 failing)", "usage.total-is-sum");
        assertThat(Path.of(out, "comparison.html")).exists();
        assertThat(run("report", wrong, right)).isZero();
        assertThat(run("report", wrong, right, "--format", "markdown")).isZero();
        assertThat(printed).startsWith("# Runs compared");
        assertThat(run("report", wrong, right, "--format", "sarif")).isEqualTo(2);
        assertThat(printed).contains("use text, json or markdown");
        assertThat(run("report", right, right, wrong)).isEqualTo(1);
    }

    @Test
    void aMergeOfResultsWithoutTheirJournalsNamesTheMissingJournal() throws IOException {
        Path one = Path.of(replayed("one", recording("x", "openai", "", "")));
        Path other = Path.of(replayed("other", recording("y", "openai", "", "")));
        assertThat(run("report", "--merge", one.toString(), other.toString())).isZero();
        Path journal = other.resolveSibling("journal.ndjson");
        Files.delete(journal);
        for (Path part : new Path[] {other, other.getParent()}) {
            assertThat(run("report", "--merge", one.toString(), part.toString()))
                    .as(printed)
                    .isEqualTo(2);
            assertThat(printed)
                    .contains("--merge needs " + journal + ", which does not exist", "compare between exchanges");
        }
        Path copied = Files.copy(other, dir.resolve("other.json"));
        assertThat(run("report", "--merge", one.toString(), copied.toString())).isEqualTo(2);
        assertThat(printed).contains(copied + " is not a journal", "writes next to its run.json");
        assertThat(run("report", "--merge", one.toString(), dir.resolve("none").toString()))
                .isEqualTo(2);
        assertThat(printed).contains("none does not exist");
    }

    @Test
    void anUnknownProviderHasNoDialectAndTheReportStatesIt() throws IOException {
        String error = "\"body\": {\"error\": {\"message\": \"no\", \"code\": 400}}}}";
        String file = recording("e", "somebody", "", "");
        String text = Files.readString(Path.of(file)).replaceAll("(?s)\"status\": 200.*", "\"status\": 400, " + error);
        Files.writeString(Path.of(file), text);
        assertThat(run("replay", file, "--contract", "none")).isZero();
        assertThat(printed).contains("provider unknown (somebody): provider-specific checks skipped");
        assertThat(run("replay", file, "--contract", "none", "--provider", "openai"))
                .isEqualTo(1);
        assertThat(printed).contains("error.shape", "--contract none --provider openai --checks error.shape");
    }

    @Test
    void aRecordingOfAContractThatIsNotThereIsNotJudgedByAnother() throws IOException {
        String file = recording("c", "openai", "\"provider\"", "\"contract\": \"gemma-9\", \"provider\"");
        assertThat(run("replay", file)).isEqualTo(2);
        assertThat(printed).contains("gemma-9, which is not built in; use --contract PATH");
        assertThat(run("replay", file, "--contract", "none")).isZero();
    }

    @Test
    void aBaselineWrittenOverKeepsItsReasons() throws IOException {
        String file = recording("b", "openai", "\"total_tokens\": 2", "\"total_tokens\": 3");
        Path baseline = dir.resolve("baseline.yaml");
        String[] write = {"replay", file, "--contract", "none", "--quiet", "--write-baseline", baseline.toString()};
        assertThat(run(write)).isEqualTo(1);
        Files.writeString(baseline, Files.readString(baseline).replaceAll("found on[^\"]*", "known since March"));
        run(write);
        assertThat(Files.readString(baseline)).contains("known since March");
        assertThat(run("replay", file, "--contract", "none", "--baseline", baseline.toString()))
                .isZero();
    }

    @Test
    void aRejectedSecondRunLeavesNoReportOfTheFirst() throws IOException {
        String report = replayed("out", recording("x", "openai", "", ""));
        Path out = dir.resolve("out");
        assertThat(run("report", report)).isZero();
        assertThat(run("replay", dir.resolve("missing.json").toString(), "--out", out.toString()))
                .isEqualTo(2);
        assertThat(out).isEmptyDirectory();
        assertThat(run("report", report)).isEqualTo(2);
        replayed("out", recording("x", "openai", "", ""));
        assertThat(run("run", "--contract", dir.resolve("missing.json").toString(), "--out", out.toString()))
                .isEqualTo(2);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void aRejectedRunKeepsTheJournalOfAStoppedRun() throws IOException {
        Path out = Files.createDirectories(dir.resolve("stopped"));
        Files.writeString(out.resolve("journal.ndjson"), "{}");
        Files.writeString(out.resolve("index.html"), "of something else");
        assertThat(run("replay", dir.resolve("missing.json").toString(), "--out", out.toString()))
                .isEqualTo(2);
        assertThat(out.resolve("journal.ndjson")).exists();
        assertThat(out.resolve("index.html")).exists();
    }

    @Test
    void reportsAreRenamedWhenAllAreWritten() throws IOException {
        Path out = Files.createDirectories(dir.resolve("blocked"));
        // a directory has the temporary name of the last report
        Files.createDirectories(out.resolve("run.json.part").resolve("used"));
        assertThat(run("replay", recording("x", "openai", "", ""), "--contract", "none", "--out", out.toString()))
                .isEqualTo(2);
        assertThat(out.resolve("index.html")).doesNotExist();
        assertThat(out.resolve("run.json")).doesNotExist();
    }

    @Test
    void aRunFileWithoutItsFindingsIsNotARun() throws IOException {
        Path file = Path.of(replayed("cut", recording("x", "openai", "\"total_tokens\": 2", "\"total_tokens\": 3")));
        com.fasterxml.jackson.databind.ObjectMapper json = new com.fasterxml.jackson.databind.ObjectMapper();
        var cut = (com.fasterxml.jackson.databind.node.ObjectNode) json.readTree(file.toFile());
        cut.remove("findings");
        json.writeValue(file.toFile(), cut);
        assertThat(run("report", file.toString())).isEqualTo(2);
        assertThat(printed).contains("run.json", "/findings has fewer findings");
    }

    @Test
    void mergedPartsAreTheRunOverAllRecordings() throws IOException {
        String one = recording("x", "openai", "", "");
        String other = recording("y", "openai", "\"id\": \"y\",\n  \"object\"", "\"id\": \"x\", \"object\"");
        replayed("part1", one);
        replayed("part2", other);
        String joined = dir.resolve("joined").toString();
        run(
                "report",
                "--merge",
                dir.resolve("part2").toString(),
                dir.resolve("part1/run.json").toString(),
                "--out",
                joined);
        run(
                "replay",
                one,
                other,
                "--contract",
                "none",
                "--out",
                dir.resolve("whole").toString());
        assertThat(groups("joined/run.json")).isEqualTo(groups("whole/run.json"));
    }

    /** What was found: the rest of the file has the time of the run, and the options of each part. */
    private String groups(String file) throws IOException {
        var run = new ObjectMapper().readTree(dir.resolve(file).toFile());
        return run.path("groups").findValues("count") + run.path("counts").toString() + run.path("subject");
    }

    @Test
    void partsWithoutAJournalAndADirectoryOfAPartAreRejected() throws IOException {
        String run = replayed("part", recording("x", "openai", "", ""));
        assertThat(run("report", "--merge", run, "--out", dir.resolve("part").toString()))
                .isEqualTo(2);
        assertThat(printed).contains("choose another directory");
        Files.delete(dir.resolve("part/journal.ndjson"));
        assertThat(run("report", "--merge", run)).isEqualTo(2);
        assertThat(printed).contains("journal.ndjson, which does not exist");
        assertThat(run("report", run, "--baseline", "b.yaml")).isEqualTo(2);
    }

    @Test
    void aSiteHasEveryReadableRunAndLeavesOutTheRest() throws IOException {
        replayed("runs/one", recording("a", "p", "Hello", "Hello"));
        Files.createDirectories(dir.resolve("runs/broken"));
        Files.writeString(dir.resolve("runs/broken/run.json"), "no run");
        String out = dir.resolve("runs/public").toString();
        assertThat(run("site", dir.resolve("runs").toString(), "--out", out)).isZero();
        assertThat(printed).contains("index.html: 1 of 1 run").contains("left out: ");
        assertThat(run("site", dir.resolve("runs").toString(), "--out", out)).isZero();
        assertThat(printed).as("the site itself is no run").contains("1 of 1 run");
    }

    @Test
    void aSiteWithoutRunsIsWrongUse() {
        assertThat(run("site", dir.toString(), "--out", dir.resolve("out").toString()))
                .isEqualTo(2);
        assertThat(printed).contains("has no readable run.json; write one with 'loupe run --out");
        assertThat(run("site", dir.resolve("nope").toString(), "--out", "x")).isEqualTo(2);
        assertThat(printed).contains("is not a directory");
    }
}
