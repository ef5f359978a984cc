package dev.loupe.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.probe.Thoroughness;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whoever uses it wrongly is told what to do. */
class BadUseTest {
    private static final String FACTORY = "the endpoint obeys its contract";

    abstract static class Local extends ConformanceSuite {
        @Override
        protected Target target() {
            return Target.at("http://127.0.0.1:1");
        }
    }

    @ConformsTo("gemma-4")
    static class NoSuchContract extends Local {}

    @Test
    void noSuchContract() {
        assertThat(Kit.failures(Kit.run(NoSuchContract.class)))
                .containsEntry(
                        FACTORY,
                        "gemma-4: is neither a file nor a contract that is built in (gemma-3, gemma-3-27b, gemma-3n)");
        assertThatThrownBy(() -> ContractFilter.of("gemma-4")).hasMessageContaining("gemma-3n");
    }

    static class NoContract extends Local {}

    @Test
    void noContract() {
        assertThat(Kit.failures(Kit.run(NoContract.class)))
                .containsEntry(
                        FACTORY,
                        "dev.loupe.junit.BadUseTest$NoContract names no contract; annotate it, for example with"
                                + " @ConformsTo(\"gemma-3\")");
    }

    @ConformsTo("gemma-3")
    static class NoKey extends ConformanceSuite {
        @Override
        protected Target target() {
            return Target.at("http://127.0.0.1:1").bearer(env("NO_SUCH_KEY_OF_LOUPE"));
        }
    }

    @Test
    void noKeyInTheEnvironment() {
        assertThat(Kit.failures(Kit.run(NoKey.class)))
                .containsEntry(
                        FACTORY,
                        "the environment has no NO_SUCH_KEY_OF_LOUPE, which holds the key of the endpoint; export"
                                + " NO_SUCH_KEY_OF_LOUPE=... in the shell that runs the tests, or add it to the IDE's run"
                                + " configuration. Without a key, leave bearer(...) out");
    }

    @ConformsTo(value = "gemma-3", include = "temprature/*", level = Thoroughness.SMOKE)
    static class NothingIncluded extends Local {}

    @Test
    void nothingIncluded() {
        assertThat(Kit.failures(Kit.run(NothingIncluded.class)).get(FACTORY))
                .startsWith("include and exclude of @ConformsTo leave no probe of the level smoke; its probes are"
                        + " baseline/plain, ")
                .contains("temperature/just-above-maximum");
    }

    @ConformsTo(value = "gemma-3", maxCost = 0.5)
    static class NoPrice extends Local {}

    @Test
    void aCostThatCannotBeKeptTo() {
        assertThat(Kit.failures(Kit.run(NoPrice.class)))
                .containsEntry(
                        FACTORY,
                        "maxCost of @ConformsTo cannot be kept to: the provider openai has no price for"
                                + " google/gemma-3-4b-it; name a provider that has with Target.provider(...), or use"
                                + " maxRequests");
    }

    @ConformsTo(value = "gemma-3", model = "google/gemma-2-9b-it")
    static class NoSuchModel extends Local {}

    @Test
    void aModelThatTheContractDoesNotList() {
        assertThat(Kit.failures(Kit.run(NoSuchModel.class)).get(FACTORY)).contains("gemma-3", "model");
    }

    @Test
    void noUrl() {
        assertThatThrownBy(() -> Target.at("localhost:8080"))
                .hasMessageContaining("'localhost:8080' is not the base URL of an endpoint; it looks like https://");
    }

    @Test
    void noSuchProvider() {
        assertThatThrownBy(() -> Target.at("http://localhost").provider("aimlapy"))
                .hasMessage(
                        "there is no provider 'aimlapy': it is neither a file nor one of aimlapi, llama-cpp, openai,"
                                + " openrouter");
    }

    @Test
    void noSuchFault() {
        assertThatThrownBy(() -> LoupeProvider.withFault("logprobs.absent"))
                .hasMessageStartingWith("there is no fault 'logprobs.absent'; there are logprobs.");
    }

    static class NotRegistered {
        static final LoupeProvider PROVIDER = LoupeProvider.conformant();

        @Test
        void asks() {
            PROVIDER.url();
        }
    }

    @Test
    void aProviderThatNobodyStarted() {
        assertThat(Kit.failures(Kit.run(NotRegistered.class)).get("asks()"))
                .startsWith("the provider is not running: its field must bear @RegisterExtension");
    }

    @VerifyContract("gemma-3")
    static class VerifiesNothing {
        @RegisterExtension
        static final LoupeProvider PROVIDER = LoupeProvider.conformant();

        @Test
        void talksToNobody() {
            assertThat(PROVIDER.port()).isPositive();
        }
    }

    @Test
    void aClassThatVerifiesNothing() {
        assertThat(Kit.failures(Kit.run(VerifiesNothing.class)).get("BadUseTest$VerifiesNothing"))
                .startsWith(
                        "@VerifyContract on dev.loupe.junit.BadUseTest$VerifiesNothing verified nothing: no test made a"
                                + " chat completion");
    }

    @Test
    void twoVersionsOfALibrary(@TempDir Path folder) throws IOException {
        String name = "io/restassured/RestAssured.class";
        for (String jar : new String[] {"rest-assured-4.0.jar", "rest-assured-5.0.jar"}) {
            Files.createDirectories(folder.resolve(jar).resolve(name).getParent());
            Files.createFile(folder.resolve(jar).resolve(name));
        }
        URL[] both = {
            folder.resolve("rest-assured-4.0.jar/").toUri().toURL(),
            folder.resolve("rest-assured-5.0.jar/").toUri().toURL()
        };
        try (URLClassLoader loader = new URLClassLoader(both, null)) {
            assertThatThrownBy(() -> ClassPath.requireOneOfEach(loader))
                    .hasMessage("io.restassured.RestAssured is on the class path 2 times: rest-assured-4.0.jar,"
                            + " rest-assured-5.0.jar; keep one. mvn dependency:tree (gradle dependencies) shows who brings"
                            + " each; import the BOM of the version that you want, or exclude the other");
        }
        ClassPath.requireOneOfEach();
    }
}
