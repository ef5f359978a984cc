package dev.loupe.junit;

import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.provider.ProviderProfile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Properties;

/** What the world around a test is, for the reports. */
final class TestEnvironment {
    /** Stands for the key of an endpoint of which we know nothing but its URL, as on the command line. */
    private static final String OWN_KEY = "LOUPE_KEY";

    private TestEnvironment() {}

    static InstantSource clock() {
        return InstantSource.system();
    }

    static RunEnvironment setting(String subject, long seed) {
        String host = System.getenv("HOSTNAME");
        return new RunEnvironment(version(), host == null ? "" : host, subject, seed, clock());
    }

    static String keyVariable(ProviderProfile provider) {
        return provider.keyVariable().isEmpty() ? OWN_KEY : provider.keyVariable();
    }

    private static String version() {
        Properties built = new Properties();
        try (InputStream in = TestEnvironment.class.getResourceAsStream("version.properties")) {
            built.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return built.getProperty("version");
    }
}
