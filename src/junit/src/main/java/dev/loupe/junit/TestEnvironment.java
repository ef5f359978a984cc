package dev.loupe.junit;

import dev.loupe.engine.result.RunEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.Properties;

/** What the world around a test is, for the reports. */
final class TestEnvironment {
    private TestEnvironment() {}

    static InstantSource clock() {
        return InstantSource.system();
    }

    static RunEnvironment setting(String subject, long seed) {
        String host = System.getenv("HOSTNAME");
        return new RunEnvironment(version(), host == null ? "" : host, subject, seed, clock());
    }

    private static String version() {
        return built("version");
    }

    /** Where internal errors are reported. */
    static String issues() {
        return built("issues");
    }

    private static String built(String property) {
        Properties built = new Properties();
        try (InputStream in = TestEnvironment.class.getResourceAsStream("version.properties")) {
            built.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return built.getProperty(property);
    }
}
