package dev.loupe.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.probe.Thoroughness;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The message for each wrong use states what to do. */
class BadUseTest {
    private static final String FACTORY = "the endpoint conforms to its contract";

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
                        "gemma-4: is neither a file nor a built-in contract (gemma-3, gemma-3-27b, gemma-3n, openai-chat)");
        assertThatThrownBy(() -> ContractFilter.of("gemma-4")).hasMessageContaining("gemma-3n");
    }

    static class NoContract extends Local {}

    @Test
    void noContract() {
        assertThat(Kit.failures(Kit.run(NoContract.class)))
                .containsEntry(
                        FACTORY,
                        "dev.loupe.junit.BadUseTest$NoContract has no contract; annotate the class, for example with"
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
                        "environment variable NO_SUCH_KEY_OF_LOUPE (the API key) is not set; export"
                                + " NO_SUCH_KEY_OF_LOUPE=... in the shell that runs the tests, or add it to the run"
                                + " configuration of the IDE. For an endpoint without a key, remove bearer(...)");
    }

    @ConformsTo(value = "gemma-3", include = "temprature/*", level = Thoroughness.SMOKE)
    static class NothingIncluded extends Local {}

    @Test
    void nothingIncluded() {
        assertThat(Kit.failures(Kit.run(NothingIncluded.class)).get(FACTORY))
                .startsWith("include and exclude of @ConformsTo match no probe of level smoke; its probes are"
                        + " baseline/plain, ")
                .contains("temperature/just-above-maximum");
    }

    @ConformsTo(value = "gemma-3", maxCost = 0.5)
    static class NoPrice extends Local {}

    @Test
    void aCostLimitWithoutAPrice() {
        assertThat(Kit.failures(Kit.run(NoPrice.class)))
                .containsEntry(
                        FACTORY,
                        "maxCost of @ConformsTo needs a price for google/gemma-3-4b-it, which provider profile"
                                + " openai-compatible does not have; use a profile with a price in Target.provider(...),"
                                + " or use maxRequests");
    }

    @ConformsTo(value = "gemma-3", concurrency = 0)
    static class NothingAtOnce extends Local {}

    @ConformsTo(value = "gemma-3", maxRequests = -1)
    static class FewerThanNone extends Local {}

    @ConformsTo(value = "gemma-3", maxCost = Double.NaN)
    static class NoNumber extends Local {}

    @Test
    void limitsOfZeroOrLess() {
        String rest = " of @ConformsTo must be greater than 0; remove it to use its default";
        assertThat(Kit.failures(Kit.run(NothingAtOnce.class)))
                .containsExactly(Map.entry(FACTORY, "concurrency" + rest));
        assertThat(Kit.failures(Kit.run(FewerThanNone.class)))
                .containsExactly(Map.entry(FACTORY, "maxRequests" + rest));
        assertThat(Kit.failures(Kit.run(NoNumber.class))).containsExactly(Map.entry(FACTORY, "maxCost" + rest));
    }

    @ConformsTo(value = "gemma-3", checks = "usagee.*")
    static class NoSuchCheck extends Local {}

    @ConformsTo(value = "gemma-3", baseline = "no-such.yaml")
    static class NoSuchBaseline extends Local {}

    @ConformsTo(value = "gemma-3", reports = "pom.xml/reports")
    static class NoSuchFolder extends Local {}

    @Test
    void unreadableAndUnwritableFilesAreReportedOnceBeforeTheFirstRequest() {
        assertThat(Kit.failures(Kit.run(NoSuchCheck.class)))
                .containsExactly(Map.entry(FACTORY, "no check matches \"usagee.*\"; loupe explain lists all checks"));
        assertThat(Kit.failures(Kit.run(NoSuchBaseline.class)))
                .containsExactly(
                        Map.entry(
                                FACTORY,
                                "no-such.yaml does not exist; the command loupe creates it with --write-baseline no-such.yaml"));
        assertThat(Kit.failures(Kit.run(NoSuchFolder.class)))
                .containsExactly(Map.entry(
                        FACTORY,
                        "cannot write reports to pom.xml/reports; set another directory with reports of"
                                + " @ConformsTo"));
    }

    @ConformsTo("gemma-3")
    static class NoTarget extends ConformanceSuite {
        @Override
        protected Target target() {
            return null;
        }
    }

    @Test
    void noTarget() {
        assertThat(Kit.failures(Kit.run(NoTarget.class)).get(FACTORY))
                .endsWith("$NoTarget returns null (example: Target.at(\"http://localhost:8081\"))");
    }

    @ConformsTo("gemma-3")
    static class KeyOfTwoLines extends ConformanceSuite {
        @Override
        protected Target target() {
            return Target.at("http://127.0.0.1:1").bearer("sk-of-two\nlines");
        }
    }

    @ConformsTo("gemma-3")
    static class HeaderOfTheClient extends ConformanceSuite {
        @Override
        protected Target target() {
            return Target.at("http://127.0.0.1:1").header("content-length", "3");
        }
    }

    @Test
    void aKeyOrHeaderThatCannotBeSentIsReportedWithoutItsValue() {
        assertThat(Kit.failures(Kit.run(KeyOfTwoLines.class)))
                .containsExactly(Map.entry(
                        FACTORY,
                        "the key in LOUPE_KEY contains a character that a header must not contain, such as a line break; set it"
                                + " again"));
        assertThat(Kit.failures(Kit.run(HeaderOfTheClient.class)).get(FACTORY))
                .startsWith("the header 'content-length' cannot be sent: ");
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
                .hasMessageContaining(
                        "'localhost:8080' is not the base URL of an endpoint (write http://localhost:8080)");
    }

    @Test
    void noSuchProvider() {
        assertThatThrownBy(() -> Target.at("http://localhost").provider("aimlapy"))
                .hasMessageStartingWith(
                        "'aimlapy' is neither a file nor a built-in provider (aimlapi, anthropic-compat,")
                .hasMessageEndingWith("z.ai)");
    }

    @Test
    void noSuchFault() {
        assertThatThrownBy(() -> LoupeProvider.withFault("logprobs.absent"))
                .hasMessageStartingWith("unknown fault 'logprobs.absent'; known faults: logprobs.");
    }

    static class NotRegistered {
        static final LoupeProvider PROVIDER = LoupeProvider.conformant();

        @Test
        void usesTheProvider() {
            PROVIDER.url();
        }
    }

    @Test
    void aProviderThatIsNotRegistered() {
        assertThat(Kit.failures(Kit.run(NotRegistered.class)).get("usesTheProvider()"))
                .startsWith("the provider is not running: annotate its field with @RegisterExtension");
    }

    @VerifyContract("gemma-3")
    static class VerifiesNothing {
        @RegisterExtension
        static final LoupeProvider PROVIDER = LoupeProvider.conformant();

        @Test
        void sendsNothing() {
            assertThat(PROVIDER.port()).isPositive();
        }
    }

    @Test
    void aClassThatVerifiesNothing() {
        assertThat(Kit.failures(Kit.run(VerifiesNothing.class)).get("BadUseTest$VerifiesNothing"))
                .startsWith("@VerifyContract on dev.loupe.junit.BadUseTest$VerifiesNothing verified no exchange: no"
                        + " test sent a chat completion");
    }

    @Test
    void twoVersionsOfALibrary(@TempDir Path folder) throws IOException {
        assertThatThrownBy(() -> requireOneOfEach(
                        folder, "io/restassured/RestAssured.class", "rest-assured-4.5.1.jar", "rest-assured-5.5.6.jar"))
                .hasMessage("io.restassured.RestAssured is on the class path 2 times: rest-assured-4.5.1.jar,"
                        + " rest-assured-5.5.6.jar; keep one version: mvn dependency:tree (gradle dependencies) shows where"
                        + " each comes from; import the BOM of one version, or exclude the other");
        assertThatThrownBy(() -> requireOneOfEach(
                        folder,
                        "org/junit/jupiter/api/Test.class",
                        "junit-jupiter-api-5.13.4.jar",
                        "junit-platform-console-standalone-1.12.2.jar"))
                .hasMessageContaining("is on the class path 2 times");
        ClassPathCheck.requireOneOfEach();
    }

    /** The console launcher's jar contains all of JUnit; users of Gradle or of no build tool have it. */
    @Test
    void oneVersionInTwoJarsWorks(@TempDir Path folder) throws IOException {
        requireOneOfEach(
                folder,
                "org/junit/jupiter/api/Test.class",
                "junit-jupiter-api-5.13.4.jar",
                "junit-platform-console-standalone-1.13.4.jar");
    }

    private static void requireOneOfEach(Path folder, String name, String... jars) throws IOException {
        URL[] urls = new URL[jars.length];
        for (int i = 0; i < jars.length; i++) {
            Path jar = folder.resolve(jars[i]);
            Files.createDirectories(jar.resolve(name).getParent());
            Files.createFile(jar.resolve(name));
            urls[i] = jar.toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            ClassPathCheck.requireOneOfEach(loader);
        }
    }
}
