package dev.loupe.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.GemmaPrompts;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.ProbeInfo.Permission;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.openapi.schema.ContractSchemas.Reading;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProbePlanTest extends BundledPlans {
    private static final String PATH = "/v1/chat/completions";

    @ParameterizedTest
    @MethodSource("contracts")
    void everyProbeDeclaresWhatTheValidatorDecides(Contract contract) {
        for (Probe probe : plan(contract, Thoroughness.FULL)) {
            JsonNode body = probe.request().body().json();
            boolean request = probe.request().method().equals("POST")
                    && probe.request().path().equals(PATH)
                    && !body.isMissingNode();
            if (request) {
                assertThat(permission(contract, Reading.PUBLISHED, body))
                        .as(probe.id())
                        .isEqualTo(probe.probed().published());
                assertThat(permission(contract, Reading.CORRECTED, body))
                        .as(probe.id())
                        .isEqualTo(probe.probed().corrected());
            } else {
                assertThat(probe.probed().corrected()).as(probe.id()).isEqualTo(Permission.FORBIDDEN);
            }
        }
    }

    private static Permission permission(Contract contract, Reading reading, JsonNode body) {
        return schemas(contract)
                        .request(reading, "POST", PATH, body)
                        .orElseThrow()
                        .isEmpty()
                ? Permission.ALLOWED
                : Permission.FORBIDDEN;
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void idsAreUniqueAndPlansAreTheSameEachTime(Contract contract) {
        List<Probe> plan = plan(contract, Thoroughness.FULL);
        assertThat(plan.stream().map(Probe::id)).doesNotHaveDuplicates().allMatch(id -> id.matches("[\\w.-]+/[\\w-]+"));
        assertThat(plan(contract, Thoroughness.FULL)).isEqualTo(plan);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void noRequestIsSentTwiceButOnPurpose(Contract contract) {
        Set<Probe.Request> requests = new HashSet<>();
        for (Probe probe : plan(contract, Thoroughness.FULL)) {
            assertThat(requests.add(probe.request()) || probe.id().equals("baseline/again"))
                    .as(probe.id())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aControlProbeIsEarlierAndAllowedAndDiffersAtTheTestedLocationAlone(Contract contract) {
        Map<String, Probe> before = new HashMap<>();
        for (Probe probe : plan(contract, Thoroughness.FULL)) {
            ProbeInfo probed = probe.probed();
            if (before.isEmpty()) {
                assertThat(probe.id()).isEqualTo(ProbeBuilder.BASELINE);
                assertThat(probed.controlProbe()).isEmpty();
            } else {
                Probe control = before.get(probed.controlProbe());
                assertThat(control).as("control of %s", probe.id()).isNotNull();
                assertThat(control.probed().corrected()).as(control.id()).isEqualTo(Permission.ALLOWED);
                if (probed.corrected() == Permission.FORBIDDEN
                        && probe.request().body() instanceof Body.Json(JsonNode body)
                        && !probed.at().matches()) {
                    assertThat(without(body, probed.at()))
                            .as(probe.id())
                            .isEqualTo(without(control.request().body().json(), probed.at()));
                }
            }
            before.put(probe.id(), probe);
        }
    }

    /** The request with a hole where the value under test is. */
    private static JsonNode without(JsonNode request, JsonPointer at) {
        JsonNode copy = request.deepCopy();
        JsonNode parent = copy.at(at.head());
        if (parent instanceof com.fasterxml.jackson.databind.node.ObjectNode object) {
            object.remove(at.last().getMatchingProperty());
        } else if (parent instanceof com.fasterxml.jackson.databind.node.ArrayNode list) {
            list.remove(at.last().getMatchingIndex());
        }
        return copy;
    }

    @Test
    void stepsPastABoundFitItsType() {
        Contract contract = Contracts.named("gemma-3").orElseThrow();
        Map<String, String> values = new HashMap<>();
        plan(contract, Thoroughness.FULL)
                .forEach(probe -> values.put(probe.id(), probe.probed().value()));
        assertThat(values)
                .containsEntry("temperature/just-above-maximum", "2.0001")
                .containsEntry("top_p/just-below-minimum", "0.0099")
                .containsEntry("min_p/just-above-maximum", "0.9991")
                .containsEntry("seed/just-below-minimum", "0")
                .containsEntry("seed/not-whole", "1.5")
                .containsEntry("temperature/type-string", "\"0.7\"");
        assertThat(values.get("stop.array/one-item-too-many").split(",")).hasSize(5);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aStreamThatFailsIsOneFinding(Contract contract) {
        assertThat(plan(contract, Thoroughness.STANDARD))
                .filteredOn(
                        probe -> probe.request().body().json().path("stream").asBoolean()
                                && probe.probed().corrected() == Permission.ALLOWED)
                .hasSizeGreaterThan(4)
                .allMatch(probe -> probe.probed().at().matchesProperty("stream")
                        || probe.probed().controlProbe().startsWith("stream"));
    }

    @Test
    void aContractWithoutChatCannotBeProbed() {
        Contract other = Contracts.load("openapi: 3.0.0\ninfo: {title: t, version: '1'}\npaths: {}\n", "other.yaml");
        assertThatThrownBy(() -> ProbePlan.of(ContractSchemas.of(other), "", Thoroughness.SMOKE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cannot be probed");
    }

    @Test
    void aModelThatTheContractDoesNotListIsNamed() {
        assertThatThrownBy(() -> ProbePlan.of(
                        schemas(Contracts.named("gemma-3").orElseThrow()), "other/model", Thoroughness.SMOKE))
                .hasMessageContaining("/model");
    }

    @Test
    void selectedProbesComeWithTheirControlProbesAndTheProofsOfTheLimit() {
        ProbePlan plan = ProbePlan.of(schemas(Contracts.named("gemma-3").orElseThrow()), "", Thoroughness.STANDARD)
                .only(id -> id.equals("stream_options.include_usage/missing"));
        assertThat(plan.probes().stream().map(Probe::id))
                .containsExactly(
                        ProbeBuilder.BASELINE,
                        "max_tokens/one",
                        "max_tokens/bound",
                        "stream/true",
                        "stream_options.include_usage/true",
                        "stream_options.include_usage/missing");
    }

    @Test
    void theTokensOfPlainPromptsForGemmaAreKnown() {
        List<Probe> plain = plan(Contracts.named("gemma-3").orElseThrow(), Thoroughness.STANDARD).stream()
                .filter(probe -> probe.id().startsWith("baseline"))
                .toList();
        assertThat(plain).hasSizeGreaterThan(1).allSatisfy(probe -> assertThat(
                        GemmaPrompts.tokens(probe.request().body().json()))
                .isNotEmpty());
    }
}
