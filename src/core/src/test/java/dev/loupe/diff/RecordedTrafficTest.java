package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.TrafficEvidence;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The recorded exchanges that a change affects. */
final class RecordedTrafficTest {
    private static Exchange exchange(String id, ObjectNode request) {
        return new Exchange(
                new Exchange.Id(id),
                new Origin(null, null, null, "recording", null, 0),
                new Exchange.Request(
                        "POST",
                        "https://api.example.com/v1/chat/completions",
                        HeaderFields.NOT_RECORDED,
                        new Body.Json(request)),
                new Reply.Unanswered(new Reply.Failure(Reply.Failure.Kind.TIMEOUT, "none")),
                null);
    }

    private static ObjectNode request() {
        ObjectNode request = JsonNodeFactory.instance.objectNode().put("model", "google/gemma-3-4b-it");
        request.putArray("messages").addObject().put("role", "user").put("content", "hi");
        return request;
    }

    @Test
    void recordingsShowInvalidMessages() {
        List<Exchange> exchanges =
                List.of(exchange("cold", request()), exchange("hot", request().put("temperature", 1.5)));
        DiffResult found = Diff.compare(
                DiffTest.contract(),
                DiffTest.temperature(1, "new"),
                DiffTest.options(Map.of(), AcceptedChanges.NOTHING, exchanges, false));
        TrafficEvidence evidence = java.util.Objects.requireNonNull(found.evidence());
        assertThat(evidence.requests()).isEqualTo(2);
        assertThat(evidence.requestsBroken()).isEqualTo(1);
        assertThat(evidence.examples())
                .extracting(example -> example.exchange().value())
                .containsExactly("hot");
    }

    @Test
    void changesOfUnusedPartsCanBeOmitted() {
        List<Exchange> cold = List.of(exchange("cold", request()));
        assertThat(Diff.compare(
                                DiffTest.contract(),
                                DiffTest.temperature(1, "new"),
                                DiffTest.options(Map.of(), AcceptedChanges.NOTHING, cold, true))
                        .verdict())
                .isEqualTo(DiffResult.Verdict.NONE);
        List<Exchange> hot = List.of(exchange("hot", request().put("temperature", 1.5)));
        assertThat(Diff.compare(
                                DiffTest.contract(),
                                DiffTest.temperature(1, "new"),
                                DiffTest.options(Map.of(), AcceptedChanges.NOTHING, hot, true))
                        .verdict())
                .isEqualTo(DiffResult.Verdict.BREAKING);
    }
}
