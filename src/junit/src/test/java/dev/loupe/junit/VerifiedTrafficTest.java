package dev.loupe.junit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.restassured.http.ContentType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The exchanges that a test makes anyhow, over each client. */
class VerifiedTrafficTest {
    private static final String MODEL = "google/gemma-3-4b-it";

    @RegisterExtension
    static final LoupeProvider GOOD = LoupeProvider.conformant();

    @RegisterExtension
    static final LoupeProvider BAD = LoupeProvider.withFault("usage.total-off-by-one");

    private static String body(String more) {
        return "{\"model\": \"" + MODEL + "\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]" + more
                + "}";
    }

    private static HttpRequest post(LoupeProvider provider, String body) {
        return HttpRequest.newBuilder(URI.create(provider.url() + "/v1/chat/completions"))
                .header("content-type", "application/json")
                .header("authorization", "Bearer sk-a-secret-of-this-test")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static final String STREAM = ", \"stream\": true, \"stream_options\": {\"include_usage\": true}";

    /** RestAssured, one call. */
    @Nested
    class WithRestAssured {
        @Test
        void whatHoldsPassesAsItCame() {
            String text = given().filter(ContractFilter.of("gemma-3"))
                    .auth()
                    .oauth2("any-key")
                    .contentType(ContentType.JSON)
                    .body(new ByteArrayInputStream(body("").getBytes(StandardCharsets.UTF_8)))
                    .post(GOOD.url() + "/v1/chat/completions")
                    .then()
                    .statusCode(200)
                    .extract()
                    .path("choices[0].message.role");

            assertThat(text).isEqualTo("assistant");
        }

        @Test
        void whatBreaksFailsAtTheCall() {
            Throwable failure = catchThrowable(() -> given().filter(ContractFilter.of("gemma-3"))
                    .auth()
                    .oauth2("sk-a-secret-of-this-test")
                    .contentType(ContentType.JSON)
                    .body(body(""))
                    .post(BAD.url() + "/v1/chat/completions"));

            assertThat(failure).isInstanceOf(AssertionError.class);
            assertThat(failure.getMessage()
                            .replaceAll("127\\.0\\.0\\.1:\\d+", "HOST")
                            .replaceAll(": +\\d+", ": N"))
                    .isEqualTo(
                            """
                            the answer breaks gemma-3: POST http://HOST/v1/chat/completions, status 200

                            usage.total-is-sum (MUST, provider) at /usage/total_tokens
                              the total is not prompt_tokens + completion_tokens
                              expected: N
                              actual: N
                              to do:    count every completion token, reasoning included, in completion_tokens, and add up

                            see it again: curl -sS -i -X POST http://HOST/v1/chat/completions -H 'accept: */*' \
                            -H 'authorization: Bearer '"$AIMLAPI_KEY" -H 'content-type: application/json' \
                            -d '{"model":"google/gemma-3-4b-it","messages":[{"role":"user","content":"Hello"}]}'
                            read more:    loupe explain usage.total-is-sum""");
        }

        @Test
        void aStreamIsVerifiedEventByEvent() {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> given().filter(ContractFilter.of("gemma-3"))
                            .header("authorization", "Bearer any-key")
                            .header("X-Loupe-Fault", "stream.no-finish")
                            .contentType(ContentType.JSON)
                            .body(body(STREAM))
                            .post(GOOD.url() + "/v1/chat/completions"))
                    .withMessageContaining("stream.finished (MUST, provider)");
        }

        @Test
        void aWrongRequestFailsUnlessItIsMeant() {
            String wrong = body(", \"temperature\": 7");
            Verification strict = Verification.of("gemma-3");
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> send(strict, wrong))
                    .withMessageStartingWith("the request breaks gemma-3: POST http://127.0.0.1:")
                    .withMessageContaining("schema.request-corrected (MUST, request) at request /temperature");

            Verification lenient = strict.allowingWrongRequests();
            assertThatNoException().isThrownBy(() -> send(lenient, wrong));
            assertThat(lenient.exchanges()).isEqualTo(1);
        }

        private void send(Verification verification, String body) {
            given().filter(ContractFilter.of(verification))
                    .header("authorization", "Bearer any-key")
                    .contentType(ContentType.JSON)
                    .body(body)
                    .post(GOOD.url() + "/v1/chat/completions")
                    .then()
                    .statusCode(400);
        }

        @Test
        void whatTheContractDoesNotKnowPassesUnseen() {
            Verification verification = Verification.of("gemma-3");
            given().filter(ContractFilter.of(verification)).get(GOOD.url() + "/v1/models");

            assertThat(verification.exchanges()).isZero();
        }
    }

    /** The JDK's client. */
    @Nested
    class WithTheJdkClient {
        private final HttpClient plain = HttpClient.newHttpClient();

        @Test
        void whatHoldsPassesAsItCame() throws IOException, InterruptedException {
            HttpClient verified = Verified.client("gemma-3", plain);

            assertThat(verified.send(post(GOOD, body("")), BodyHandlers.ofString())
                            .body())
                    .startsWith("{\"id\":");
            assertThat(verified.send(post(GOOD, body(STREAM)), BodyHandlers.ofLines())
                            .body())
                    .contains("data: [DONE]");
        }

        @Test
        void whatBreaksIsThrownBySend() {
            HttpClient verified = Verified.client("gemma-3", plain);

            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(() -> verified.send(post(BAD, body("")), BodyHandlers.ofString()))
                    .withMessageContaining("usage.total-is-sum (MUST, provider)");
        }

        @Test
        void whatBreaksFailsTheFuture() {
            HttpClient verified = Verified.client("gemma-3", plain);

            assertThatThrownBy(() -> verified.sendAsync(post(BAD, body("")), BodyHandlers.ofByteArray())
                            .join())
                    .isInstanceOf(CompletionException.class)
                    .hasCauseInstanceOf(AssertionError.class);
        }

        @Test
        void whatBreaksEndsABodyThatIsReadAsItComes() throws IOException, InterruptedException {
            Verification verification = Verification.of("gemma-3");
            HttpClient verified = Verified.client(verification, plain);

            try (InputStream in = verified.send(post(BAD, body(STREAM)), BodyHandlers.ofInputStream())
                    .body()) {
                assertThatThrownBy(in::readAllBytes)
                        .isInstanceOf(IOException.class)
                        .hasCauseInstanceOf(AssertionError.class);
            }
            assertThatThrownBy(verification::assertHeld).hasMessageContaining("usage.total-is-sum");
            assertThatNoException().as("what was told is not told again").isThrownBy(verification::assertHeld);
        }

        @Test
        void aStreamThatIsCutIsTheClientsOwnFailureAndIsRemembered() {
            Verification verification = Verification.of("gemma-3");
            HttpClient verified = Verified.client(verification, plain);
            HttpRequest cut = HttpRequest.newBuilder(post(GOOD, body(STREAM)), (name, value) -> true)
                    .header("X-Loupe-Fault", "wire.reset=700")
                    .build();

            assertThatThrownBy(() -> verified.send(cut, BodyHandlers.ofString()))
                    .isInstanceOf(IOException.class)
                    .isNotInstanceOf(AssertionError.class);
            assertThatThrownBy(verification::assertHeld).hasMessageContaining("stream.error-is-said (MUST, provider)");
        }

        @Test
        void whoStopsReadingBlamesNobody() throws IOException, InterruptedException {
            Verification verification = Verification.of("gemma-3");
            HttpRequest slow = HttpRequest.newBuilder(post(GOOD, body(STREAM)), (name, value) -> true)
                    .header("X-Loupe-Fault", "wire.stall")
                    .build();
            HttpClient verified = Verified.client(verification, HttpClient.newHttpClient());
            try (InputStream in =
                    verified.send(slow, BodyHandlers.ofInputStream()).body()) {
                assertThat(in.read()).isEqualTo('d');
            }
            verified.shutdownNow();
            verified.close();

            assertThatNoException().isThrownBy(verification::assertHeld);
        }

        @Test
        void whatIsBeyondABoundPassesUnjudged() throws IOException, InterruptedException {
            Verification verification = Verification.of("gemma-3");
            HttpClient verified = Verified.client(verification, plain);
            String deep = body(", \"stop\": " + "[".repeat(2000) + "]".repeat(2000));

            assertThat(verified.send(post(GOOD, deep), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(400);
            assertThat(verification.exchanges()).isZero();
        }

        @Test
        void recordingsAreWrittenWithoutSecretsAndReadAgain(@TempDir Path folder)
                throws IOException, InterruptedException {
            HttpClient verified = Verified.client(Verification.of("gemma-3").recordingTo(folder), plain);
            verified.send(post(GOOD, body("")), BodyHandlers.ofString());
            verified.send(post(GOOD, body(STREAM)), BodyHandlers.ofString());

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

    @VerifyContract("gemma-3")
    static class WholeClass {
        @RegisterExtension
        static final LoupeProvider GOOD = LoupeProvider.conformant();

        @RegisterExtension
        static final LoupeProvider BAD = LoupeProvider.withFault("usage.total-off-by-one");

        private static void ask(LoupeProvider provider) {
            given().header("authorization", "Bearer any-key")
                    .contentType(ContentType.JSON)
                    .body(body(""))
                    .post(provider.url() + "/v1/chat/completions")
                    .then()
                    .statusCode(200);
        }

        @Test
        void asksAGoodProvider() {
            ask(GOOD);
        }

        @Test
        void asksABadProvider() {
            ask(BAD);
        }

        @Test
        void swallowsWhatItIsTold() {
            try {
                ask(BAD);
            } catch (AssertionError swallowed) {
                // as code under test may do
            }
        }

        @Test
        void asksWithTheClientThatItIsGiven(HttpClient client) throws IOException, InterruptedException {
            client.send(post(BAD, body("")), BodyHandlers.ofString());
        }

        @Nested
        class Inside {
            @Test
            void asksFromANestedClass() {
                ask(BAD);
            }
        }
    }

    /** Runs beside the class above, and makes the same calls without being verified. */
    static class Bystander {
        @Test
        void asksABadProvider() {
            WholeClass.ask(BAD);
        }
    }

    @Test
    void anAnnotatedClassIsVerifiedWhateverItCallsAndAClassBesideItIsNot() {
        for (var results : List.of(
                Kit.run(WholeClass.class, Bystander.class), Kit.runInParallel(WholeClass.class, Bystander.class))) {
            assertThat(Kit.failures(results))
                    .containsOnlyKeys(
                            "asksABadProvider()",
                            "swallowsWhatItIsTold()",
                            "asksWithTheClientThatItIsGiven(HttpClient)",
                            "asksFromANestedClass()")
                    .allSatisfy((test, text) -> assertThat(text).contains("usage.total-is-sum (MUST, provider)"));
            assertThat(results.testEvents().succeeded().count()).isEqualTo(2);
        }
    }
}
