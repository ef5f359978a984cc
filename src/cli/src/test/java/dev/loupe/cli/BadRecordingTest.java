package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Wrong recordings and baselines: for each, the message states what to do and the exit code is never that of a verdict. */
class BadRecordingTest extends BadInput {
    @TestFactory
    Stream<DynamicTest> anUnreadableRecordingIsExplained() {
        String deep = "[".repeat(10_000) + "]".repeat(10_000);
        return Map.ofEntries(
                        Map.entry(GOOD.replace("exchange/1", "exchange/9"), "use a version of Loupe that supports it"),
                        Map.entry(GOOD.replace("\"Hello\"", deep), "nested deeper than the limit of 1,000 levels"),
                        Map.entry(GOOD.replace("Hello", "x".repeat(40 << 20)), "larger than 32 MiB, the limit"),
                        Map.entry(GOOD.replace("\"id\": \"a\"", "\"id\": \"a\", \"id\": \"b\""), "occurs twice"),
                        Map.entry(GOOD.substring(0, GOOD.indexOf("\"response\"") - 2) + "}", "no \"response\"; add"),
                        Map.entry(GOOD.substring(0, 200), "correct or remove this record"),
                        Map.entry(GOOD.replace("200", "\"200\""), "write a number from 100 to 599"),
                        Map.entry("", "empty; a recording is a JSON object"),
                        Map.entry("[]", "each recording starts with {"),
                        Map.entry("<html>", "correct or remove this record"))
                .entrySet()
                .stream()
                .map(bad -> DynamicTest.dynamicTest(bad.getValue(), () -> {
                    Path file = write("bad.json", bad.getKey());
                    assertThat(run("replay", file.toString())).isEqualTo(2);
                    assertThat(output).contains(bad.getValue());
                }));
    }

    @Test
    void anEmptyFileIsNamed() throws IOException {
        Path file = write("empty.ndjson", "");
        assertThat(run("replay", file.toString())).isEqualTo(2);
        assertThat(output).contains("loupe: no recording in " + file);
    }

    @Test
    void anImportNeverReadsWhatItWrote() throws IOException {
        String folder = write("good.json", GOOD).getParent().toString();
        String out = folder + "/mine";
        for (int time = 0; time < 2; time++) {
            assertThat(run("import", folder, "--out", out)).isZero();
            assertThat(output).startsWith("1 recording written");
        }
        assertThat(run("import", out, "--out", out)).isEqualTo(2);
        assertThat(output).contains("--out: " + out + " is also imported; name another directory");
    }

    @Test
    void aReportOfARecordingNamesReplay() throws IOException {
        Path file = write("good.json", GOOD);
        assertThat(run("report", file.toString())).isEqualTo(2);
        assertThat(output).contains("is a recording; judge it with 'loupe replay'");
    }

    @Test
    void aMessageIsNoCommandOfATerminalOrACiLog() throws IOException {
        Path file = write("run.json", "{\"format\": \"\\u001b[31m\\n::error::x\\n##[error]y\"}");
        assertThat(run("report", file.toString())).isEqualTo(2);
        assertThat(output)
                .contains("‹U+001B›", ": :error: :x", "# #[error]y")
                .doesNotContain("\u001b", "::error::", "##[");
    }

    @Test
    void bytesThatAreNotUtf8NameTheirEncoding() throws IOException {
        byte[] bytes = GOOD.getBytes(StandardCharsets.UTF_8);
        bytes[GOOD.indexOf("Hello")] = (byte) 0xFF;
        assertThat(run("replay", Files.write(dir.resolve("x.json"), bytes).toString()))
                .isEqualTo(2);
        assertThat(output).contains("not UTF-8 at byte").contains("base64");
    }

    @Test
    void aBodyOfTwoHundredMegabytesIsSkipped() throws IOException {
        Path file = write("big.ndjson", GOOD + "\n");
        try (RandomAccessFile big = new RandomAccessFile(file.toFile(), "rw")) {
            big.setLength(200_000_000); // a hole: no line feed in it
            big.seek(big.length());
            big.write(("\n" + GOOD.replace("good", "better") + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(run("replay", file.toString())).isEqualTo(3);
        assertThat(output).contains("2 conformant").contains("big.ndjson:2: larger than 32 MiB");
    }

    @Test
    void aFrameOfFiftyMegabytesIsRejected() throws IOException {
        String frame = "{\"stream\": [{\"raw\": \"data: " + "x".repeat(50_000_000) + "\\n\\n\"}]}";
        String head = GOOD.substring(0, GOOD.indexOf("\"response\""));
        assertThat(run(
                        "replay",
                        write("frame.json", head + "\"response\": " + frame + "}")
                                .toString()))
                .isEqualTo(2);
        assertThat(output).contains("the limit").contains("exclude it");
    }

    @Test
    void aTruncatedArchiveIsReadUpToItsEnd() throws IOException {
        Path file = dir.resolve("cut.ndjson.gz");
        try (OutputStream zip = new GZIPOutputStream(Files.newOutputStream(file))) {
            zip.write((GOOD + "\n").repeat(2_000).getBytes(StandardCharsets.UTF_8));
        }
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThat(run("replay", file.toString())).isEqualTo(3);
        assertThat(output).contains("ends too early").contains("download it again");
    }

    @Test
    void aBaselineWithAnUnknownCheckIsRejected() throws IOException {
        String baseline = write("b.yaml", "accept: [{check: usage.nope, exchange: '*', at: '*', reason: r}]")
                .toString();
        assertThat(run("replay", write("good.json", GOOD).toString(), "--baseline", baseline))
                .isEqualTo(2);
        assertThat(output)
                .contains("unknown check usage.nope; correct or remove the entry (loupe explain lists all checks)");
        assertThat(run("lint", write("s.yaml", "openapi: 3.0.3").toString(), "--baseline", baseline))
                .isEqualTo(2);
        assertThat(output)
                .contains("unknown check usage.nope; correct or remove the entry (loupe explain lists all checks)");
    }

    @Test
    void recordingsWithTheSameIdAreNumberedAndHaveSeparateBaselineEntries() throws IOException {
        String wrong =
                GOOD.replace("\"total_tokens\": 2", "\"total_tokens\": 5").replace("good", "same");
        Path folder = Files.createDirectory(dir.resolve("same"));
        Files.writeString(folder.resolve("a.json"), wrong);
        String baseline = dir.resolve("b.yaml").toString();
        assertThat(run("replay", folder.toString(), "--write-baseline", baseline))
                .isEqualTo(1);
        assertThat(run("replay", folder.toString(), "--baseline", baseline)).isZero();
        Files.writeString(folder.resolve("b.json"), wrong.replace("\"id\": \"a\"", "\"id\": \"b\""));
        assertThat(run("replay", folder.toString(), "--baseline", baseline)).isEqualTo(1);
        assertThat(output)
                .contains("1 recording has a duplicate id")
                .contains("same (2) in")
                .contains("b.json");
    }

    @Test
    void someUnreadableIsInconclusiveAndAllUnreadableIsWrongInput() throws IOException {
        assertThat(run("replay", write("a.ndjson", GOOD + "\n{broken\n").toString()))
                .isEqualTo(3);
        assertThat(run("replay", write("b.ndjson", "{broken\n").toString())).isEqualTo(2);
        assertThat(run("replay", write("c.ndjson", "\n").toString())).isEqualTo(2);
        assertThat(run("replay", Files.createDirectory(dir.resolve("d")).toString()))
                .isEqualTo(2);
        assertThat(output).contains("name the folder of recordings");
    }

    @Test
    void aViolationDecidesAlthoughAnotherRecordingIsUnreadable() throws IOException {
        String wrong = GOOD.replace("\"total_tokens\": 2", "\"total_tokens\": 3");
        assertThat(run("replay", write("a.ndjson", wrong + "\n{broken\n").toString()))
                .isEqualTo(1);
    }

    @Test
    void aFileWithoutPermissionIsExplained() throws IOException {
        Path file = write("secret.json", GOOD);
        assertThat(file.toFile().setReadable(false, false)).isTrue();
        assumeFalse(Files.isReadable(file), "the superuser reads everything");
        assertThat(run("replay", file.toString())).isEqualTo(2);
        assertThat(output).contains("permission denied; check its rights");
    }

    @Test
    void anEmptyPathIsNotTheWorkingDirectory() {
        assertThat(run("replay", "")).isEqualTo(2);
        assertThat(output).contains("PATH is empty");
        assertThat(run("lint", "")).isEqualTo(2);
        assertThat(output).contains("SPEC is empty");
    }
}
