package dev.loupe.cli;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.startsWith;

import dev.loupe.junit.ContractFilter;
import dev.loupe.junit.LoupeProvider;
import io.restassured.response.Response;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PipedReader;
import java.io.PipedWriter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands that start a server; the responses are judged by {@link ContractFilter}. */
class ServerCommandsTest {
    @RegisterExtension
    static final LoupeProvider UPSTREAM = LoupeProvider.conformant();

    @TempDir
    Path folder;

    /** A command that serves until it is stopped. Its first line names the URL. */
    private static final class Serving implements AutoCloseable {
        private static final Pattern ADDRESS = Pattern.compile("(?:serving|recording) (http://127\\.0\\.0\\.1:\\d+)");

        private final Thread thread;
        private final String url;
        private final BufferedReader output;

        Serving(String... arguments) throws IOException {
            PipedWriter out = new PipedWriter();
            StringWriter err = new StringWriter();
            this.output = new BufferedReader(new PipedReader(out, 1 << 16));
            this.thread = Thread.ofPlatform().daemon().start(() -> {
                try (PrintWriter closed = new PrintWriter(out)) {
                    CommandRunner.run(closed, new PrintWriter(err), arguments);
                }
            });
            String first = String.valueOf(output.readLine());
            Matcher address = ADDRESS.matcher(first);
            assertThat(address.find()).as(first + err).isTrue();
            this.url = address.group(1);
        }

        Response send() {
            return given().filter(ContractFilter.of("gemma-3"))
                    .auth()
                    .oauth2("any-key")
                    .contentType("application/json")
                    .body(
                            "{\"model\": \"google/gemma-3-4b-it\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}")
                    .post(url + "/v1/chat/completions");
        }

        @Override
        public void close() {
            end();
        }

        private void end() {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Test
    void theServedResponsesConform() throws Exception {
        try (Serving serve = new Serving("serve", "--port", "0")) {
            serve.send().then().statusCode(200);
        }
    }

    @Test
    void aDocumentOfOnesOwnIsServed() throws Exception {
        String own = "src/cli/src/test/resources/openapi-3.2/chat.yaml";
        try (Serving serve = new Serving("serve", "--port", "0", "--contract", own)) {
            given().auth()
                    .oauth2("any-key")
                    .get(serve.url + "/v1/models")
                    .then()
                    .body("data.id", contains("small-1", "small-2"));
            given().auth()
                    .oauth2("any-key")
                    .contentType("application/json")
                    .body("{\"model\": \"google/gemma-3-4b-it\", \"messages\": []}")
                    .post(serve.url + "/v1/chat/completions")
                    .then()
                    .statusCode(400)
                    .body("error.message", startsWith("model: must be one of small-1"));
        }
    }

    @Test
    void aNamedFaultIsServed() throws Exception {
        try (Serving serve = new Serving("serve", "--port", "0", "--fault", "usage.total-off-by-one")) {
            assertThatExceptionOfType(AssertionError.class)
                    .isThrownBy(serve::send)
                    .withMessageContaining("usage.total-is-sum (MUST, provider)");
        }
    }

    @Test
    void theRecorderUsesTheGivenPortAndProviderName() throws Exception {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Path recordings = folder.resolve("named");
        try (Serving record = new Serving(
                "record",
                "--upstream",
                UPSTREAM.url(),
                "--out",
                recordings.toString(),
                "--port",
                Integer.toString(free),
                "--provider",
                "aimlapi")) {
            assertThat(record.url).endsWith(":" + free);
            record.send().then().statusCode(200);
        }
        try (Stream<Path> written = Files.list(recordings)) {
            assertThat(Files.readString(written.findFirst().orElseThrow())).contains("\"provider\": \"aimlapi\"");
        }
    }

    @Test
    void recordedExchangesPassThroughAndReplay() throws Exception {
        Path recordings = folder.resolve("recordings");
        try (Serving record = new Serving("record", "--upstream", UPSTREAM.url(), "--out", recordings.toString())) {
            record.send().then().statusCode(200);
            record.end();
            assertThat(record.output.lines()).contains("1 exchanges recorded");
        }

        StringWriter out = new StringWriter();
        int code = CommandRunner.run(
                new PrintWriter(out), new PrintWriter(new StringWriter()), "replay", recordings.toString());
        assertThat(out.toString()).startsWith("CONFORMANT").contains("1 conformant");
        assertThat(code).isEqualTo(ExitCode.SUCCESS);
    }
}
