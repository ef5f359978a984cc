package dev.loupe.serve;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.serve.fault.Fault;
import dev.loupe.serve.fault.Faults;
import dev.loupe.serve.response.IncomingRequest;
import dev.loupe.serve.response.PlannedResponse;
import dev.loupe.serve.wire.ResponseWriter;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Receives requests, with limits on size, depth and time; plans the response, applies a fault and writes it. */
final class RequestHandler {
    static final String FAULT_HEADER = "X-Loupe-Fault";

    private static final int MAX_DEPTH = 200;
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
    private static final int MAX_NUMBER_LENGTH = 400;

    private final Vertx vertx;
    private final ServeOptions options;
    private final ResponsePlanner planner;
    private final ResponseWriter writer;
    private final ObjectReader json;
    private long requests;
    private String date = "";
    private long dateSecond = -1;

    RequestHandler(Vertx vertx, ServeOptions options, ResponsePlanner planner, ResponseWriter writer) {
        this.vertx = vertx;
        this.options = options;
        this.planner = planner;
        this.writer = writer;
        StreamReadConstraints limits = StreamReadConstraints.builder()
                .maxNestingDepth(MAX_DEPTH)
                .maxNumberLength(MAX_NUMBER_LENGTH)
                .maxStringLength(options.listen().maxBody())
                .build();
        this.json = JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(limits).build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // 1e400 is a number above a maximum, not infinity
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readerFor(JsonNode.class);
    }

    void receive(HttpServerRequest request) {
        RequestBody body = new RequestBody(request);
        request.handler(body::add);
        request.endHandler(end -> body.complete());
        request.exceptionHandler(disconnected -> body.cancel());
    }

    /** A body that is being received. */
    private final class RequestBody {
        private final HttpServerRequest request;
        private final long deadline;
        private Buffer body = Buffer.buffer();
        private boolean ended;

        RequestBody(HttpServerRequest request) {
            this.request = request;
            this.deadline = vertx.setTimer(options.listen().requestTime().toMillis(), timer -> tooSlow());
        }

        void add(Buffer part) {
            if (!ended && body.length() + part.length() > options.listen().maxBody()) {
                rejectUnread(RequestRejection.tooLarge(options.listen().maxBody()));
            } else if (!ended) {
                body = body.length() == 0 ? part : body.appendBuffer(part);
            }
        }

        void complete() {
            if (!ended) {
                cancel();
                respond(request, body);
            }
        }

        void cancel() {
            ended = true;
            vertx.cancelTimer(deadline);
        }

        private void tooSlow() {
            rejectUnread(RequestRejection.tooSlow(options.listen().requestTime().toSeconds()));
        }

        /** The rest of the body is not read: the connection is closed after the response. */
        private void rejectUnread(RequestRejection rejection) {
            cancel();
            body = Buffer.buffer();
            ResponseIds ids = nextIds();
            IncomingRequest incoming = incoming(request, MissingNode.getInstance(), 0, ids);
            PlannedResponse response = planner.reject(incoming, ids, rejection).header("connection", "close");
            // after a delay: closing a connection with unread bytes sends a reset, which could overtake the response
            request.response()
                    .endHandler(sent ->
                            vertx.setTimer(200, timer -> request.connection().close()));
            writer.write(request, withIds(request, response, ids));
        }
    }

    private void respond(HttpServerRequest request, Buffer body) {
        ResponseIds ids = nextIds();
        JsonNode parsed = MissingNode.getInstance();
        Optional<String> unreadable = Optional.empty();
        try {
            parsed = json.readValue(body.getBytes());
        } catch (JsonProcessingException notJson) {
            unreadable = Optional.of(notJson.getOriginalMessage());
        } catch (IOException notText) {
            unreadable = Optional.of("it is not UTF-8");
        }
        String requested = options.faultSelection().byHeader() ? request.getHeader(FAULT_HEADER) : null;
        Optional<Fault> named = requested == null ? Optional.empty() : Faults.named(requested);
        IncomingRequest incoming = incoming(request, parsed, named.isPresent() ? 0 : requests, ids);
        PlannedResponse response;
        try {
            response = requested != null && named.isEmpty()
                    ? incoming.reject(400, FAULT_HEADER + ": unknown fault " + requested)
                    : planned(
                            request,
                            incoming,
                            ids,
                            unreadable,
                            named.orElse(options.faultSelection().fault()));
        } catch (RuntimeException error) {
            // without a response the client would wait forever
            response = incoming.reject(500, "internal error of loupe serve: " + error);
        }
        writer.write(request, response);
    }

    private PlannedResponse planned(
            HttpServerRequest request,
            IncomingRequest incoming,
            ResponseIds ids,
            Optional<String> unreadable,
            @Nullable Fault fault) {
        PlannedResponse planned = withIds(request, planner.plan(incoming, ids, unreadable), ids);
        return fault == null ? planned : fault.apply(incoming, planned);
    }

    private IncomingRequest incoming(HttpServerRequest request, JsonNode body, long number, ResponseIds ids) {
        String path = request.path() == null ? "/" : request.path();
        return new IncomingRequest(
                request.method().name(),
                path,
                body,
                request::getHeader,
                number,
                ids.at(),
                new IncomingRequest.Alternatives() {
                    @Override
                    public PlannedResponse unchecked(IncomingRequest incoming) {
                        return withIds(request, planner.completion(incoming, ids), ids);
                    }

                    @Override
                    public PlannedResponse rejection(IncomingRequest incoming, int status, String message) {
                        return withIds(
                                request, planner.reject(incoming, ids, new RequestRejection(status, message)), ids);
                    }
                });
    }

    /** Adds the headers that identify a response. */
    private PlannedResponse withIds(HttpServerRequest request, PlannedResponse response, ResponseIds ids) {
        response.header("date", date(ids.at())).header("x-inference-id", ids.request());
        String clientId = request.getHeader("X-Client-Request-Id");
        return clientId == null ? response : response.header("x-client-request-id", clientId);
    }

    private ResponseIds nextIds() {
        requests++;
        Instant now = options.source().clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return ResponseIds.of(options.source().seed(), requests, now);
    }

    private String date(Instant now) {
        if (now.getEpochSecond() != dateSecond) {
            dateSecond = now.getEpochSecond();
            date = HTTP_DATE.format(now.atOffset(ZoneOffset.UTC));
        }
        return date;
    }
}
