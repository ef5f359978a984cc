package dev.loupe.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.client.CallListener.Events;
import dev.loupe.client.error.ApiException;
import dev.loupe.client.error.StreamException;
import dev.loupe.client.model.ApiObject;
import dev.loupe.client.transport.TransportResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CallListenerTest {
    private static final String RESPONSE =
            "{\"id\":\"r1\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"finish_reason\":\"stop\","
                    + "\"message\":{\"role\":\"assistant\",\"content\":\"secret text\"}}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":2}}";
    private static final String CHUNK =
            "data: {\"id\":\"r1\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]}\n\n";
    private static final String END =
            "data: {\"id\":\"r1\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

    private final ScriptedTransport replies = new ScriptedTransport();
    private final List<String> events = new ArrayList<>();

    private static final JsonRequest REQUEST =
            new JsonRequest("{\"model\":\"m\",\"messages\":[{\"content\":\"secret question\"}],\"temperature\":0.5}");

    private final class Client extends ClientBuilder<Client> {
        Client() {
            super(
                    new ClientDefaults(
                            "t", "T", URI.create("http://h.test"), "NO_KEY", false, "/v1", "/chat/completions"),
                    name -> null);
            transport(replies).apiKey("secret-key").baseUrl("http://h.test/v1?api-version=7");
            sleeper(wait -> CompletableFuture.completedFuture(null));
        }

        ChatCalls<JsonObject, JsonObject> calls() {
            return calls(JsonObject.TYPES);
        }

        /** A stream to read. */
        ChunkStream<JsonObject, JsonObject> stream() {
            return new ChunkStream<>(calls().stream(REQUEST));
        }
    }

    private Client client() {
        return new Client().listener(call -> {
            events.add("started " + call.endpoint() + " " + call.model().orElse("") + " " + call.stream() + " "
                    + call.parameters());
            return new Recorder();
        });
    }

    private final class Recorder implements Events {
        @Override
        public void firstByte(int status) {
            events.add("status " + status);
        }

        @Override
        public void chunk(ApiObject chunk) {
            events.add("chunk");
        }

        @Override
        public void retry(int retry, Duration wait, Throwable cause) {
            events.add("retry " + retry + " " + cause.getClass().getSimpleName());
        }

        @Override
        public void finished(ApiObject response) {
            events.add("finished " + ResponseSummary.of(response));
        }

        @Override
        public void failed(Throwable failure) {
            events.add("failed " + failure.getClass().getSimpleName());
        }
    }

    private static String started(boolean stream) {
        return "started http://h.test/v1/chat/completions m " + stream + " {model=\"m\", temperature=0.5}";
    }

    private static final String FINISHED =
            "finished ResponseSummary[id=Optional[r1], model=Optional[m-1], finishReasons=[stop],"
                    + " inputTokens=OptionalLong[3], outputTokens=OptionalLong[2]]";

    @Test
    void aCallIsStartedAndFinished() {
        replies.add(200, "application/json", RESPONSE);
        client().calls().create(REQUEST);
        assertThat(events).containsExactly(started(false), "status 200", FINISHED);
    }

    @Test
    void eachRetryIsAnEventOfTheSameCall() {
        replies.add(503, "application/json", "{}");
        replies.add(200, "application/json", RESPONSE);
        client().calls().createRaw(REQUEST);
        assertThat(events)
                .containsExactly(started(false), "status 503", "retry 1 ServerException", "status 200", FINISHED);
    }

    @Test
    void aFailureEndsTheCallOnce() {
        replies.add(401, "application/json", "{}");
        ChatCalls<JsonObject, JsonObject> calls = client().calls();
        assertThatThrownBy(() -> calls.create(REQUEST)).isInstanceOf(ApiException.class);
        assertThat(events).containsExactly(started(false), "status 401", "failed AuthenticationException");
    }

    @Test
    void aStreamIsFinishedAfterItsLastChunk() {
        replies.add(200, "text/event-stream", CHUNK + CHUNK + END);
        try (ChunkStream<JsonObject, JsonObject> stream = client().stream()) {
            stream.completion();
            stream.completion();
        }
        assertThat(events).startsWith(started(true), "status 200", "chunk", "chunk", "chunk");
        assertThat(events.get(5)).startsWith("finished ResponseSummary[id=Optional[r1]");
        assertThat(events).hasSize(6);
    }

    @Test
    void aStreamThatIsCutFails() {
        replies.add(200, "text/event-stream", CHUNK);
        try (ChunkStream<JsonObject, JsonObject> stream = client().stream()) {
            assertThatThrownBy(stream::completion).isInstanceOf(StreamException.class);
        }
        assertThat(events).containsExactly(started(true), "status 200", "chunk", "failed StreamException");
    }

    @Test
    void aStreamThatTheCallerClosesEarlyFailsOnce() {
        replies.add(200, "text/event-stream", CHUNK + CHUNK + END);
        ChunkStream<JsonObject, JsonObject> stream = client().stream();
        stream.iterator().next();
        stream.close();
        stream.close();
        assertThat(events).containsExactly(started(true), "status 200", "chunk", "failed CancellationException");
    }

    @Test
    void aCancelledCallFails() {
        replies.next.clear();
        CompletableFuture<TransportResponse> never = new CompletableFuture<>();
        ChatCalls<JsonObject, JsonObject> calls =
                client().transport(call -> never).calls();
        calls.createAsync(REQUEST).toCompletableFuture().cancel(true);
        assertThat(events).containsExactly(started(false), "failed " + CancellationException.class.getSimpleName());
        assertThat(never).isCancelled();
    }

    /** A metric is complete when the caller reads it after the call. */
    @Test
    void theEndReachesListenersBeforeTheCaller() {
        for (int status : List.of(200, 401)) {
            CompletableFuture<TransportResponse> pending = new CompletableFuture<>();
            List<CompletableFuture<?>> caller = new ArrayList<>();
            List<Boolean> done = new ArrayList<>();
            ChatCalls<JsonObject, JsonObject> calls = new Client()
                    .listener(call -> new Events() {
                        @Override
                        public void finished(ApiObject response) {
                            done.add(caller.get(0).isDone());
                        }

                        @Override
                        public void failed(Throwable failure) {
                            done.add(caller.get(0).isDone());
                        }
                    })
                    .transport(call -> pending)
                    .calls();
            caller.add(calls.createAsync(REQUEST).toCompletableFuture());
            replies.add(status, "application/json", RESPONSE);
            pending.complete(replies.next.remove());
            assertThat(done).as("status %d", status).containsExactly(false);
            assertThat(caller.get(0)).isDone();
        }
    }

    @Test
    void aListenerThatThrowsChangesNothing() {
        replies.add(503, "application/json", "{}");
        replies.add(200, "text/event-stream", CHUNK + END);
        Client client = client().listener(call -> {
                    throw new IllegalStateException("started");
                })
                .listener(call -> new Events() {
                    @Override
                    public void firstByte(int status) {
                        throw new AssertionError("first byte");
                    }

                    @Override
                    public void finished(ApiObject response) {
                        events.add("not called after it threw");
                    }
                })
                .listener(call -> new Events() {
                    @Override
                    public void retry(int retry, Duration wait, Throwable cause) {
                        throw new IllegalStateException("retry");
                    }
                })
                .listener(call -> new Events() {
                    @Override
                    public void chunk(ApiObject chunk) {
                        throw new IllegalStateException("chunk");
                    }
                });
        try (ChunkStream<JsonObject, JsonObject> stream = client.stream()) {
            assertThat(stream.completion().toJson()).contains("\"content\":\"a\"");
        }
        assertThat(events).hasSize(7).last().asString().startsWith("finished");
    }

    @Test
    void logsHaveNoSecretsAndNoContent() {
        List<String> lines = new ArrayList<>();
        replies.add(503, "application/json", "{\"error\":{\"message\":\"bad key secret-key\"}}");
        replies.add(200, "application/json", RESPONSE);
        client().listener(new LoggingListener(new Lines(lines))).calls().create(REQUEST);
        assertThatThrownBy(() -> client().listener(new LoggingListener(new Lines(lines)))
                        .options(options -> options.maxRetries(0))
                        .calls()
                        .create(REQUEST))
                .isNotNull();
        assertThat(lines).element(0).isEqualTo("POST http://h.test/v1/chat/completions model m: started");
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("retry 1 in"));
        assertThat(lines)
                .anySatisfy(line -> assertThat(line).contains("finish_reason stop, input tokens 3, output tokens 2"));
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("failed after"));
        assertThat(String.join("\n", lines))
                .doesNotContain("secret-key", "secret text", "secret question", "api-version");
    }

    private record Lines(List<String> lines) implements System.Logger {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String message, @Nullable Throwable thrown) {
            lines.add(message);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, Object... parameters) {
            lines.add(format);
        }
    }
}
