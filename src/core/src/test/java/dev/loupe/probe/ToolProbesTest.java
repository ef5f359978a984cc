package dev.loupe.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The probes of tools: which choices, in which order, for which contracts. */
class ToolProbesTest {
    private static final Map<String, ContractSchemas> SCHEMAS = new HashMap<>();

    private static ContractSchemas schemas(Contract contract) {
        return SCHEMAS.computeIfAbsent(contract.name(), name -> ContractSchemas.of(contract));
    }

    private static List<Probe> plan(Contract contract, Thoroughness level) {
        return ProbePlan.of(schemas(contract), "", level).probes();
    }

    @Test
    void aContractWithToolsGetsAProbeForEachChoiceOfTools() {
        Map<String, String> values = new HashMap<>();
        ProbePlan.of(schemas(Contracts.protocol()), "acme/writer", Thoroughness.STANDARD)
                .probes()
                .forEach(probe -> values.put(probe.id(), probe.probed().value()));
        assertThat(values)
                .containsKeys(
                        "tools/offered", "tool_choice/named", "tool_choice/strict", "tool_choice/required-streamed")
                .containsEntry("tool_choice/none", "\"none\"")
                .containsEntry("tool_choice/required", "\"required\"")
                .containsEntry("parallel_tool_calls/false", "false");
    }

    @Test
    void aMessageOfAToolFollowsItsCall() {
        Probe probe =
                ProbePlan.of(schemas(Contracts.protocol()), "acme/writer", Thoroughness.STANDARD).probes().stream()
                        .filter(each -> each.id().equals("messages.tool/ordinary"))
                        .findFirst()
                        .orElseThrow();
        JsonNode body = probe.request().body().json();
        assertThat(body.at("/messages/2/role").asText()).isEqualTo("tool");
        assertThat(body.at("/messages/1/tool_calls/0/id")).isEqualTo(body.at("/messages/2/tool_call_id"));
        assertThat(body.at("/tools/0/function/name")).isEqualTo(body.at("/messages/1/tool_calls/0/function/name"));
        // where requests with tools fail, that is the finding
        assertThat(probe.probed().controlProbe()).isEqualTo("tools/offered");
    }

    @Test
    void moreRepeatsThanUsualAlsoRepeatTheProbesOfTools() {
        ProbePlan plan = ProbePlan.of(schemas(Contracts.protocol()), "acme/writer", Thoroughness.STANDARD);
        assertThat(repeated(plan.repeating(3))).doesNotContain("tool_choice/required");
        assertThat(repeated(plan.repeating(20)))
                .contains("tool_choice/required", "tools/offered", "response_format/json-object")
                .doesNotContain("tools/type-string", "stream/true");
    }

    private static List<String> repeated(ProbePlan plan) {
        return plan.probes().stream()
                .filter(probe -> probe.repeats() > 1)
                .map(Probe::id)
                .toList();
    }

    @Test
    void aContractWithoutToolsGetsNoProbeForThem() {
        assertThat(plan(Contracts.named("gemma-3").orElseThrow(), Thoroughness.FULL))
                .noneMatch(probe -> probe.id().startsWith("tool"));
    }
}
