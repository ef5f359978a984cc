package dev.loupe.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loupe.check.AssembledMessages;
import dev.loupe.check.Check;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Verdict;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a log does not hold is no violation; what it holds is judged. */
class AssembledRecordingTest {
    @TempDir
    Path dir;

    private static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }

    private static Exchange exchange(String response) {
        String request = "{\"model\":\"google/gemma-3-4b-it\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        return new Exchange(
                new Exchange.Id("log/1"),
                new Origin(null, null, null, Origin.ASSEMBLED, "log.jsonl", 1),
                new Exchange.Request("POST", "", HeaderFields.NOT_RECORDED, new Body.Json(json(request))),
                new Reply.Answered(new Reply.Head(0, HeaderFields.NOT_RECORDED), new Body.Json(json(response))),
                null);
    }

    private Run run(String response) {
        return Samples.run(Samples.plan(Checks.all()), dir.resolve("journal.ndjson"), List.of(exchange(response)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"choices\":[{\"index\":0,\"message\":{\"content\":\"Hello\"}}]}",
                "{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\"}}]}",
                "{\"choices\":[{\"message\":{\"tool_calls\":[{\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]}}]}",
                "{\"choices\":[{\"message\":{\"content\":\"Hello\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1}}",
                "{\"error\":{}}"
            })
    void absentPropertiesViolateNothing(String response) {
        assertThat(run(response).summary().groups().byWeight().stream()
                        .map(group -> group.check().id())
                        .toList())
                .isSubsetOf("tool.name-offered");
    }

    @Test
    void whatIsThereIsJudged() {
        Run run = run("{\"choices\":[{\"message\":{\"content\":\"Hello\"}}],\"usage\":{\"prompt_tokens\":1,"
                + "\"completion_tokens\":2,\"total_tokens\":9}}");
        assertThat(run.verdict()).isEqualTo(Verdict.NON_CONFORMANT);
    }

    @Test
    void otherExchangesAreJudgedByEveryCheck() {
        for (Check check : Checks.all()) {
            assertThat(AssembledMessages.exclude(check.info(), Samples.answered("a", "Hello", 1)))
                    .isFalse();
        }
    }
}
