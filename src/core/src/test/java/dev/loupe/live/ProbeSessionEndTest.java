package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.IncompleteReason;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.RunVerdict;
import dev.loupe.probe.Probe;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that end early, because the endpoint is lost or overloaded. */
class ProbeSessionEndTest extends ProbedServer {
    @Test
    void anEndpointThatEndsIsInconclusiveAndTheDecisionsBeforeRemain() throws IOException {
        serve((exchange, request) -> {
            permissive(exchange, request);
            if (requests.get() >= 30) {
                server.stop(0);
            }
        });
        Run run = run(Thoroughness.STANDARD);
        assertThat(run.end().incomplete()).singleElement().isInstanceOf(IncompleteReason.EndpointLost.class);
        assertThat(run.summary().counts().exchanges()).isBetween(25, 60);
        assertThat(findings(run)).isNotEmpty();
    }

    @Test
    void aServerThatFailsAtEverythingIsTheFindingAndNoValueIs() throws IOException {
        serve((exchange, request) -> {
            if (requests.get() <= 60) {
                permissive(exchange, request);
            } else {
                send(exchange, 500, "application/json", error("internal"));
            }
        });
        Run run = run(Thoroughness.STANDARD);

        assertThat(findings(run).stream().filter(finding -> finding.contains(" range.never-5xx ")))
                .singleElement()
                .asString()
                .startsWith("baseline/plain#0 ");
        assertThat(run.end().incomplete())
                .singleElement()
                .extracting(IncompleteReason::message)
                .asString()
                .contains("status 500 to the plain request, twice, after ");
        assertThat(requests.get()).isLessThan(90);
    }

    @Test
    void aValueThatAServerFailsAtIsTheFindingWhereThePlainRequestIsAccepted() throws IOException {
        serve((exchange, request) -> {
            if (isStop(request)) {
                send(exchange, 500, "application/json", error("internal"));
            } else {
                permissive(exchange, request);
            }
        });
        Run run = run(Thoroughness.SMOKE);

        assertThat(run.end().incomplete()).isEmpty();
        assertThat(findings(run).stream().filter(finding -> finding.contains(" range.never-5xx ")))
                .isNotEmpty()
                .allMatch(finding -> finding.startsWith("stop/"));
    }

    @Test
    void anOverloadedEndpointReceivesNoFurtherRequests() throws IOException {
        serve((exchange, request) -> {
            if (requests.get() <= 15) {
                permissive(exchange, request);
            } else {
                send(exchange, 429, "application/json", error("slow down"));
            }
        });
        Run run = run(Thoroughness.STANDARD);

        // fifteen, ten that are turned away each time they are tried, and what is on its way then
        assertThat(requests.get()).isBetween(25, 45);
        assertThat(run.end().incomplete())
                .singleElement()
                .isInstanceOfSatisfying(IncompleteReason.Overloaded.class, overloaded -> assertThat(overloaded.status())
                        .isEqualTo(429));
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 502, 503, 504, 529})
    void probesThatReceiveAStatusOfOverloadAreInconclusive(int status) throws IOException {
        serve((exchange, request) -> {
            if (requests.get() <= 2) {
                permissive(exchange, request);
            } else {
                send(exchange, status, "text/html", "<html>gateway</html>");
            }
        });
        Set<String> chosen = new HashSet<>(ProbePlan.of(GEMMA, "", Thoroughness.SMOKE, false).probes().stream()
                .map(Probe::id)
                .limit(8)
                .toList());
        Run run = run(ProbePlan.of(GEMMA, "", Thoroughness.SMOKE, false).only(chosen::contains), Map.of(), null);

        assertThat(run.summary().counts().failing()).isZero();
        assertThat(run.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(run.runVerdict().reasons())
                .extracting(RunVerdict.Reason::kind)
                .contains(RunVerdict.Kind.PROBE_UNANSWERED);
    }
}
