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

/** Exchanges of an annotated class. */
class VerifyContractTest {
    @VerifyContract("gemma-3")
    static class WholeClass {
        @RegisterExtension
        static final LoupeProvider CONFORMANT = LoupeProvider.conformant();

        @RegisterExtension
        static final LoupeProvider FAULTY = LoupeProvider.withFault("usage.total-off-by-one");

        private static void send(LoupeProvider provider) {
            given().header("authorization", "Bearer any-key")
                    .contentType(ContentType.JSON)
                    .body(Requests.body(""))
                    .post(provider.url() + "/v1/chat/completions")
                    .then()
                    .statusCode(200);
        }

        private static void sendAndCatch(LoupeProvider provider) {
            try {
                send(provider);
            } catch (AssertionError caught) {
                // code under test may catch it
            }
        }

        @Test
        void sendsToAConformantProvider() {
            send(CONFORMANT);
        }

        @Test
        void sendsToAFaultyProvider() {
            send(FAULTY);
        }

        @Test
        void catchesTheViolation() {
            sendAndCatch(FAULTY);
        }

        @Test
        void sendsWithTheClientParameter(HttpClient client) throws IOException, InterruptedException {
            client.send(Requests.post(FAULTY, Requests.body("")), BodyHandlers.ofString());
        }

        @Nested
        class Inside {
            @Test
            void sendsFromANestedClass() {
                send(FAULTY);
            }
        }
    }

    /** Not annotated: runs at the same time and makes the same calls. */
    static class NotAnnotated {
        @RegisterExtension
        static final LoupeProvider FAULTY = LoupeProvider.withFault("usage.total-off-by-one");

        @Test
        void sendsToAFaultyProvider() {
            WholeClass.send(FAULTY);
        }
    }

    @Test
    void onlyTheAnnotatedClassIsVerified() {
        for (var results : List.of(
                Kit.run(WholeClass.class, NotAnnotated.class),
                Kit.runInParallel(WholeClass.class, NotAnnotated.class))) {
            assertThat(Kit.failures(results))
                    .containsOnlyKeys(
                            "sendsToAFaultyProvider()",
                            "catchesTheViolation()",
                            "sendsWithTheClientParameter(HttpClient)",
                            "sendsFromANestedClass()")
                    .allSatisfy((test, text) -> assertThat(text).contains("usage.total-is-sum (MUST, provider)"));
            assertThat(results.testEvents().succeeded().count()).isEqualTo(2);
        }
    }

    @VerifyContract("gemma-3")
    static class OnThreads {
        @RegisterExtension
        static final LoupeProvider FAULTY = LoupeProvider.withFault("usage.total-off-by-one");

        @Test
        void onAThreadOfTheTest() throws InterruptedException {
            Thread thread = new Thread(() -> WholeClass.sendAndCatch(FAULTY));
            thread.start();
            thread.join();
        }

        /** As JUnit runs tests of another class at the same time. */
        @Test
        void onAWorkerOfParallelMode() {
            try (ForkJoinPool workers = new ForkJoinPool(1)) {
                workers.submit(() -> WholeClass.sendAndCatch(FAULTY)).join();
            }
        }
    }

    @Test
    void threadsOfATestAreVerifiedAndWorkersOfParallelModeAreNot() {
        assertThat(Kit.failures(Kit.run(OnThreads.class))).containsOnlyKeys("onAThreadOfTheTest()");
    }
}
