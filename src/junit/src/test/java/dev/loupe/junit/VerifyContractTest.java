package dev.loupe.junit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.http.ContentType;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All exchanges of an annotated class. */
class VerifyContractTest {
    @VerifyContract("gemma-3")
    static class WholeClass {
        @RegisterExtension
        static final LoupeProvider GOOD = LoupeProvider.conformant();

        @RegisterExtension
        static final LoupeProvider BAD = LoupeProvider.withFault("usage.total-off-by-one");

        private static void ask(LoupeProvider provider) {
            given().header("authorization", "Bearer any-key")
                    .contentType(ContentType.JSON)
                    .body(Requests.body(""))
                    .post(provider.url() + "/v1/chat/completions")
                    .then()
                    .statusCode(200);
        }

        private static void swallowing(LoupeProvider provider) {
            try {
                ask(provider);
            } catch (AssertionError swallowed) {
                // as code under test may do
            }
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
            swallowing(BAD);
        }

        @Test
        void asksWithTheClientThatItIsGiven(HttpClient client) throws IOException, InterruptedException {
            client.send(Requests.post(BAD, Requests.body("")), BodyHandlers.ofString());
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
        @RegisterExtension
        static final LoupeProvider BAD = LoupeProvider.withFault("usage.total-off-by-one");

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

    @VerifyContract("gemma-3")
    static class OnThreads {
        @RegisterExtension
        static final LoupeProvider BAD = LoupeProvider.withFault("usage.total-off-by-one");

        @Test
        void onAThreadOfTheTest() throws InterruptedException {
            Thread thread = new Thread(() -> WholeClass.swallowing(BAD));
            thread.start();
            thread.join();
        }

        /** As JUnit does while this test runs, for the tests of another class. */
        @Test
        void onAWorkerOfParallelMode() {
            try (ForkJoinPool workers = new ForkJoinPool(1)) {
                workers.submit(() -> WholeClass.swallowing(BAD)).join();
            }
        }
    }

    @Test
    void threadsOfATestAreVerifiedAndWorkersOfParallelModeAreNobodys() {
        assertThat(Kit.failures(Kit.run(OnThreads.class))).containsOnlyKeys("onAThreadOfTheTest()");
    }
}
