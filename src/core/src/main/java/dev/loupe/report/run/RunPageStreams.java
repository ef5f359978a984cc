package dev.loupe.report.run;

import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.engine.result.StreamTimeline;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.DurationPercentiles;
import dev.loupe.engine.summary.RunSummary;
import dev.loupe.report.format.VisibleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Streams as timelines of their chunks, and durations. */
public record RunPageStreams(List<String> kinds, List<Stream> streams, List<Time> times, String left) {
    private static final double WIDTH = 1_000;
    private static final double HEIGHT = 40;

    /** One stream. */
    public record Stream(
            String exchange, String events, String from, String to, String ended, boolean wrong, List<Tick> ticks) {}

    /** One chunk, as a line of the plot. */
    public record Tick(String x, String y, String height, String content) {}

    /** Percentiles of one duration, in milliseconds. */
    public record Time(String name, String p50, String p90, String p99, String count) {}

    static RunPageStreams of(RunSummary tally) {
        List<Stream> streams = new ArrayList<>();
        for (ExchangeResult row : tally.streams().results()) {
            StreamTimeline stream = row.facts().stream();
            if (stream != null && !stream.ticks().isEmpty()) {
                streams.add(stream(row, stream));
            }
        }
        int left = tally.streams().total() - streams.size();
        return new RunPageStreams(
                Arrays.stream(StreamTimeline.ChunkContent.values())
                        .map(StreamTimeline.ChunkContent::word)
                        .toList(),
                streams,
                times(tally),
                left == 0 ? "" : RunPhrases.count(left, "more stream is", "more streams are") + " in run.json.");
    }

    /** The durations that were recorded. */
    static List<Time> times(RunSummary tally) {
        List<Time> times = new ArrayList<>();
        time(times, "First byte", tally.toFirstByte());
        time(times, "End of a non-streaming response", tally.toEnd());
        time(times, "First event of a stream", tally.toFirstEvent());
        time(times, "First token of a stream", tally.toFirstToken());
        time(times, "Longest gap in a stream", tally.longestGap());
        time(times, "Last event of a stream", tally.toLastEvent());
        return times;
    }

    private static void time(List<Time> times, String name, DurationPercentiles of) {
        if (of.total() > 0) {
            times.add(new Time(name, ms(of.at(50)), ms(of.at(90)), ms(of.at(99)), RunPhrases.number(of.total())));
        }
    }

    private static String ms(double milliseconds) {
        return milliseconds < 10_000
                ? String.format(Locale.ROOT, "%,.0f ms", milliseconds)
                : String.format(Locale.ROOT, "%,.1f s", milliseconds / 1_000);
    }

    private static Stream stream(ExchangeResult row, StreamTimeline stream) {
        int shown = stream.ticks().size();
        boolean timed = stream.isTimed();
        double end = timed ? Math.max(1, stream.ticks().getLast().at()) : shown;
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < shown; i++) {
            StreamTimeline.Tick tick = stream.ticks().get(i);
            double x = (timed ? tick.at() / end : (i + 0.5) / shown) * (WIDTH - 4);
            // logarithmic: one chunk of 4 kB must not flatten a hundred of 200 bytes
            double height = Math.clamp(Math.log(Math.max(2, tick.size())) / Math.log(4_096), 0.2, 1) * HEIGHT;
            ticks.add(new Tick(
                    number(Math.clamp(x, 0, WIDTH - 4)),
                    number(HEIGHT - height),
                    number(height),
                    tick.content().word()));
        }
        String events = RunPhrases.count(stream.events(), "event", "events")
                + (shown < stream.events() ? ", the first " + RunPhrases.number(shown) + " shown" : "");
        return new Stream(
                VisibleText.line(row.id().value()),
                events,
                timed ? "0 ms" : "times not recorded",
                timed ? ms(end) : "chunks in order",
                stream.ended().isEmpty() ? "" : VisibleText.line(stream.ended()),
                row.decision().verdict() == Verdict.NON_CONFORMANT,
                ticks);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
