package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.NotSentReason;
import dev.loupe.engine.result.Verdict;
import dev.loupe.exchange.Exchange;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import dev.loupe.report.RunReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What whole runs find in servers that are odd in one way each. */
class ProbeSessionTest extends ProbedServer {
    @Test
    void aServerThatTakesEverythingIsFoundOutInEveryKindAndInNothingElse() throws IOException {
        serve(this::permissive);
        ProbePlan probes = ProbePlan.of(GEMMA, "", Thoroughness.STANDARD, false);
        long forbidden = probes.probes().stream()
                .filter(probe -> probe.probed().corrected() == dev.loupe.exchange.ProbeInfo.Permission.FORBIDDEN)
                .count();

        Run run = run(probes, Map.of(), null);

        Set<String> accepted = findings(run).stream()
                .filter(ProbeSessionTest::isAccepted)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(accepted.stream().filter(finding -> finding.contains(" range.accepts-only-inside ")))
                .isNotEmpty()
                .allMatch(finding -> finding.contains("/null ") || finding.contains("/overflow "));
        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
        assertThat(accepted).hasSize((int) forbidden).hasSizeGreaterThan(60);
        assertThat(requests.get()).isLessThan(150);
        assertThat(findings(run).stream()
                        .filter(finding -> !isAccepted(finding) && !finding.contains(" schema.response-published "))
                        // its one response has one count for every prompt
                        .filter(finding -> !finding.contains(" usage.prompt-count-known ")))
                .singleElement()
                .asString()
                .contains(" error.media-type ");
    }

    private static boolean isAccepted(String finding) {
        return finding.contains(" range.rejects-outside ") || finding.contains(" range.accepts-only-inside ");
    }

    @Test
    void acceptedForbiddenValuesAreReportedForAProviderThatDoesNotDocumentRejections() throws IOException {
        serve(this::permissive);
        Run own = run(Thoroughness.STANDARD);
        Set<String> must = rangeFindings(own, "range.rejects-outside");
        Set<String> accepted = new TreeSet<>(must);
        accepted.addAll(rangeFindings(own, "range.accepts-only-inside"));
        provider = "llama-cpp";
        Run run = run(Thoroughness.STANDARD);

        assertThat(must).hasSizeGreaterThan(40);
        assertThat(rangeFindings(run, "range.accepts-only-inside")).isEqualTo(accepted);
        assertThat(rangeFindings(run, "range.rejects-outside")).isEmpty();
        assertThat(run.verdict()).isEqualTo(Verdict.CONFORMANT);
    }

    private static Set<String> rangeFindings(Run run, String check) {
        try (Stream<Finding> findings = run.findings()) {
            return findings.filter(finding -> finding.check().id().equals(check))
                    .map(finding ->
                            finding.exchange() + " " + finding.violation().at())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @Test
    void theMarkdownReportHasParametersTimesUsageAndCommands() throws IOException {
        serve((exchange, request) -> {
            if (request.path("temperature").asDouble() > 2) {
                send(exchange, 400, "application/json", error("temperature is at most 2"));
            } else {
                permissive(exchange, request);
            }
        });
        Run run = run(Thoroughness.SMOKE);
        RunReports.writeAll(run, folder.resolve("out"));
        String summary = Files.readString(folder.resolve("out/summary.md"));
        String page = Files.readString(folder.resolve("out/index.html"));

        assertThat(summary)
                .contains("| `/temperature` | number, 0 to 2 | rejected with 400: `2.0001` |")
                .contains("accepted, clamped or ignored, but forbidden: ")
                .contains("```sh\ncurl -sS -i -X POST " + url() + "/v1/chat/completions")
                .contains("responses have ")
                .containsPattern("\\| First byte \\|.* ms \\|")
                .containsPattern("\\| End of a non-streaming response \\|.* ms \\|")
                .containsPattern("\\| First token of a stream \\|.* ms \\|");
        assertThat(page).contains("First byte").contains("First token of a stream");
        Path again = folder.resolve("again");
        RunReports.writeAll(Run.open(folder.resolve("out/run.json")), again);
        assertThat(again.resolve("summary.md")).hasContent(summary);
    }

    @Test
    void nothingIsExpectedOfTheErrorsOfAnEndpointThatNoFileDescribes() throws IOException {
        provider = "openai-compatible";
        serve((exchange, request) -> {
            if (request.has("messages")) {
                permissive(exchange, request);
            } else {
                send(exchange, 400, "application/json", "{\"error\": {\"code\": 400, \"type\": \"bad\"}}");
            }
        });
        assertThat(findings(run(Thoroughness.SMOKE)))
                .anyMatch(finding -> finding.contains(" range.rejects-outside "))
                .noneMatch(finding -> finding.contains(" error."));
    }

    @Test
    void aRunThatIsReplayedFindsTheSame() throws IOException {
        serve((exchange, request) -> {
            if (request.path("temperature").asDouble(0) > 2) {
                send(exchange, 400, "application/json", "{\"error\":{\"message\":\"temperature\",\"type\":\"x\"}}");
            } else {
                permissive(exchange, request);
            }
        });
        Path record = folder.resolve("recorded");
        Run live = run(ProbePlan.of(GEMMA, "", Thoroughness.STANDARD, false), Map.of(), record);
        Run offline = replay(record);
        assertThat(findings(offline)).isEqualTo(findings(live)).isNotEmpty();
        assertThat(offline.verdict()).isEqualTo(live.verdict());
    }

    @Test
    void aRunGoesOnWhereABudgetEndedIt() throws IOException {
        serve(this::permissive);
        Path record = folder.resolve("recorded");
        ProbePlan probes = ProbePlan.of(GEMMA, "", Thoroughness.SMOKE, false);
        most = 6;
        Run first = run(probes, Map.of(), record);

        assertThat(requests.get()).isEqualTo(6);
        assertThat(first.summary().counts().exchanges()).isEqualTo(6);
        assertThat(first.end().incomplete())
                .containsExactly(new IncompleteReason.NotSent(
                        probes.requests() - 6, probes.requests(), new NotSentReason.RequestLimit(6)));

        most = Integer.MAX_VALUE;
        requests.set(0);
        TargetEndpoint target = TargetEndpoint.at(url(), null, "LOUPE_KEY", Map.of());
        Map<Exchange.Id, Exchange> answered = ExchangeRecorder.earlier(record, PlannedRequests.of(probes), target);
        Run second = run(probes, answered, record);
        assertThat(answered).hasSize(6);
        assertThat(requests.get()).isEqualTo(probes.requests() - 6);
        assertThat(second.summary().counts().exchanges()).isEqualTo(probes.requests());
        assertThat(second.end().incomplete()).isEmpty();
    }

    @Test
    void aRejectionDoesNotCountWhereTheRequestWithoutTheMutationIsRejectedToo() throws IOException {
        serve((exchange, request) -> {
            if (request.path("messages").path(0).path("content").isArray()) {
                send(exchange, 400, "application/json", "{\"error\":{\"message\":\"text only\",\"type\":\"x\"}}");
            } else {
                permissive(exchange, request);
            }
        });
        Run run = run(Thoroughness.STANDARD);
        Set<String> held = new TreeSet<>();
        try (var rows = run.exchanges()) {
            rows.filter(row -> row.id().value().startsWith("messages.user.content.array."))
                    .flatMap(row -> row.decision().reasons().stream()
                            .filter(result -> result.check().equals("range.rejects-outside"))
                            .map(result -> result.why()))
                    .forEach(held::add);
        }
        assertThat(held).anyMatch(why -> why.contains("is rejected too"));
    }

    @Test
    void aWrongKeyThatGets400IsOneDefectAndNotARangeToo() throws IOException {
        key = "key-of-this-test";
        serve((exchange, request) -> {
            if (("Bearer " + key).equals(exchange.getRequestHeaders().getFirst("authorization"))) {
                permissive(exchange, request);
            } else {
                send(exchange, 400, "application/json", error("no such key"));
            }
        });
        Run run = run(ProbePlan.of(GEMMA, "", Thoroughness.STANDARD), Map.of(), null);

        assertThat(findings(run))
                .filteredOn(finding -> finding.startsWith("authorization/"))
                .anyMatch(finding -> finding.contains(" error.unauthorized "))
                .noneMatch(finding -> finding.contains(" range."));
    }

    @Test
    void anAcceptedForbiddenValueIsOneFindingWhateverTheResponse() throws IOException {
        serve((exchange, request) -> {
            if (request.has("model")) {
                permissive(exchange, request);
            } else {
                send(exchange, 200, "application/json", "{\"choices\": []}");
            }
        });
        Run run = run(Thoroughness.STANDARD);

        assertThat(findings(run))
                .filteredOn(finding -> finding.startsWith("model/missing "))
                .singleElement()
                .asString()
                .contains(" range.rejects-outside ");
    }
}
