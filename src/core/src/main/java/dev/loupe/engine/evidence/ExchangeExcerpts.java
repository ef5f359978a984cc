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

/** The request and the response of a finding, with its location marked. */
public final class ExchangeExcerpts {
    private static final int MAX_LINE = 300;
    private static final int MAX_NEIGHBOUR = 100;
    private static final int MAX_LINES_OF_TEXT = 20;
    private static final int MAX_HEADERS = 20;
    private static final int EVENTS_AROUND = 2;

    private ExchangeExcerpts() {}

    public static List<Excerpt> of(Exchange exchange, FindingLocation location) {
        try {
            return List.of(
                    excerpt("Request", request(exchange.request(), location)),
                    excerpt("Response", response(exchange.reply(), location)));
        } catch (RuntimeException | StackOverflowError error) {
            // a finding without an excerpt is still a finding
            return List.of(new Excerpt("Evidence", List.of(plain("internal error: " + error))));
        }
    }

    /** Redacted again as text: a JSON string may have a key in escapes. */
    private static Excerpt excerpt(String title, List<Line> lines) {
        return new Excerpt(
                title,
                lines.stream()
                        .map(line -> new Line(ReportRedaction.redact(line.text()), line.marked()))
                        .toList());
    }

    private static List<Line> request(Exchange.Request request, FindingLocation location) {
        List<Line> lines = new ArrayList<>();
        lines.add(plain(request.method() + " " + (request.url().isEmpty() ? "(URL not recorded)" : request.url())));
        body(lines, request.body(), location.part() == FindingLocation.Part.REQUEST, location);
        return lines;
    }

    private static List<Line> response(Reply reply, FindingLocation location) {
        List<Line> lines = new ArrayList<>();
        switch (reply) {
            case Reply.Answered answered -> {
                head(lines, answered.head(), location);
                body(lines, answered.body(), location.part() == FindingLocation.Part.BODY, location);
            }
            case Reply.Streamed streamed -> {
                head(lines, streamed.head(), location);
                events(lines, streamed, location);
            }
            case Reply.Unanswered(var failure) ->
                lines.add(plain(
                        "no response: " + failure.kind().name().toLowerCase(Locale.ROOT) + " " + failure.message()));
        }
        return lines;
    }

    private static void head(List<Line> lines, Reply.Head head, FindingLocation location) {
        String status = head.code() == 0 ? "status not recorded" : "HTTP " + head.code();
        lines.add(new Line(status, location.part() == FindingLocation.Part.STATUS));
        String named = location.part() == FindingLocation.Part.HEADER
                ? location.pointer().getMatchingProperty()
                : "";
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

    private static void body(List<Line> lines, Body body, boolean inBody, FindingLocation location) {
        switch (body) {
            case Body.Json(var json) -> lines.addAll(JsonExcerpt.of(json, inBody ? location.pointer() : null));
            case Body.Text(String text) -> text(lines, text, inBody);
            case Body.Bytes(byte[] bytes) ->
                lines.add(new Line(String.format(Locale.ROOT, "(%,d bytes, not text)", bytes.length), inBody));
            case Body.None none -> lines.add(new Line("(no body)", inBody));
        }
    }

    private static void text(List<Line> lines, String text, boolean marked) {
        text.lines().limit(MAX_LINES_OF_TEXT).forEach(l -> lines.add(line(l, marked)));
    }

    private static void events(List<Line> lines, Reply.Streamed stream, FindingLocation location) {
        List<SseEvent> events = stream.events();
        int at = location.part() == FindingLocation.Part.STREAM ? location.event() : -1;
        int last = events.size() - 1;
        // a finding about the whole stream is about its end
        int from = Math.max(0, at < 0 ? last - 2 * EVENTS_AROUND : at - EVENTS_AROUND);
        int to = Math.min(last, at < 0 ? last : at + EVENTS_AROUND);
        skipped(lines, from);
        for (int i = from; i <= to; i++) {
            SseEvent event = events.get(i);
            if (i == at && event.json() != null) {
                lines.add(plain("event " + i + when(event)));
                lines.addAll(JsonExcerpt.of(event.json(), location.pointer()));
            } else {
                String data = TextTruncation.withLength(event.data(), i == at ? MAX_LINE : MAX_NEIGHBOUR);
                lines.add(line("event " + i + when(event) + "  " + data, i == at));
            }
        }
        skipped(lines, last - to);
        boolean wholeStream = location.part() == FindingLocation.Part.STREAM && at < 0;
        Reply.Failure failure = stream.ending().failure();
        lines.add(
                line(failure == null ? "(end of the stream)" : "(incomplete: " + failure.message() + ")", wholeStream));
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
