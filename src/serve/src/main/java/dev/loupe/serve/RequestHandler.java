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

/** Takes requests in, bounded in size, depth and time, and has each planned, spoiled if so wished, and written. */
final class RequestHandler {
    static final String FAULT_HEADER = "X-Loupe-Fault";

    private static final int DEEPEST = 200;
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);
    private static final int LONGEST_NUMBER = 400;

    private final Vertx vertx;
    private final ServeOptions options;
    private final ResponsePlanner planner;
    private final ResponseWriter writer;
    private final ObjectReader json;
    private long requests;
    private String date = "";
    private long dateOf = -1;

    RequestHandler(Vertx vertx, ServeOptions options, ResponsePlanner planner, ResponseWriter writer) {
        this.vertx = vertx;
        this.options = options;
        this.planner = planner;
        this.writer = writer;
        StreamReadConstraints bounds = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxNumberLength(LONGEST_NUMBER)
                .maxStringLength(options.listen().maxBody())
                .build();
        this.json = JsonMapper.builder(
                        JsonFactory.builder().streamReadConstraints(bounds).build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                // 1e400 is a number above a maximum, not infinity
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .build()
                .readerFor(JsonNode.class);
    }

    void take(HttpServerRequest request) {
        Intake intake = new Intake(request);
        request.handler(intake::more);
        request.endHandler(end -> intake.complete());
        request.exceptionHandler(gone -> intake.cancel());
    }

    /** A body on its way in. */
    private final class Intake {
        private final HttpServerRequest request;
        private final long deadline;
        private Buffer body = Buffer.buffer();
        private boolean over;

        Intake(HttpServerRequest request) {
            this.request = request;
            this.deadline = vertx.setTimer(options.listen().requestTime().toMillis(), timer -> tooSlow());
        }

        void more(Buffer part) {
            if (!over && body.length() + part.length() > options.listen().maxBody()) {
                giveUp(RequestRejection.tooLarge(options.listen().maxBody()));
            } else if (!over) {
                body = body.length() == 0 ? part : body.appendBuffer(part);
            }
        }

        void complete() {
            if (!over) {
                cancel();
                answer(request, body);
            }
        }

        void cancel() {
            over = true;
            vertx.cancelTimer(deadline);
        }

        private void tooSlow() {
            giveUp(RequestRejection.tooSlow(options.listen().requestTime().toSeconds()));
        }

        /** What is still to come is not read: the connection ends with the answer. */
        private void giveUp(RequestRejection refusal) {
            cancel();
            body = Buffer.buffer();
            ResponseIds stamp = nextStamp();
            IncomingRequest asked = asked(request, MissingNode.getInstance(), 0, stamp);
            PlannedResponse answer = planner.refuse(asked, stamp, refusal).header("connection", "close");
            // later than the answer, or the reset that ends a connection with unread bytes could overtake it
            request.response()
                    .endHandler(sent ->
                            vertx.setTimer(200, timer -> request.connection().close()));
            writer.write(request, identified(request, answer, stamp));
        }
    }

    private void answer(HttpServerRequest request, Buffer body) {
        ResponseIds stamp = nextStamp();
        JsonNode parsed = MissingNode.getInstance();
        Optional<String> unreadable = Optional.empty();
        try {
            parsed = json.readValue(body.getBytes());
        } catch (JsonProcessingException notJson) {
            unreadable = Optional.of(notJson.getOriginalMessage());
        } catch (IOException notText) {
            unreadable = Optional.of("it is not UTF-8");
        }
        String wished = options.faulty().byHeader() ? request.getHeader(FAULT_HEADER) : null;
        Optional<Fault> named = wished == null ? Optional.empty() : Faults.named(wished);
        IncomingRequest asked = asked(request, parsed, named.isPresent() ? 0 : requests, stamp);
        PlannedResponse answer;
        try {
            answer = wished != null && named.isEmpty()
                    ? asked.refuse(400, FAULT_HEADER + ": there is no fault of this name")
                    : answer(
                            request,
                            asked,
                            stamp,
                            unreadable,
                            named.orElse(options.faulty().fault()));
        } catch (RuntimeException ours) {
            // without an answer the client would wait for ever
            answer = asked.refuse(500, "loupe serve itself failed: " + ours);
        }
        writer.write(request, answer);
    }

    private PlannedResponse answer(
            HttpServerRequest request,
            IncomingRequest asked,
            ResponseIds stamp,
            Optional<String> unreadable,
            @Nullable Fault fault) {
        PlannedResponse planned = identified(request, planner.plan(asked, stamp, unreadable), stamp);
        return fault == null ? planned : fault.apply(asked, planned);
    }

    private IncomingRequest asked(HttpServerRequest request, JsonNode body, long turn, ResponseIds stamp) {
        String path = request.path() == null ? "/" : request.path();
        return new IncomingRequest(
                request.method().name(),
                path,
                body,
                request::getHeader,
                turn,
                stamp.at(),
                new IncomingRequest.Answers() {
                    @Override
                    public PlannedResponse unchecked(IncomingRequest asked) {
                        return identified(request, planner.completion(asked, stamp), stamp);
                    }

                    @Override
                    public PlannedResponse refusal(IncomingRequest asked, int status, String message) {
                        return identified(
                                request, planner.refuse(asked, stamp, new RequestRejection(status, message)), stamp);
                    }
                });
    }

    /** The headers by which every answer can be found again. */
    private PlannedResponse identified(HttpServerRequest request, PlannedResponse answer, ResponseIds stamp) {
        answer.header("date", date(stamp.at())).header("x-inference-id", stamp.request());
        String own = request.getHeader("X-Client-Request-Id");
        return own == null ? answer : answer.header("x-client-request-id", own);
    }

    private ResponseIds nextStamp() {
        requests++;
        Instant now = options.source().clock().instant().truncatedTo(ChronoUnit.MILLIS);
        return ResponseIds.of(options.source().seed(), requests, now);
    }

    private String date(Instant now) {
        if (now.getEpochSecond() != dateOf) {
            dateOf = now.getEpochSecond();
            date = HTTP_DATE.format(now.atOffset(ZoneOffset.UTC));
        }
        return date;
    }
}
