package dev.loupe.gemma.behaviour;

import static dev.loupe.gemma.behaviour.Frames.ANSWER;
import static dev.loupe.gemma.behaviour.Frames.PROVIDERS_ERROR;
import static dev.loupe.gemma.behaviour.Frames.canonicalBody;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.loupe.client.error.ApiException;
import dev.loupe.client.error.AuthenticationException;
import dev.loupe.client.error.BadRequestException;
import dev.loupe.client.error.ConflictException;
import dev.loupe.client.error.NotFoundException;
import dev.loupe.client.error.PayloadTooLargeException;
import dev.loupe.client.error.PaymentRequiredException;
import dev.loupe.client.error.PermissionDeniedException;
import dev.loupe.client.error.RateLimitException;
import dev.loupe.client.error.RequestTimeoutException;
import dev.loupe.client.error.ServerException;
import dev.loupe.client.error.UnprocessableException;
import dev.loupe.gemma.GemmaClient;
import dev.loupe.gemma.RawCompletion;
import dev.loupe.gemma.model.ChatCompletion;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Plain answers: good ones, errors, and errors that look like answers. */
final class ErrorRows {
    private ErrorRows() {}

    static List<Row> all() {
        List<Row> rows = new ArrayList<>(List.of(
                new Row("0 a plain answer", (server, client) -> {
                    server.plays(Script.json(ANSWER));
                    Expect.isWholeHello(client.create(Row.REQUEST));
                    Expect.isWholeHello(client.createAsync(Row.REQUEST)
                            .toCompletableFuture()
                            .join());
                    assertThat(server.requests().get(0).head()).startsWith("POST /v1/chat/completions HTTP/1.1");
                }),
                new Row("10 headers and unknown members of a plain answer", ErrorRows::rawAnswer),
                fails(
                        "14 200 with a JSON error",
                        200,
                        "{\"error\":{\"message\":\"no\"}}",
                        ApiException.class,
                        "no",
                        null),
                fails(
                        "14 200 with the provider's error",
                        200,
                        PROVIDERS_ERROR,
                        RateLimitException.class,
                        "Rate limit reached",
                        "req-7"),
                fails(
                        "14 200 with an error in the choice",
                        200,
                        "{\"id\":\"x\",\"choices\":[{\"index\":0,\"finish_reason\":\"error\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},"
                                + "\"error\":{\"code\":403,\"message\":\"flagged\"}}]}",
                        PermissionDeniedException.class,
                        "flagged",
                        null),
                fails("14 200 with an empty body", 200, "", ApiException.class, null, null),
                fails("14 200 with an empty object", 200, "{}", ApiException.class, null, null),
                fails("14 200 with null", 200, "null", ApiException.class, null, null),
                fails(
                        "14 200 with an answer that is cut",
                        200,
                        ANSWER.substring(0, 120),
                        ApiException.class,
                        null,
                        null),
                fails("14 200 with two answers in a row", 200, ANSWER + ANSWER, ApiException.class, null, null),
                new Row("17 counts as 3.0 in a plain answer", (server, client) -> {
                    server.plays(Script.json(
                            ANSWER.replace("_tokens\":3", "_tokens\":3.0").replace("1766960802", "1766960802.5")));
                    ChatCompletion answer = client.create(Row.REQUEST);
                    Expect.isHello(answer, 1766960802.5);
                    Expect.hasUsage(answer, 3, 2, 5);
                }),
                new Row("26 unknown values in a plain answer", (server, client) -> {
                    server.plays(
                            Script.json(ANSWER.replace("assistant", "banana").replace("\"stop\"", "\"eos\"")));
                    ChatCompletion answer = client.create(Row.REQUEST);
                    assertThat(Expect.finish(answer)).isEqualTo("eos");
                    assertThat(answer.toJson()).contains("banana");
                }),
                new Row("32 an event stream to a plain request", (server, client) -> {
                    server.plays(Script.answer(200, "text/event-stream", canonicalBody()));
                    Expect.isWholeHello(client.create(Row.REQUEST));
                }),
                fails("18 401 with HTML", 401, "<html>Who are you?</html>", AuthenticationException.class, null, null),
                fails(
                        "18 400 with the provider's body",
                        400,
                        "{\"message\":\"max_tokens is too large\",\"path\":\"/v1/chat/completions\",\"requestId\":\"r-1\",\"statusCode\":\"400\"}",
                        BadRequestException.class,
                        "max_tokens is too large",
                        "r-1"),
                fails(
                        "18 400 with a list of messages",
                        400,
                        "{\"message\":[\"a\",\"b\"]}",
                        BadRequestException.class,
                        "a; b",
                        null),
                fails("33 a redirect is not followed", 307, "", ApiException.class, null, null)));
        statuses().forEach(status -> rows.addAll(status));
        return rows;
    }

    private static List<List<Row>> statuses() {
        return List.of(
                status(400, BadRequestException.class),
                status(401, AuthenticationException.class),
                status(402, PaymentRequiredException.class),
                status(403, PermissionDeniedException.class),
                status(404, NotFoundException.class),
                status(408, RequestTimeoutException.class),
                status(409, ConflictException.class),
                status(413, PayloadTooLargeException.class),
                status(418, ApiException.class),
                status(422, UnprocessableException.class),
                status(429, RateLimitException.class),
                status(500, ServerException.class),
                status(503, ServerException.class),
                status(529, ServerException.class));
    }

    private static List<Row> status(int status, Class<? extends ApiException> type) {
        return List.of(
                fails(
                        "18 " + status + " with the OpenAI body",
                        status,
                        "{\"error\":{\"message\":\"it broke\",\"type\":\"some_error\",\"code\":null}}",
                        type,
                        "it broke",
                        null),
                fails("18 " + status + " with an empty body", status, "", type, null, null));
    }

    private static Row fails(
            String name,
            int status,
            String body,
            Class<? extends ApiException> type,
            String message,
            String requestId) {
        return new Row(name, (server, client) -> {
            Script answer = Script.answer(
                    status,
                    body.startsWith("<") ? "text/html" : "application/json",
                    body,
                    "X-Inference-ID: inf-9",
                    "X-Something: else");
            GemmaClient once = client.withOptions(o -> o.maxRetries(0));
            server.plays(answer);
            ApiException failed = catchThrowableOfType(type, () -> once.create(Row.REQUEST));
            assertThat(failed).isExactlyInstanceOf(type);
            assertThat(failed.status()).isEqualTo(status);
            assertThat(failed.body()).isEqualTo(body);
            assertThat(failed.message().orElse(null)).isEqualTo(message);
            assertThat(failed.requestId()).hasValue(requestId == null ? "inf-9" : requestId);
            assertThat(failed.headers().first("x-something")).hasValue("else");
            assertThat(failed).hasMessageContaining(String.valueOf(status));
            assertThat(server.requests()).hasSize(1);
            if (status != 200) {
                ApiException sameOfStream = Expect.streamFails(once, type);
                assertThat(sameOfStream.getMessage()).isEqualTo(failed.getMessage());
                assertThat(sameOfStream.body()).isEqualTo(body);
            }
        });
    }

    private static void rawAnswer(RawServer server, GemmaClient client) {
        String body = ANSWER.replace(
                "\"object\"",
                "\"provider\":\"DeepInfra\",\"meta\":{\"usage\":{\"credits_used\":12,"
                        + "\"usd_spent\":0.000006}},\"object\"");
        server.plays(Script.answer(
                200,
                "application/json",
                body,
                "x-aimlapi-credits-used: 12",
                "X-AIMLAPI-USD-Spent: 0.000006",
                "x-inference-id: inf-3"));
        RawCompletion raw = client.createRaw(Row.REQUEST);
        assertThat(raw.status()).isEqualTo(200);
        assertThat(raw.body()).isEqualTo(body);
        assertThat(raw.creditsUsed()).hasValue(new BigDecimal("12"));
        assertThat(raw.usdSpent()).hasValue(new BigDecimal("0.000006"));
        assertThat(raw.inferenceId()).hasValue("inf-3");
        Expect.isWholeHello(raw.completion());
        assertThat(raw.completion().extras().get("provider").textValue()).isEqualTo("DeepInfra");
        assertThat(raw.completion().toJson()).contains("\"provider\":\"DeepInfra\"");
        assertThat(raw.completion().meta().orElseThrow().usage().orElseThrow().creditsUsed())
                .hasValue(12);
    }
}
