package dev.loupe.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges of the JDK's HTTP client. */
class JdkClientTrafficTest {
    @RegisterExtension
    static final LoupeProvider CONFORMANT = LoupeProvider.conformant();

    @RegisterExtension
    static final LoupeProvider FAULTY = LoupeProvider.withFault("usage.total-off-by-one");

    private final HttpClient plain = HttpClient.newHttpClient();

    @Test
    void conformantResponsesPassUnchanged() throws IOException, InterruptedException {
        HttpClient verified = Verified.client("gemma-3", plain);

        assertThat(verified.send(Requests.post(CONFORMANT, Requests.body("")), BodyHandlers.ofString())
                        .body())
                .startsWith("{\"id\":");
        assertThat(verified.send(Requests.post(CONFORMANT, Requests.body(Requests.STREAM)), BodyHandlers.ofLines())
                        .body())
                .contains("data: [DONE]");
    }

    @Test
    void sendThrowsAViolation() {
        HttpClient verified = Verified.client("gemma-3", plain);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> verified.send(Requests.post(FAULTY, Requests.body("")), BodyHandlers.ofString()))
                .withMessageContaining("usage.total-is-sum (MUST, provider)");
    }

    @Test
    void aViolationFailsTheFuture() {
        HttpClient verified = Verified.client("gemma-3", plain);

        assertThatThrownBy(
                        () -> verified.sendAsync(Requests.post(FAULTY, Requests.body("")), BodyHandlers.ofByteArray())
                                .join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(AssertionError.class);
    }

    @Test
    void aViolationEndsAStreamedBody() throws IOException, InterruptedException {
        Verification verification = Verification.of("gemma-3");
        HttpClient verified = Verified.client(verification, plain);

        try (InputStream in = verified.send(
                        Requests.post(FAULTY, Requests.body(Requests.STREAM)), BodyHandlers.ofInputStream())
                .body()) {
            assertThatThrownBy(in::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasCauseInstanceOf(AssertionError.class);
        }
        assertThatThrownBy(verification::assertConformant).hasMessageContaining("usage.total-is-sum");
        assertThatNoException().as("a violation is reported once").isThrownBy(verification::assertConformant);
    }

    @Test
    void aStreamThatEndsEarlyIsAFailureOfTheClientAndAlsoAViolation() {
        Verification verification = Verification.of("gemma-3");
        HttpClient verified = Verified.client(verification, plain);
        HttpRequest cut = HttpRequest.newBuilder(
                        Requests.post(CONFORMANT, Requests.body(Requests.STREAM)), (name, value) -> true)
                .header("X-Loupe-Fault", "wire.reset=700")
                .build();

        assertThatThrownBy(() -> verified.send(cut, BodyHandlers.ofString()))
                .isInstanceOf(IOException.class)
                .isNotInstanceOf(AssertionError.class);
        assertThatThrownBy(verification::assertConformant)
                .hasMessageContaining("stream.error-is-said (MUST, provider)");
    }

    @Test
    void aCancelledResponseIsNotAViolation() throws IOException, InterruptedException {
        Verification verification = Verification.of("gemma-3");
        HttpRequest slow = HttpRequest.newBuilder(
                        Requests.post(CONFORMANT, Requests.body(Requests.STREAM)), (name, value) -> true)
                .header("X-Loupe-Fault", "wire.stall")
                .build();
        HttpClient verified = Verified.client(verification, HttpClient.newHttpClient());
        try (InputStream in = verified.send(slow, BodyHandlers.ofInputStream()).body()) {
            assertThat(in.read()).isEqualTo('d');
        }
        verified.shutdownNow();
        verified.close();

        assertThatNoException().isThrownBy(verification::assertConformant);
    }

    @Test
    void anExchangeAboveALimitIsNotJudged() throws IOException, InterruptedException {
        Verification verification = Verification.of("gemma-3");
        HttpClient verified = Verified.client(verification, plain);
        String deep = Requests.body(", \"stop\": " + "[".repeat(2000) + "]".repeat(2000));

        assertThat(verified.send(Requests.post(CONFORMANT, deep), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(400);
        assertThat(verification.exchanges()).isZero();
    }

    @Test
    void recordingsAreWrittenWithoutSecretsAndReadAgain(@TempDir Path folder) throws IOException, InterruptedException {
        HttpClient verified = Verified.client(Verification.of("gemma-3").recordingTo(folder), plain);
        verified.send(Requests.post(CONFORMANT, Requests.body("")), BodyHandlers.ofString());
        verified.send(Requests.post(CONFORMANT, Requests.body(Requests.STREAM)), BodyHandlers.ofString());

        try (Stream<Path> files = Files.list(folder)) {
            List<Path> written = files.sorted().toList();
            assertThat(written)
                    .extracting(Path::getFileName)
                    .extracting(Path::toString)
                    .containsExactly("0001.json", "0002.json");
            assertThat(Files.readString(written.getFirst()))
                    .contains("\"loupe-exchange/1\"", "Bearer ${AIMLAPI_KEY}")
                    .doesNotContain("sk-a-secret");
            assertThat(Files.readString(written.getLast())).contains("[DONE]");
        }
    }
}
