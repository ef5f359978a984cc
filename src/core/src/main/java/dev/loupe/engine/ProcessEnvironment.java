package dev.loupe.engine;

import dev.loupe.engine.result.RunEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Properties;

/**
 * The environment of runs in this process: build, host and clock. {@code SOURCE_DATE_EPOCH} fixes the clock and hides the
 * host, so that reports are the same byte for byte.
 */
public final class ProcessEnvironment {
    private static final String EPOCH = "SOURCE_DATE_EPOCH";

    private ProcessEnvironment() {}

    /** {@code SOURCE_DATE_EPOCH} is not a number of seconds. */
    public static final class InvalidEpochException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidEpochException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * The environment of a run.
     *
     * @throws InvalidEpochException when {@code SOURCE_DATE_EPOCH} is not a number
     */
    public static RunEnvironment of(String subject, long seed) {
        String epoch = System.getenv(EPOCH);
        return epoch == null
                ? new RunEnvironment(version(), host(), subject, seed, InstantSource.system())
                : new RunEnvironment(version(), "", subject, seed, InstantSource.fixed(instant(epoch)));
    }

    /** The version of this build. */
    public static String version() {
        return buildProperty("version");
    }

    /** The issue tracker for internal errors. */
    public static String issues() {
        return buildProperty("issues");
    }

    private static String buildProperty(String name) {
        Properties build = new Properties();
        try (InputStream in = ProcessEnvironment.class.getResourceAsStream("version.properties")) {
            build.load(Objects.requireNonNull(in, "version.properties is not in the jar of loupe-core"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return build.getProperty(name);
    }

    private static Instant instant(String epoch) {
        try {
            return Instant.ofEpochSecond(Long.parseLong(epoch));
        } catch (NumberFormatException notSeconds) {
            throw new InvalidEpochException(
                    EPOCH + ": '" + epoch + "' is not a number of seconds since 1970 (example: 1767225600)",
                    notSeconds);
        }
    }

    private static String host() {
        String name = System.getenv("HOSTNAME");
        return name == null ? "" : name;
    }
}
