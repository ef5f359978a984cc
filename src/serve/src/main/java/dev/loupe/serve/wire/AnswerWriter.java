package dev.loupe.serve.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.answer.Answer;
import dev.loupe.serve.answer.Delivery;
import dev.loupe.serve.answer.Said;
import dev.loupe.serve.answer.Said.Event;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes planned answers at the server's pace. */
public final class AnswerWriter {
    private static final ObjectWriter JSON = JsonMapper.builder()
            // 0.00000042 dollars, not 4.2E-7
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            // characters as UTF-8, not as two escapes
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build()
            .writer();
    private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

    private final Vertx vertx;
    private final Pace pace;

    public AnswerWriter(Vertx vertx, Pace pace) {
        this.vertx = vertx;
        this.pace = pace;
    }

    public void write(HttpServerRequest request, Answer answer) {
        Duration wait = answer.delivery() instanceof Delivery.Late late ? late.by() : pace.latency();
        boolean asPlanned = answer.delivery() == Delivery.WHOLE
                || answer.delivery() instanceof Delivery.Late
                || answer.delivery() instanceof Delivery.Stalling;
        Runnable start = asPlanned
                ? () -> send(request, answer)
                : () -> new BrokenWire(vertx, request).send(answer, body(answer.said()));
        if (wait.isZero() || answer.isError()) {
            start.run();
        } else {
            vertx.setTimer(wait.toMillis(), timer -> start.run());
        }
    }

    private void send(HttpServerRequest request, Answer answer) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        boolean paced = pace.tokensPerSecond() > 0 || answer.delivery() instanceof Delivery.Stalling;
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else if (answer.said() instanceof Said.Events stream && paced) {
            response.setChunked(true);
            new PacedStream(vertx, response, frames(stream.events()), gap(answer.delivery())).go();
        } else {
            response.setChunked(answer.said() instanceof Said.Events);
            response.end(body(answer.said()));
        }
    }

    /** How long to wait before each frame. */
    private PacedStream.Gaps gap(Delivery delivery) {
        double each = pace.tokensPerSecond() > 0 ? 1000 / pace.tokensPerSecond() : 0;
        Duration stall = delivery instanceof Delivery.Stalling stalling ? stalling.by() : Duration.ZERO;
        return new PacedStream.Gaps(each, stall.toMillis());
    }

    /** The whole body as it goes out when nothing goes wrong. */
    static Buffer body(Said said) {
        return switch (said) {
            case Said.Json json -> Buffer.buffer(bytes(json.root()));
            case Said.Text text -> Buffer.buffer(text.text());
            case Said.Events stream -> {
                Buffer all = Buffer.buffer(stream.events().size() * 192);
                frames(stream.events()).forEach(frame -> all.appendBuffer(frame.bytes()));
                yield all;
            }
        };
    }

    private static List<PacedStream.Frame> frames(List<Event> events) {
        List<PacedStream.Frame> frames = new ArrayList<>(events.size());
        for (Event event : events) {
            frames.add(frame(event));
        }
        return frames;
    }

    private static PacedStream.Frame frame(Event event) {
        return switch (event) {
            case Event.Data data ->
                new PacedStream.Frame(
                        Buffer.buffer("data: ").appendBytes(bytes(data.json())).appendString("\n\n"),
                        isToken(data.json()));
            case Event.Done done -> new PacedStream.Frame(DONE, false);
            case Event.Comment comment -> new PacedStream.Frame(Buffer.buffer(": " + comment.text() + "\n\n"), false);
            case Event.Raw raw -> new PacedStream.Frame(Buffer.buffer(raw.text()), false);
        };
    }

    private static boolean isToken(ObjectNode chunk) {
        return !chunk.at("/choices/0/delta/content").asText("").isEmpty();
    }

    private static byte[] bytes(ObjectNode json) {
        try {
            return JSON.writeValueAsBytes(json);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("a planned answer cannot be written", unwritable);
        }
    }
}
