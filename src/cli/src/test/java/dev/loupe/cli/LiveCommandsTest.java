package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.serve.ReferenceProvider;
import dev.loupe.serve.ServeOptions;
import dev.loupe.serve.fault.Faults;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands that send something, against the reference provider. */
class LiveCommandsTest {
    @TempDir
    Path folder;

    private record Ended(int code, String out, String err) {}

    private static Ended loupe(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                CommandRunner.run(CommandLine.defaultFactory(), new PrintWriter(out), new PrintWriter(err), arguments);
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
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isEqualTo(ExitCode.GOOD);
    }

    /** An endpoint that asks for no key, as one of a developer's own. */
    private static ReferenceProvider keyless(ServeOptions options) {
        return ReferenceProvider.start(options);
    }

    @Test
    void anEndpointThatWantsAKeyIsInconclusiveWithoutOneAndSaysWhereItIsReadFrom() {
        try (ReferenceProvider provider = keyless(ServeOptions.defaults())) {
            Ended run = loupe("run", "--against", provider.url(), "--contract", "gemma-3");
            assertThat(run.code()).isEqualTo(ExitCode.INCONCLUSIVE);
            assertThat(run.err()).contains("status 401").contains("LOUPE_KEY");
        }
    }

    @Test
    void anEndpointThatIsNotThereIsInconclusive() {
        Ended run = loupe("run", "--against", "http://127.0.0.1:1", "--contract", "gemma-3", "--level", "smoke");
        assertThat(run.code()).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(run.err()).contains("refused").doesNotContain("no key was sent");
    }

    @Test
    void requestsSentAgainSayWhatWasFixedAndWhatBroke() {
        Path good = folder.resolve("good");
        Ended recorded = loupe("run", "--level", "smoke", "--record", good.toString(), "--quiet");
        assertThat(recorded.code()).isZero();
        var fault = Faults.named("usage.total-off-by-one").orElseThrow();
        ServeOptions anyKey = ServeOptions.defaults();
        try (ReferenceProvider broken = keyless(anyKey.fault(fault))) {
            Ended again = asAnybody(good, broken.url());
            assertThat(again.code()).isEqualTo(ExitCode.BROKEN);
            assertThat(again.out()).contains("BROKEN   baseline/plain: usage.total-is-sum");
        }
        try (ReferenceProvider right = keyless(anyKey)) {
            Ended again = asAnybody(good, right.url());
            assertThat(again.code()).isZero();
            assertThat(again.out()).contains("SAME     baseline/plain").doesNotContain("BROKEN", "FIXED");
        }
    }

    /** The key comes from the environment, which a test cannot set; a provider file may send a header of its own. */
    private Ended asAnybody(Path recordings, String url) {
        Path provider = folder.resolve("anybody.yaml");
        try {
            String aimlapi = java.nio.file.Files.readString(Path.of("providers/aimlapi.yaml"));
            java.nio.file.Files.writeString(
                    provider,
                    aimlapi.replace(
                            "key-variable: AIMLAPI_KEY",
                            "key-variable: NO_SUCH_KEY\nheaders:\n  Authorization: Bearer anybody-at-all"));
        } catch (java.io.IOException notThere) {
            throw new java.io.UncheckedIOException(notThere);
        }
        return loupe(
                "replay",
                recordings.toString(),
                "--against",
                url,
                "--provider",
                provider.toString(),
                List.of("--no-color").getFirst());
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
    void resumingNeedsToKnowWhere() {
        Ended run = loupe("run", "--resume");
        assertThat(run.code()).isEqualTo(ExitCode.USAGE);
        assertThat(run.err()).contains("--record");
    }
}
