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
import java.util.stream.IntStream;

/** Streams as timelines of their chunks, and durations. */
public record RunPageStreams(List<String> kinds, List<Stream> streams, List<Time> times, String left) {
    private static final double WIDTH = 1_000;
    private static final double HEIGHT = 40;

    /** One stream. */
    public record Stream(
            String exchange, String events, String from, String to, String ended, boolean wrong, List<Tick> ticks) {}

    /** One chunk, as a line of the plot. */
    public record Tick(String x, String y, String height, String content) {}

    /**
     * Percentiles of one duration.
     *
     * @param ticks where every twentieth of the values ends, in hundredths of the longest p99 of the run
     */
    public record Time(
            String name, String p50, String p90, String p99, String count, List<String> ticks, Percentiles at) {}

    /** The three percentiles on the same scale. */
    public record Percentiles(String p50, String p90, String p99) {}

    private record Duration(String name, DurationPercentiles of) {}

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
    public static List<Time> times(RunSummary tally) {
        List<Duration> durations = List.of(
                        new Duration("First byte", tally.toFirstByte()),
                        new Duration("End of a non-streaming response", tally.toEnd()),
                        new Duration("First event of a stream", tally.toFirstEvent()),
                        new Duration("First token of a stream", tally.toFirstToken()),
                        new Duration("Longest gap in a stream", tally.longestGap()),
                        new Duration("Last event of a stream", tally.toLastEvent()))
                .stream()
                .filter(duration -> duration.of().total() > 0)
                .toList();
        double longest = durations.stream()
                .mapToDouble(duration -> duration.of().at(99))
                .max()
                .orElse(0);
        return durations.stream()
                .map(duration -> time(duration, Math.max(longest, 0.001)))
                .toList();
    }

    private static Time time(Duration duration, double longest) {
        DurationPercentiles of = duration.of();
        return new Time(
                duration.name(),
                ms(of.at(50)),
                ms(of.at(90)),
                ms(of.at(99)),
                RunPhrases.number(of.total()),
                IntStream.rangeClosed(1, 19)
                        .mapToObj(twentieth -> number(of.at(5 * twentieth) / longest * 100))
                        .toList(),
                new Percentiles(
                        number(of.at(50) / longest * 100),
                        number(of.at(90) / longest * 100),
                        number(of.at(99) / longest * 100)));
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
