package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.serve.ReferenceProvider;
import dev.loupe.serve.ServeOptions;
import dev.loupe.serve.fault.Faults;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that send requests, against the reference provider. */
class LiveCommandsTest {
    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    private static Ended loupe(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = CommandRunner.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Ended(code, out.toString(), err.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "google/gemma-3-4b-it",
                "google/gemma-3-12b-it",
                "google/gemma-3-27b-it",
                "google/gemma-3n-e4b-it"
            })
    void theEmbeddedProviderIsConformant(String model) {
        Ended run = loupe("run", "--model", model, "--level", "standard");
        assertThat(run.out()).startsWith("CONFORMANT");
        assertThat(run.err().lines())
                .allMatch(line -> model.contains("27b") && line.startsWith("loupe: level standard leaves out "));
        assertThat(run.code()).isEqualTo(ExitCode.SUCCESS);
    }

    /** An endpoint for which the test has no key in its environment. */
    private static ReferenceProvider withoutKey(ServeOptions options) {
        return ReferenceProvider.start(options);
    }

    @Test
    void anEndpointThatRequiresAKeyIsInconclusiveWithoutOneAndTheVariableIsNamed() {
        try (ReferenceProvider provider = withoutKey(ServeOptions.defaults())) {
            Ended run = loupe("run", "--against", provider.url(), "--contract", "gemma-3");
            assertThat(run.code()).isEqualTo(ExitCode.INCONCLUSIVE);
            assertThat(run.err()).contains("(401: LOUPE_KEY is not set").contains("LOUPE_KEY");
        }
    }

    @Test
    void anUnreachableEndpointIsInconclusive() {
        Ended run = loupe("run", "--against", "http://127.0.0.1:1", "--contract", "gemma-3", "--level", "smoke");
        assertThat(run.code()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(run.err()).contains("refused").doesNotContain("no API key was sent");
    }

    @Test
    void aReplayAgainstAnEndpointListsNewViolations() throws IOException {
        Path good = folder.resolve("good");
        Ended recorded = loupe("run", "--level", "smoke", "--record", good.toString(), "--quiet");
        assertThat(recorded.code()).isZero();
        var fault = Faults.named("usage.total-off-by-one").orElseThrow();
        ServeOptions anyKey = ServeOptions.defaults();
        try (ReferenceProvider faulty = withoutKey(anyKey.fault(fault))) {
            Ended replay = replayWithAnyKey(good, faulty.url());
            assertThat(replay.code()).isEqualTo(ExitCode.FAILURE);
            assertThat(replay.out()).contains("VIOLATED baseline/plain: usage.total-is-sum");
        }
        try (ReferenceProvider conformant = withoutKey(anyKey)) {
            Ended replay = replayWithAnyKey(good, conformant.url());
            assertThat(replay.code()).isZero();
            assertThat(replay.out())
                    .contains("SAME     baseline/plain")
                    .doesNotContain("VIOLATED", "FIXED", "tool trigger");
        }
    }

    @Test
    void aReplayComparesToolCallsWithTheRecordedOnes() throws IOException {
        Path recording = folder.resolve("tools.ndjson");
        Files.writeString(
                recording,
                """
                {"format": "loupe-exchange/1", "id": "t/1", "request": {"method": "POST", "url": "/v1/chat/completions", "headers": {}, \
                "body": {"model": "google/gemma-3-4b-it", "messages": [{"role": "user", "content": "Add 1 and 2."}], "max_tokens": 100, \
                "tools": [{"type": "function", "function": {"name": "add", "parameters": {"type": "object"}}}]}}, \
                "response": {"status": 200, "headers": {}, "body": {"id": "c", "object": "chat.completion", "created": 1, \
                "model": "google/gemma-3-4b-it", "choices": [{"index": 0, "finish_reason": "tool_calls", "message": \
                {"role": "assistant", "content": null, "tool_calls": [{"id": "call_1", "type": "function", "function": \
                {"name": "add", "arguments": "{}"}}]}}]}}}
                """);
        try (ReferenceProvider provider = withoutKey(ServeOptions.defaults())) {
            assertThat(replayWithAnyKey(recording, provider.url()).out())
                    .contains("tool trigger aimlapi google/gemma-3-4b-it: precision ", "recall ", " of 1 (", "F1 ");
        }
    }

    private Ended replayWithAnyKey(Path recordings, String url) throws IOException {
        return loupe(
                "replay", recordings.toString(), "--against", url, "--provider", profileWithAnyKey(), "--no-color");
    }

    /** A test cannot set environment variables, so the key is a header of a provider profile. */
    private String profileWithAnyKey() throws IOException {
        String aimlapi = Files.readString(Path.of("providers/aimlapi.yaml"));
        Path profile = folder.resolve("any-key.yaml");
        Files.writeString(
                profile,
                aimlapi.replace(
                        "key-variable: AIMLAPI_KEY",
                        "key-variable: NO_SUCH_KEY\nheaders:\n  Authorization: Bearer any"));
        return profile.toString();
    }

    /** The terminal prints short commands only. */
    @Test
    void aFindingWithoutACommandNamesItsExchange() throws IOException {
        var fault = Faults.named("usage.total-off-by-one").orElseThrow();
        try (ReferenceProvider faulty = withoutKey(ServeOptions.defaults().fault(fault))) {
            Ended run = loupe(
                    "run",
                    "--against=" + faulty.url(),
                    "--contract=gemma-3",
                    "--level=smoke",
                    "--provider=" + profileWithAnyKey());
            assertThat(run.out()).contains("usage.total-is-sum", "curl -sS", "       exchange stream/true\n");
        }
    }

    @Test
    void aRecordedRunReplaysToTheSameVerdict() {
        Path recorded = folder.resolve("recorded");
        assertThat(loupe("run", "--level", "smoke", "--record", recorded.toString())
                        .code())
                .isZero();
        Ended replay = loupe("replay", recorded.toString());
        assertThat(replay.out()).startsWith("CONFORMANT");
        assertThat(replay.code()).isZero();
    }

    @Test
    void resumeRequiresRecord() {
        Ended run = loupe("run", "--resume");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--record");
    }

    @Test
    void severalEndpointsAreProbedOneAfterTheOtherAndCompared() throws IOException {
        Path out = folder.resolve("compared");
        try (ReferenceProvider one = withoutKey(ServeOptions.defaults());
                ReferenceProvider other = withoutKey(ServeOptions.defaults())) {
            Ended run = loupe(
                    "run",
                    "--against",
                    one.url() + "," + other.url(),
                    "--contract=gemma-3",
                    "--probes=baseline/*",
                    "--out",
                    out.toString());
            assertThat(run.code()).isEqualTo(ExitCode.INCONCLUSIVE);
            JsonNode comparison =
                    new ObjectMapper().readTree(out.resolve("comparison.json").toFile());
            assertThat(comparison.path("runs")).hasSize(2);
            assertThat(comparison.at("/runs/1/subject").asText()).startsWith(other.url());
            assertThat(run.out()).contains("A  INCONCLUSIVE").contains("B  INCONCLUSIVE");
        }
    }

    @Test
    void severalEndpointsNeedADirectoryAndNoOptionOfASingleOne() {
        Ended without = loupe("run", "--against", "a,b");
        assertThat(without.code()).isEqualTo(ExitCode.USAGE);
        assertThat(without.err()).contains("--against: several endpoints require --out DIR");
        String out = folder.resolve("x").toString();
        assertThat(loupe("run", "--against", "a,b", "--out", out, "--dry-run").err())
                .contains("work with one endpoint");
        Ended empty = loupe("run", "--against", "aimlapi,,b", "--out", out);
        assertThat(empty.code()).isEqualTo(ExitCode.USAGE);
        assertThat(empty.err()).contains("an endpoint between two commas is empty");
        assertThat(loupe("run", "--against", "nope,b", "--out", out).code()).isEqualTo(ExitCode.USAGE);
    }
}
