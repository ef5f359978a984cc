package dev.loupe.probe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.ProbeInfo.Permission;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProbeSelectionTest extends BundledPlans {
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
                // 27B has more kinds of violation than a standard run has requests
                .filter(id -> !contract.name().equals("gemma-3-27b") || id.endsWith("/missing"))
                .toList();
        assertThat(kinds).contains("stream_options.include_usage/missing");
        assertThat(standard).containsAll(kinds);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStandardRunViolatesEveryKeywordOfEveryPropertyAndTheTypesOfThoseOfTheRequest(boolean hasKey) {
        for (Contract contract : Contracts.bundled()) {
            ContractSchemas schemas = schemas(contract);
            ProbePlan standard = ProbePlan.of(schemas, "", Thoroughness.STANDARD, hasKey);
            Set<String> violated = keywordsViolated(standard);
            assertThat(violated)
                    .isEqualTo(keywordsViolated(ProbePlan.of(schemas, "", Thoroughness.FULL, hasKey)))
                    .contains("/temperature maximum");
            assertThat(standard.leftOut())
                    .allMatch(kind -> contract.name().equals("gemma-3-27b") && kind.endsWith(" type"));
            assertThat(standard.probes()).extracting(Probe::id).contains("body/deep", "temperature/overflow");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStandardRunWithMoreKindsThanRequestsNamesThoseThatItLeavesOut(boolean hasKey) {
        ContractSchemas schemas = ContractSchemas.of(Contracts.protocol());
        ProbePlan standard = ProbePlan.of(schemas, "acme/writer", Thoroughness.STANDARD, hasKey);
        Set<String> violated = keywordsViolated(standard);
        Set<String> all = keywordsViolated(ProbePlan.of(schemas, "acme/writer", Thoroughness.FULL, hasKey));
        assertThat(standard.requests()).isLessThanOrEqualTo(113);
        assertThat(violated).isSubsetOf(all).hasSizeGreaterThan(all.size() * 4 / 5);
        assertThat(standard.leftOut())
                .contains("/tools/*/function/name missing", "/temperature type")
                .hasSizeLessThan(standard.kinds());
        assertThat(ProbePlan.of(schemas, "acme/writer", Thoroughness.FULL, hasKey)
                        .leftOut())
                .isEmpty();
    }

    /** The locations with the violated keyword, without null and wrong types; servers read the parts of all messages in the same way. */
    private static Set<String> keywordsViolated(ProbePlan plan) {
        return plan.probes().stream()
                .flatMap(probe -> ViolationKind.of(probe.probed()).stream())
                .filter(ViolationKind::isKeyword)
                .map(kind -> kind.toString().replaceFirst("just-(above|below)-", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void probesOfToolsExtendARequestThatServersAccept() {
        Map<String, JsonNode> bodies = new HashMap<>();
        ProbePlan.of(ContractSchemas.of(Contracts.protocol()), "acme/writer", Thoroughness.FULL)
                .probes()
                .forEach(probe -> bodies.put(probe.id(), probe.request().body().json()));
        JsonNode noArguments = bodies.get("messages.assistant.tool_calls.function.arguments/missing");
        assertThat(noArguments.at("/messages/1/tool_calls/0/function").has("arguments"))
                .isFalse();
        assertThat(noArguments.at("/messages/2/role").asText()).isEqualTo("tool");
        assertThat(noArguments.at("/messages/2/tool_call_id")).isEqualTo(noArguments.at("/messages/1/tool_calls/0/id"));
        assertThat(bodies.get("tool_choice/type-number").path("tools").size()).isEqualTo(1);
        assertThat(bodies.get("top_logprobs/just-above-maximum")
                        .path("logprobs")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void withoutAKeyThePlanHasNoProbeOfKeysAndNoMoreRequests(Contract contract) {
        ProbePlan plan = ProbePlan.of(schemas(contract), "", Thoroughness.STANDARD, false);
        assertThat(plan.requests()).isLessThanOrEqualTo(113);
        assertThat(plan.probes()).noneMatch(probe -> ProbeInfo.isAuthorization(probe.id()));
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
}
