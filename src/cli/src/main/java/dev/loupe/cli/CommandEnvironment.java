package dev.loupe.cli;

import dev.loupe.engine.result.RunEnvironment;
import java.time.Instant;
import java.time.InstantSource;

/** The environment of a run. {@code SOURCE_DATE_EPOCH} fixes the clock, so that reports are the same byte for byte. */
final class CommandEnvironment {
    private CommandEnvironment() {}

    static RunEnvironment of(String subject, long seed) {
        String epoch = System.getenv("SOURCE_DATE_EPOCH");
        if (epoch == null) {
            return new RunEnvironment(LoupeVersion.number(), host(), subject, seed, InstantSource.system());
        }
        try {
            InstantSource fixed = InstantSource.fixed(Instant.ofEpochSecond(Long.parseLong(epoch)));
            return new RunEnvironment(LoupeVersion.number(), "", subject, seed, fixed);
        } catch (NumberFormatException notSeconds) {
            throw new InvalidInputException(
                    "SOURCE_DATE_EPOCH: '" + epoch + "' is not a number of seconds since 1970 (example: 1767225600)",
                    notSeconds);
        }
    }

    private static String host() {
        String name = System.getenv("HOSTNAME");
        return name == null ? "" : name;
    }
}
