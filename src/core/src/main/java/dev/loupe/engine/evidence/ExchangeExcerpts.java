package dev.loupe.engine.evidence;

import dev.loupe.engine.result.FindingEvidence.Excerpt;
import dev.loupe.engine.result.FindingEvidence.Line;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.FindingLocation;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a person wants to see of an exchange to believe a finding: the request, the answer, the place marked. */
public final class ExchangeExcerpts {
    private static final int MAX_LINE = 300;
    private static final int MAX_NEIGHBOUR = 100;
    private static final int MAX_LINES_OF_TEXT = 20;
    private static final int MAX_HEADERS = 20;
    private static final int EVENTS_AROUND = 2;

    private ExchangeExcerpts() {}

    public static List<Excerpt> of(Exchange exchange, FindingLocation place) {
        try {
            return List.of(
                    excerpt("Request", request(exchange.request(), place)),
                    excerpt("Answer", response(exchange.reply(), place)));
        } catch (RuntimeException | StackOverflowError fault) {
            // a finding without a picture is still a finding
            return List.of(new Excerpt("Evidence", List.of(plain("cannot be shown, by a fault of Loupe: " + fault))));
        }
    }

    /** Once more as text: JSON may spell a key in escapes that only its reader sees through. */
    private static Excerpt excerpt(String title, List<Line> lines) {
        return new Excerpt(
                title,
                lines.stream()
                        .map(line -> new Line(ReportRedaction.redact(line.text()), line.marked()))
                        .toList());
    }

    private static List<Line> request(Exchange.Request request, FindingLocation place) {
        List<Line> lines = new ArrayList<>();
        lines.add(plain(request.method() + " " + (request.url().isEmpty() ? "(URL not recorded)" : request.url())));
        body(lines, request.body(), place.part() == FindingLocation.Part.REQUEST, place);
        return lines;
    }

    private static List<Line> response(Reply reply, FindingLocation place) {
        List<Line> lines = new ArrayList<>();
        switch (reply) {
            case Reply.Answered answered -> {
                head(lines, answered.head(), place);
                body(lines, answered.body(), place.part() == FindingLocation.Part.BODY, place);
            }
            case Reply.Streamed streamed -> {
                head(lines, streamed.head(), place);
                events(lines, streamed, place);
            }
            case Reply.Unanswered(var failure) ->
                lines.add(plain(
                        "no answer: " + failure.kind().name().toLowerCase(Locale.ROOT) + " " + failure.message()));
        }
        return lines;
    }

    private static void head(List<Line> lines, Reply.Head head, FindingLocation place) {
        String status = head.code() == 0 ? "status not recorded" : "HTTP " + head.code();
        lines.add(new Line(status, place.part() == FindingLocation.Part.STATUS));
        String named =
                place.part() == FindingLocation.Part.HEADER ? place.pointer().getMatchingProperty() : "";
        int shown = 0;
        for (Map.Entry<String, List<String>> field : head.headers().fields().entrySet()) {
            boolean marked = field.getKey().equals(named);
            if (marked || field.getKey().equals("content-type") || (!named.isEmpty() && shown++ < MAX_HEADERS)) {
                lines.add(line(field.getKey() + ": " + String.join(", ", field.getValue()), marked));
            }
        }
        if (!named.isEmpty() && head.headers().first(named).isEmpty()) {
            lines.add(line("← no header " + named + (head.headers().recorded() ? "" : " recorded"), true));
        }
    }

    private static void body(List<Line> lines, Body body, boolean here, FindingLocation place) {
        switch (body) {
            case Body.Json(var json) -> lines.addAll(JsonExcerpt.of(json, here ? place.pointer() : null));
            case Body.Text(String text) -> text(lines, text, here);
            case Body.Bytes(byte[] bytes) ->
                lines.add(new Line(String.format(Locale.ROOT, "(%,d bytes that are not text)", bytes.length), here));
            case Body.None none -> lines.add(new Line("(no body)", here));
        }
    }

    private static void text(List<Line> lines, String text, boolean marked) {
        text.lines().limit(MAX_LINES_OF_TEXT).forEach(l -> lines.add(line(l, marked)));
    }

    private static void events(List<Line> lines, Reply.Streamed stream, FindingLocation place) {
        List<SseEvent> events = stream.events();
        int at = place.part() == FindingLocation.Part.STREAM ? place.event() : -1;
        int last = events.size() - 1;
        // a stream is complained about as a whole for how it ends
        int from = Math.max(0, at < 0 ? last - 2 * EVENTS_AROUND : at - EVENTS_AROUND);
        int to = Math.min(last, at < 0 ? last : at + EVENTS_AROUND);
        skipped(lines, from);
        for (int i = from; i <= to; i++) {
            SseEvent event = events.get(i);
            if (i == at && event.json() != null) {
                lines.add(plain("event " + i + when(event)));
                lines.addAll(JsonExcerpt.of(event.json(), place.pointer()));
            } else {
                String data = TextTruncation.withLength(event.data(), i == at ? MAX_LINE : MAX_NEIGHBOUR);
                lines.add(line("event " + i + when(event) + "  " + data, i == at));
            }
        }
        skipped(lines, last - to);
        boolean whole = place.part() == FindingLocation.Part.STREAM && at < 0;
        Reply.Failure failure = stream.ending().failure();
        lines.add(line(failure == null ? "(the stream ends here)" : "(broken off: " + failure.message() + ")", whole));
    }

    private static void skipped(List<Line> lines, int events) {
        if (events > 0) {
            lines.add(plain(String.format(Locale.ROOT, "… %,d events", events)));
        }
    }

    private static String when(SseEvent event) {
        return event.at() < 0 ? "" : String.format(Locale.ROOT, " at %.0f ms", event.at());
    }

    private static Line plain(String text) {
        return line(text, false);
    }

    private static Line line(String text, boolean marked) {
        return new Line(TextTruncation.withLength(text, MAX_LINE), marked);
    }
}
