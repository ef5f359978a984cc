package dev.loupe.check;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Runs checks over a run of exchanges, one after the other. */
final class Judging {
    private Judging() {}

    static List<Exchange> read(Path path) throws Exception {
        List<Exchange> exchanges = new ArrayList<>();
        try (Recordings recordings = Recordings.open(List.of(path.toString()), InputStream.nullInputStream())) {
            for (RawRecord raw : recordings) {
                exchanges.add(read(raw));
            }
        }
        return exchanges;
    }

    static Exchange read(String record) {
        return read(RawRecord.of("x.json", 1, record.getBytes(StandardCharsets.UTF_8)));
    }

    private static Exchange read(RawRecord raw) {
        return switch (RecordingFormat.read(raw)) {
            case ReadResult.Read read -> read.exchange();
            case ReadResult.Unreadable bad ->
                throw new AssertionError(bad.file() + ":" + bad.line() + ": " + bad.message());
        };
    }

    /** A recording of a response with status 200; an empty body is an empty text. */
    static Exchange exchange(String url, String body) {
        return new Exchange(
                new Exchange.Id("e"),
                new Origin(null, null, null, "recording", null, 0),
                new Exchange.Request("POST", url, HeaderFields.NOT_RECORDED, new Body.Text("")),
                new Reply.Answered(
                        new Reply.Head(200, HeaderFields.NOT_RECORDED, null),
                        body.isEmpty() ? new Body.Text("") : Body.of(body.getBytes(StandardCharsets.UTF_8))),
                null);
    }

    /** The violations of one check over a run: the line of a finding, and its message. */
    static Map<String, String> violations(Check check, List<Exchange> run, CheckContext context) {
        Map<String, String> lines = new TreeMap<>();
        for (Violation violation : violationsOf(check, run, context)) {
            lines.put(
                    violation.at() + " expected " + violation.expected() + " but was " + violation.actual(),
                    violation.attribution() + ": " + violation.message());
        }
        return lines;
    }

    static List<Violation> violationsOf(Check check, List<Exchange> run, CheckContext context) {
        List<Violation> violations = new ArrayList<>();
        for (Result result : results(check, run, context)) {
            if (result instanceof Result.Violated violated) {
                violations.addAll(violated.violations());
            }
        }
        return violations;
    }

    /** The result of a check for the last exchange of a run, as a letter. */
    static char mark(Check check, List<Exchange> run, CheckContext context) {
        return switch (results(check, run, context).getLast()) {
            case Result.Passed passed -> 'P';
            case Result.Violated violated -> 'V';
            case Result.NotApplicable none -> none.notRecorded() ? 'U' : '-';
            case Result.Undecided undecided -> 'U';
        };
    }

    /** The results of a check for each exchange of a run, as text. */
    static List<String> described(Check check, List<Exchange> run, CheckContext context) {
        List<String> described = new ArrayList<>();
        for (Result result : results(check, run, context)) {
            switch (result) {
                case Result.Passed passed -> described.add("passed");
                case Result.Violated(var violations) ->
                    violations.forEach(violation -> described.add(violated(violation)));
                case Result.Undecided(String why) -> described.add("undecided: " + why);
                case Result.NotApplicable(String why, boolean notRecorded) ->
                    described.add((notRecorded ? "not recorded: " : "not applicable: ") + why);
            }
        }
        return described;
    }

    private static String violated(Violation violation) {
        return "violated by the " + violation.attribution().name().toLowerCase(Locale.ROOT)
                + (violation.atMost() == Level.MUST ? "" : " (at most " + violation.atMost() + ")") + ": "
                + violation.message();
    }

    static List<Result> results(Check check, List<Exchange> run, CheckContext context) {
        return switch (check) {
            case ExchangeCheck each ->
                run.stream()
                        .map(exchange -> each.on(ParsedExchange.of(exchange, context)))
                        .toList();
            case RunCheck<?> compared -> compare(compared, run, context);
        };
    }

    private static <F> List<Result> compare(RunCheck<F> check, List<Exchange> run, CheckContext context) {
        List<Result> results = new ArrayList<>();
        RunCheck.Comparison<F> comparison = check.start();
        for (Exchange exchange : run) {
            F fact = check.factOf(ParsedExchange.of(exchange, context));
            results.add(
                    fact == null
                            ? Result.notApplicable("nothing to compare")
                            : comparison.next(new Occurrence<>(results.size(), exchange.id(), fact)));
        }
        return results;
    }
}
