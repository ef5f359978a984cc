package dev.loupe.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.probe.Thoroughness;
import dev.loupe.serve.ServeOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Names, failures, aborted tests and reports of a suite. */
class ConformanceSuiteTest {
    /** Directory of the reports of the fixtures; a constant, because annotations require one. */
    private static final String REPORTS = "target/suites-of-tests/";

    private static final String PLAIN = "baseline > a plain request: one user message, nothing optional";
    private static final String WHOLE = "the run as a whole";

    @ConformsTo(value = "gemma-3n", level = Thoroughness.SMOKE, reports = REPORTS + "miscounts")
    static class Miscounts extends ConformanceSuite {
        @RegisterExtension
        static final LoupeProvider PROVIDER = LoupeProvider.withFault("usage.total-off-by-one");

        @Override
        protected Target target() {
            return PROVIDER.target();
        }
    }

    @Test
    void aViolationFailsWithCheckLocationValuesAndCommand() {
        Map<String, String> failures = Kit.failures(Kit.run(Miscounts.class));

        assertThat(failures.get(PLAIN)
                        .replaceAll("127\\.0\\.0\\.1:\\d+", "HOST")
                        .replaceAll("(: +|is |expected |_tokens )\\d+", "$1N"))
                .isEqualTo(
                        """
                        response violates contract gemma-3n: POST http://HOST/v1/chat/completions, status 200
                        probe baseline/plain: a plain request: one user message, nothing optional

                        usage.total-is-sum (MUST, provider) at /usage/total_tokens
                          total_tokens is N, expected N (prompt_tokens N + completion_tokens N)
                          expected: N
                          actual:   N
                          fix:      count every completion token, including reasoning, in completion_tokens, and add up

                        reproduce: curl -sS -i -X POST http://HOST/v1/chat/completions \
                        -H 'accept: application/json, text/event-stream' \
                        -H 'authorization: Bearer '"$AIMLAPI_KEY" -H 'content-type: application/json' \
                        --data-raw '{"model":"google/gemma-3n-e4b-it","messages":[{"role":"user",\
                        "content":"Name one gemstone. Answer in one word."}]}'
                        explain:   loupe explain usage.total-is-sum""");
        assertThat(failures.values()).allSatisfy(text -> assertThat(text).contains("\nusage.total-is-sum (MUST"));
        assertThat(failures)
                .hasSizeGreaterThan(3)
                .doesNotContainKey("temperature > 2.0001 (just above maximum 2) is rejected");
    }

    @Test
    void namesAreReadableInANarrowTree() {
        List<String> names = Kit.names(Kit.run(Miscounts.class));

        assertThat(names)
                .contains(
                        PLAIN, "max_tokens > a limit of one token", "authorization > a key that does not exist", WHOLE)
                .contains("temperature > 2.0001 (just above maximum 2) is rejected")
                .allSatisfy(name -> assertThat(
                                name.substring(name.indexOf("> ") + 1).strip())
                        .hasSizeLessThanOrEqualTo(ProbeDisplayNames.WIDTH));
    }

    @Test
    void parallelModeFindsTheSame() {
        assertThat(Kit.failures(Kit.runInParallel(Miscounts.class)).keySet())
                .containsExactlyInAnyOrderElementsOf(
                        Kit.failures(Kit.run(Miscounts.class)).keySet());
    }

    @Test
    void everyReportIsWrittenAndSpecDefectsArePublishedWithoutFailing() throws IOException {
        EngineExecutionResults results = Kit.run(Miscounts.class);

        assertThat(Path.of(REPORTS, "miscounts"))
                .isDirectoryContaining("glob:**/run.json")
                .isDirectoryContaining("glob:**/index.html");
        assertThat(Files.readString(Path.of(REPORTS, "miscounts/run.json"))).contains("\"verdict\":\"non-conformant\"");
        assertThat(Kit.published(results))
                .contains("loupe.report: " + Path.of(REPORTS, "miscounts/index.html"))
                .anySatisfy(
                        entry -> assertThat(entry).startsWith("loupe.spec-defect: schema.response-published at event"));
        assertThat(Kit.failures(results)).doesNotContainKey(WHOLE);
    }

    @ConformsTo(value = "gemma-3n", level = Thoroughness.SMOKE, maxRequests = 6, reports = REPORTS + "poor")
    static class Poor extends ConformanceSuite {
        @RegisterExtension
        static final LoupeProvider PROVIDER = LoupeProvider.conformant();

        @Override
        protected Target target() {
            return PROVIDER.target();
        }
    }

    @Test
    void requestsAboveTheLimitAreAbortedAndTheLimitIsNamed() {
        EngineExecutionResults results = Kit.run(Poor.class);

        assertThat(Kit.failures(results)).isEmpty();
        assertThat(Kit.names(results)).hasSize(17);
        assertThat(Kit.aborted(results))
                .hasSize(16 - 6 + 1)
                .containsEntry(
                        "authorization > a key that does not exist",
                        "inconclusive: 10 of 16 requests were not sent: the limit of 6 requests is reached; the limit is maxRequests of @ConformsTo")
                .containsKey(WHOLE);
    }

    @ConformsTo(value = "gemma-3n", level = Thoroughness.SMOKE, reports = REPORTS + "unreachable")
    static class Unreachable extends ConformanceSuite {
        @Override
        protected Target target() {
            return Target.at("http://127.0.0.1:1").bearer("any-key");
        }
    }

    @Test
    void anUnreachableEndpointFailsOnceWithAHint() {
        EngineExecutionResults results = Kit.run(Unreachable.class);

        assertThat(Kit.failures(results)).containsOnlyKeys(WHOLE).hasEntrySatisfying(WHOLE, text -> assertThat(text)
                .startsWith("http://127.0.0.1:1: no exchange could be judged: ")
                .contains("refused; is a server running on this port?"));
        assertThat(Kit.aborted(results)).hasSize(16);
    }

    @ConformsTo(value = "gemma-3n", level = Thoroughness.SMOKE, reports = REPORTS + "locked-out")
    static class LockedOut extends ConformanceSuite {
        @RegisterExtension
        static final LoupeProvider PROVIDER =
                LoupeProvider.of(ServeOptions.defaults().key("the-right-key-of-this"));

        @Override
        protected Target target() {
            return PROVIDER.target();
        }
    }

    @Test
    void aWrongKeyFailsOnceAndIsNamed() {
        Map<String, String> failures = Kit.failures(Kit.run(LockedOut.class));

        assertThat(failures).containsOnlyKeys(WHOLE);
        assertThat(failures.get(WHOLE))
                .contains("(401: the key in AIMLAPI_KEY is not accepted")
                .doesNotContain("--");
    }

    @ConformsTo(
            value = "gemma-3n",
            level = Thoroughness.SMOKE,
            include = {"baseline/plain", "temperature/*"},
            baseline = "src/test/resources/baseline.yaml",
            reports = REPORTS + "accepted")
    static class Accepted extends ConformanceSuite {
        @RegisterExtension
        static final LoupeProvider PROVIDER = LoupeProvider.withFault("usage.total-off-by-one");

        @Override
        protected Target target() {
            return PROVIDER.target();
        }
    }

    @Test
    void acceptedFindingsPassAndStaleEntriesFail() {
        EngineExecutionResults results = Kit.run(Accepted.class);

        assertThat(Kit.names(results))
                .containsExactlyInAnyOrder(
                        PLAIN,
                        "max_tokens > a limit of one token",
                        "max_tokens > the limit of other probes",
                        "temperature > 2.0001 (just above maximum 2) is rejected",
                        WHOLE);
        assertThat(Kit.failures(results))
                .containsExactly(Map.entry(
                        WHOLE,
                        "stale baseline entry, no finding matches it: usage.present at /usage in *; remove the entry"));
    }

    @ConformsTo(value = "gemma-3n", level = Thoroughness.SMOKE, exclude = "baseline/again", reports = REPORTS + "slow")
    static class Overloaded extends ConformanceSuite {
        @RegisterExtension
        static final LoupeProvider PROVIDER = LoupeProvider.withFault("error.no-retry-after");

        @Override
        protected Target target() {
            return PROVIDER.target();
        }
    }

    @Test
    void overloadIsNotAViolation() {
        EngineExecutionResults results = Kit.run(Overloaded.class);

        assertThat(Kit.failures(results)).isEmpty();
    }

    @ConformsTo(value = "gemma-3n", level = Thoroughness.SMOKE, reports = REPORTS + "again")
    static class Again extends ConformanceSuite {
        @RegisterExtension
        static final LoupeProvider PROVIDER = LoupeProvider.withFault("usage.total-off-by-one");

        @Override
        protected Target target() {
            return PROVIDER.target();
        }
    }

    /** As an IDE runs a single test of its tree. */
    @Test
    void aSingleTestRunsByItsIdAndWritesCompleteReports() throws IOException {
        TestDescriptor failed =
                Kit.run(Again.class).testEvents().failed().list().getLast().getTestDescriptor();

        Files.delete(Path.of(REPORTS, "again/index.html"));

        EngineExecutionResults again = Kit.run(failed.getUniqueId());

        assertThat(Kit.failures(again)).containsOnlyKeys(Kit.name(failed));
        assertThat(Kit.names(again)).containsExactly(Kit.name(failed));
        assertThat(Files.readString(Path.of(REPORTS, "again/index.html"))).endsWith("</html>\n");
    }
}
