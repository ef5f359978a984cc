package dev.loupe.cli;

import dev.loupe.exchange.redact.Redactor;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options of the commands that write recordings. */
class RecordingOptions {
    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Directory for the recordings.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path out;

    @Option(
            names = "--key-variable",
            paramLabel = "NAME",
            defaultValue = "API_KEY",
            description = "Name of the environment variable that replaces an API key in recordings. Default:"
                    + " ${DEFAULT-VALUE}.")
    String keyVariable = "API_KEY";

    Redactor redactor() {
        String key = System.getenv(keyVariable);
        Redactor redactor = Redactor.of(keyVariable);
        return key == null || key.length() < Redactor.SHORTEST_KEY ? redactor : redactor.withKey(key);
    }
}
