package dev.loupe.cli;

import dev.loupe.engine.result.RunEnvironment;
import java.time.Instant;
import java.time.InstantSource;

/** What the world around a run is. {@code SOURCE_DATE_EPOCH} stops the clock, for reports that are the same byte for byte. */
final class CommandEnvironment {
    private CommandEnvironment() {}

    static RunEnvironment of(String subject, long seed) {
        String epoch = System.getenv("SOURCE_DATE_EPOCH");
        if (epoch == null) {
            return new RunEnvironment(LoupeVersion.number(), host(), subject, seed, InstantSource.system());
        }
        try {
            InstantSource stopped = InstantSource.fixed(Instant.ofEpochSecond(Long.parseLong(epoch)));
            return new RunEnvironment(LoupeVersion.number(), "", subject, seed, stopped);
        } catch (NumberFormatException notSeconds) {
            throw new InvalidInputException(
                    "SOURCE_DATE_EPOCH is '" + epoch + "'; it is seconds since 1970", notSeconds);
        }
    }

    private static String host() {
        String name = System.getenv("HOSTNAME");
        return name == null ? "" : name;
    }
}
