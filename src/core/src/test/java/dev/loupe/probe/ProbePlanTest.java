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
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProbePlanTest {
    private static final String PATH = "/v1/chat/completions";

    private static final Map<String, ContractSchemas> SCHEMAS = new HashMap<>();

    static Stream<Contract> contracts() {
        return Contracts.bundled().stream();
    }

    private static ContractSchemas schemas(Contract contract) {
        return SCHEMAS.computeIfAbsent(contract.name(), name -> ContractSchemas.of(contract));
    }

    private static List<Probe> plan(Contract contract, Thoroughness level) {
        return ProbePlan.of(schemas(contract), "", level).probes();
    }

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

    @ParameterizedTest
    @MethodSource("contracts")
    void eachLevelContainsTheOneBeforeWithinItsNumberOfRequests(Contract contract) {
        ProbePlan smoke = ProbePlan.of(schemas(contract), "", Thoroughness.SMOKE);
        ProbePlan standard = ProbePlan.of(schemas(contract), "", Thoroughness.STANDARD);
        assertThat(smoke.requests()).isBetween(10, 20);
        assertThat(standard.requests()).isBetween(80, 113);
        assertThat(standard.probes()).containsAll(smoke.probes());
        assertThat(plan(contract, Thoroughness.FULL)).containsAll(standard.probes());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aStandardRunSendsAForbiddenValueOfEveryConstrainedParameter(Contract contract) {
        Set<String> forbidding = new TreeSet<>();
        plan(contract, Thoroughness.FULL).forEach(probe -> add(probe, forbidding));
        Set<String> tried = new TreeSet<>();
        plan(contract, Thoroughness.STANDARD).forEach(probe -> add(probe, tried));
        assertThat(tried).isEqualTo(forbidding);
    }

    private static void add(Probe probe, Set<String> parameters) {
        if (probe.probed().corrected() == Permission.FORBIDDEN
                && !probe.probed().at().matches()) {
            parameters.add(probe.probed().at().getMatchingProperty());
        }
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aStandardRunSendsAValueBeyondEveryBoundOfTheRequest(Contract contract) {
        List<String> standard =
                plan(contract, Thoroughness.STANDARD).stream().map(Probe::id).toList();
        plan(contract, Thoroughness.FULL).stream()
                .map(Probe::id)
                .filter(id -> id.matches("\\w+/(just-below-minimum|just-above-maximum|not-whole)"))
                .forEach(id -> assertThat(standard).contains(id));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aStandardRunSendsNullAndEveryRequiredPropertyOfTheRequestItself(Contract contract) {
        List<String> standard =
                plan(contract, Thoroughness.STANDARD).stream().map(Probe::id).toList();
        List<String> kinds = plan(contract, Thoroughness.FULL).stream()
                .filter(probe -> probe.probed().corrected() == Permission.FORBIDDEN)
                .map(Probe::id)
                .filter(id -> id.matches("\\w+/(null|missing|at-\\w+|unknown-enum-value)")
                        || id.matches("(stream_options|logit_bias)\\.\\w+/missing"))
                .toList();
        assertThat(standard).contains("temperature/at-maximum");
        assertThat(kinds).contains("temperature/null", "stream_options.include_usage/missing");
        assertThat(standard).containsAll(kinds);
    }

    @Test
    void withoutAKeyAStandardRunViolatesEveryKeywordOfEveryProperty() {
        ContractSchemas gemma = schemas(Contracts.named("gemma-3").orElseThrow());
        Set<String> violated = keywordsViolated(ProbePlan.of(gemma, "", Thoroughness.STANDARD, false));
        assertThat(violated).isEqualTo(keywordsViolated(ProbePlan.of(gemma, "", Thoroughness.FULL, false)));
        assertThat(violated).anyMatch(keyword -> keyword.startsWith("/prediction/content/*/type "));
    }

    /** The locations with the violated keyword, without null and wrong types; servers read the parts of all messages in the same way. */
    private static Set<String> keywordsViolated(ProbePlan plan) {
        Set<String> violated = new TreeSet<>();
        for (Probe probe : plan.probes()) {
            ProbeInfo probed = probe.probed();
            String slug = probe.id().substring(probe.id().indexOf('/') + 1);
            if (probed.corrected() == Permission.FORBIDDEN
                    && !probed.at().matches()
                    && !slug.startsWith("type-")
                    && !slug.equals("null")) {
                violated.add(probed.at().toString().replaceAll("/\\d+", "/*") + " "
                        + probed.rule().replaceFirst("^\".*", "enum"));
            }
        }
        return violated;
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void withoutAKeyThePlanHasNoProbeOfKeysAndNoMoreRequests(Contract contract) {
        ProbePlan plan = ProbePlan.of(schemas(contract), "", Thoroughness.STANDARD, false);
        assertThat(plan.requests()).isLessThanOrEqualTo(113);
        assertThat(plan.probes()).noneMatch(probe -> ProbeInfo.isAuthorization(probe.id()));
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

    @Test
    void aStandardRunSendsPartsOfEveryKindAndRolesInEveryAllowedOrder() {
        assertThat(plan(Contracts.named("gemma-3").orElseThrow(), Thoroughness.STANDARD).stream()
                        .map(Probe::id))
                .contains(
                        "messages.user.content.array/ordinary",
                        "messages.user.content.array.image_url/ordinary",
                        "messages.user.content.array.file/ordinary",
                        "messages/user-twice",
                        "messages/assistant-first")
                .doesNotContain("messages/system-later"); // the contract has no role system
        assertThat(ProbePlan.of(schemas(Contracts.protocol()), "acme/writer", Thoroughness.STANDARD).probes().stream()
                        .map(Probe::id))
                .contains("messages/system-later");
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void aStandardRunSendsCharactersOfTwoThreeAndFourBytes(Contract contract) {
        assertThat(plan(contract, Thoroughness.STANDARD)).anySatisfy(probe -> {
            String prompt =
                    probe.request().body().json().at("/messages/0/content").asText();
            assertThat(probe.probed().corrected()).isEqualTo(Permission.ALLOWED);
            assertThat(prompt.codePoints()
                            .mapToObj(point -> Character.toString(point).getBytes(StandardCharsets.UTF_8).length))
                    .contains(2, 3, 4);
        });
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
                        "stream_options/ordinary",
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
