package dev.loupe.cli;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.exchange.redact.Redactor;
import java.nio.file.Path;
import java.util.List;
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

    @Option(
            names = "--redact",
            paramLabel = "POINTER",
            description = "Also redact this property of request and response bodies, as a JSON Pointer, for example"
                    + " /metadata/customer. Repeatable.")
    List<String> pointers = List.of();

    @Option(
            names = "--redact-text",
            description =
                    "Replace the letters and digits in texts of messages by others of the same script and length. A word"
                            + " becomes the same word in all recordings of this run.")
    boolean redactText;

    Redactor redactor() {
        String key = System.getenv(keyVariable);
        Redactor shown = Redactor.of(variable(keyVariable))
                .withPointers(pointers.stream().map(RecordingOptions::pointer).toList());
        Redactor redactor = redactText ? shown.withMaskedText() : shown;
        return key == null || key.length() < Redactor.SHORTEST_KEY ? redactor : redactor.withKey(key);
    }

    static String variable(String name) {
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new InvalidInputException(
                    "--key-variable: '" + name + "' is not the name of an environment variable (example: API_KEY)");
        }
        return name;
    }

    private static JsonPointer pointer(String text) {
        try {
            JsonPointer pointer = JsonPointer.compile(text);
            if (!pointer.matches()) {
                return pointer;
            }
        } catch (IllegalArgumentException noPointer) {
            // reported below
        }
        throw new InvalidInputException(
                "--redact: '" + text + "' is not a JSON Pointer of a property (example: /metadata/customer)");
    }
}
