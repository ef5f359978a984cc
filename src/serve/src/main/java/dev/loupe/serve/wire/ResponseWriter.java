package dev.loupe.serve.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.serve.response.DeliveryMode;
import dev.loupe.serve.response.PlannedResponse;
import dev.loupe.serve.response.ResponsePayload;
import dev.loupe.serve.response.ResponsePayload.Event;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writes planned responses with the configured latency and speed. */
public final class ResponseWriter {
    private static final ObjectWriter JSON = JsonMapper.builder()
            // 0.00000042 dollars, not 4.2E-7
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            // characters as UTF-8, not as two escapes
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build()
            .writer();
    private static final Buffer DONE = Buffer.buffer("data: [DONE]\n\n");

    private final Vertx vertx;
    private final ResponsePacing pace;

    /** How many of the next requests get no response. */
    private int closing;

    public ResponseWriter(Vertx vertx, ResponsePacing pace) {
        this.vertx = vertx;
        this.pace = pace;
    }

    public void write(HttpServerRequest request, PlannedResponse response) {
        PlannedResponse planned = response.withDelivery(delivery(request, response.delivery()));
        Duration wait = planned.delivery() instanceof DeliveryMode.Delayed late ? late.by() : pace.latency();
        boolean asPlanned = planned.delivery() == DeliveryMode.NORMAL
                || planned.delivery() instanceof DeliveryMode.Delayed
                || planned.delivery() instanceof DeliveryMode.Stalled;
        Runnable start = asPlanned
                ? () -> send(request, planned)
                : () -> new MalformedHttpWriter(vertx, request).send(planned, body(planned.payload()));
        if (wait.isZero() || planned.isError()) {
            start.run();
        } else {
            vertx.setTimer(wait.toMillis(), timer -> start.run());
        }
    }

    /** What is possible on this connection, at this time. */
    private DeliveryMode delivery(HttpServerRequest request, DeliveryMode wanted) {
        int requests = MalformedHttpWriter.counted(request);
        if (wanted instanceof DeliveryMode.EndsServer ends) {
            closing = ends.requests();
            return wanted;
        }
        if (closing > 0) {
            closing--;
            return new DeliveryMode.ClosedWithoutResponse();
        }
        if (wanted instanceof DeliveryMode.ClosedWhenReused) {
            return requests > 1 ? new DeliveryMode.ClosedWithoutResponse() : DeliveryMode.NORMAL;
        }
        return wanted;
    }

    private void send(HttpServerRequest request, PlannedResponse planned) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(planned.status());
        planned.headers().forEach(response::putHeader);
        boolean paced = pace.tokensPerSecond() > 0 || planned.delivery() instanceof DeliveryMode.Stalled;
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else if (planned.payload() instanceof ResponsePayload.Events stream && paced) {
            response.setChunked(true);
            new PacedStream(vertx, response, frames(stream.events()), gap(planned.delivery())).writeDue();
        } else {
            response.setChunked(planned.payload() instanceof ResponsePayload.Events);
            response.end(body(planned.payload()));
        }
    }

    /** The wait before each frame. */
    private PacedStream.Gaps gap(DeliveryMode delivery) {
        double each = pace.tokensPerSecond() > 0 ? 1000 / pace.tokensPerSecond() : 0;
        Duration stall = delivery instanceof DeliveryMode.Stalled stalling ? stalling.by() : Duration.ZERO;
        return new PacedStream.Gaps(each, stall.toMillis());
    }

    /** The complete body. */
    static Buffer body(ResponsePayload payload) {
        return switch (payload) {
            case ResponsePayload.Json json -> Buffer.buffer(bytes(json.root()));
            case ResponsePayload.Text text -> Buffer.buffer(text.text());
            case ResponsePayload.Events stream -> {
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
            throw new IllegalStateException("cannot write a planned response", unwritable);
        }
    }
}
