package dev.loupe.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Runs one target on the inputs that Jazzer makes; {@code make fuzz} calls it. The property {@code loupe.target} names the target. */
public final class FuzzDriver {
    private static final FuzzTarget TARGET =
            FuzzTarget.valueOf(System.getProperty("loupe.target", "lint").toUpperCase(Locale.ROOT));

    private static final Path FOLDER = folder();

    private FuzzDriver() {}

    private static Path folder() {
        try {
            return Files.createTempDirectory("loupe-fuzz");
        } catch (IOException unusable) {
            throw new IllegalStateException(unusable);
        }
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] bytes) throws IOException {
        String problem = TARGET.run(bytes, FOLDER);
        if (!problem.isEmpty()) {
            throw new IllegalStateException(problem);
        }
    }
}
