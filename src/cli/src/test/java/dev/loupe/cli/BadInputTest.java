package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.loupe.engine.ProcessEnvironment;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** For every wrong input, the message states what to do and the exit code is never that of a verdict. */
class BadInputTest {
    private static final Path FULL = Path.of("/dev/full");

    private static final String GOOD =
            """
            {"format": "loupe-exchange/1", "id": "good", "provider": "openai", "request": {"method": "POST",\
             "url": "https://api.openai.com/v1/chat/completions", "headers": {}, "body": {"model": "gpt-4o", "messages":\
             [{"role": "user", "content": "Hi"}]}}, "response": {"status": 200, "headers": {"content-type":\
             "application/json"}, "body": {"id": "a", "object": "chat.completion", "created": 1741000000, "model":\
             "gpt-4o-2024-08-06", "choices": [{"index": 0, "message": {"role": "assistant", "content": "Hello"},\
             "finish_reason": "stop"}], "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}}}}""";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path dir;

    private String output = "";

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

    private static String spec(String schema) {
        return """
                {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, "paths": {"/v1/chat/completions": {"post": {
                 "requestBody": {"content": {"application/json": {"schema": {"type": "object", "properties": {"x":
                 %s}}}}}, "responses": {"200": {"description": "ok"}}}}}}"""
                .formatted(schema);
    }

    @Test
    void anExponentOfThirteenDigitsIsExplained() throws IOException {
        Path plain = write("plain.json", spec("{\"type\": \"integer\"}"));
        Path huge = write("huge.json", spec("{\"type\": \"integer\", \"maximum\": 1e9999999999999}"));
        assertThat(run("diff", plain.toString(), huge.toString())).isEqualTo(2);
        assertThat(output).contains("huge.json:3", "/properties/x/maximum", "a number has more than");
        assertThat(run("lint", huge.toString())).isEqualTo(2);
        Path recording = write("huge-number.json", GOOD.replace("1741000000", "1e9999999999999"));
        assertThat(run("replay", recording.toString())).isEqualTo(2);
        assertThat(output).contains("a number with more digits than the limit");
    }

    @TestFactory
    Stream<DynamicTest> aKeywordThatNoValidatorAcceptsIsLocated() {
        return Stream.of(
                        "{\"type\": \"string\", \"maxLength\": 9, \"pattern\": \"[\"}",
                        "{\"type\": \"array\", \"prefixItems\": 7}",
                        "{\"type\": \"number\", \"minimum\": \"x\"}",
                        "{\"type\": \"object\", \"patternProperties\": []}")
                .map(schema -> DynamicTest.dynamicTest(schema, () -> {
                    String keyword = schema.replaceAll(".*\"(\\w+)\": [^:]*", "$1");
                    Path plain = write("plain.json", spec("{\"type\": \"boolean\"}"));
                    Path bad = write("bad.json", spec(schema));
                    assertThat(run("diff", plain.toString(), bad.toString())).isEqualTo(2);
                    assertThat(output).contains("bad.json:3: at ", "/properties/x/" + keyword, "expected");
                }));
    }

    @Test
    void aDynamicRefIsNoInternalError() throws IOException {
        Path plain = write("plain.json", spec("{\"type\": \"boolean\"}"));
        Path dynamic = write("dynamic.json", spec("{\"$dynamicRef\": \"#missing\"}"));
        assertThat(run("diff", plain.toString(), dynamic.toString())).isLessThan(4);
        assertThat(run("diff", dynamic.toString(), plain.toString())).isLessThan(4);
    }

    @Test
    void anEndlessDeviceIsTooLarge() throws IOException {
        Path zero = Path.of("/dev/zero");
        assumeTrue(Files.exists(zero));
        Path plain = write("plain.json", spec("{\"type\": \"integer\"}"));
        assertThat(run("diff", zero.toString(), plain.toString())).isEqualTo(2);
        assertThat(output).contains("/dev/zero: is larger than");
    }

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
    void aMessageIsNoCommandOfATerminalOrACiLog() throws IOException {
        Path file = write("run.json", "{\"format\": \"\\u001b[31m\\n::error::x\\n##[error]y\"}");
        assertThat(run("report", file.toString())).isEqualTo(2);
        assertThat(output)
                .contains("‹U+001B›", ": :error: :x", "# #[error]y")
                .doesNotContain("\u001b", "::error::", "##[");
    }

    @Test
    void anEmptyProfileIsExplained() throws IOException {
        Path recording = write("good.json", GOOD);
        Path profile = write("empty.yaml", "");
        assertThat(run("replay", recording.toString(), "--provider", profile.toString()))
                .isEqualTo(2);
        assertThat(output).contains("empty.yaml: empty; the document must be a mapping");
    }

    @Test
    void aRunWithoutFindingsIsNotARun() throws IOException {
        Path empty = write("run.json", "{\"format\": \"loupe-run/1\", \"startedAt\": \"2026-01-01T00:00:00Z\"}");
        assertThat(run("report", empty.toString())).isEqualTo(2);
    }

    @Test
    void aFlagOfOpenApi30InASpecOf31CrashesNoRule() throws IOException {
        String flag = "{\"type\": \"number\", \"minimum\": 3, \"exclusiveMinimum\": true, \"default\": 3}";
        Path file = write("flag.json", spec(flag));
        assertThat(run("lint", file.toString(), "--checks", "lint.default-is-valid"))
                .isIn(0, 1);
        assertThat(output).contains("lint.default-is-valid").doesNotContain("crashed");
        Path plain = write("plain.json", spec("{\"type\": \"number\"}"));
        assertThat(run("diff", plain.toString(), file.toString())).isEqualTo(1);
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
    void anUnknownContractNameIsNotReplacedByAnotherContract() throws IOException {
        String file = write("other.json", GOOD.replace("\"provider\"", "\"contract\": \"gemma-9\", \"provider\""))
                .toString();
        assertThat(run("replay", file)).isEqualTo(2);
        assertThat(output)
                .contains("other.json:1: the recording names the contract gemma-9")
                .contains("--contract none");
        assertThat(run("replay", file, "--contract", "none")).isZero();
    }

    @Test
    void aContractWithoutChatCompletionsJudgesNoChatCompletion() throws IOException {
        String contract = write(
                        "other.yaml",
                        "{openapi: 3.0.3, info: {title: t, version: '1'}, paths: {/a: {get: {responses: {'200':"
                                + " {description: d}}}}}}")
                .toString();
        String health = GOOD.replace("v1/chat/completions", "health").replace("POST", "GET");
        assertThat(run("replay", write("good.json", GOOD).toString(), "--contract", contract))
                .isEqualTo(2);
        assertThat(output).contains("good.json:1: the contract other has no operation POST /v1/chat/completions");
        assertThat(run(
                        "replay",
                        write("two.ndjson", GOOD + "\n" + health + "\n").toString(),
                        "--contract",
                        contract))
                .isEqualTo(3);
    }

    @Test
    void aContractWithoutChatCompletionsCannotBeProbed() throws IOException {
        String contract = write(
                        "other.yaml",
                        "{openapi: 3.0.3, info: {title: t, version: '1'}, paths: {/a: {get: {responses: {'200':"
                                + " {description: d}}}}}}")
                .toString();
        assertThat(run("run", "--contract", contract)).isEqualTo(2);
        assertThat(output)
                .startsWith("loupe: the contract other cannot be probed: it has no POST operation")
                .doesNotContain("\tat ");
    }

    @Test
    void theReadmeNamesTheIssueTrackerOfTheBuild() throws IOException {
        assertThat(Files.readString(Path.of("README.md"))).contains(ProcessEnvironment.issues());
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

    private Path write(String name, String text) throws IOException {
        return Files.writeString(dir.resolve(name), text);
    }

    private int run(String... words) {
        StringWriter text = new StringWriter();
        PrintWriter both = new PrintWriter(text);
        int code = CommandRunner.run(CommandLine.defaultFactory(), both, both, words);
        output = text.toString().replaceAll("\\s+", " ");
        return code;
    }
}
