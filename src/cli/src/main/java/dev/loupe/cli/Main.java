package dev.loupe.cli;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** The entry point of the process. */
@QuarkusMain
public final class Main implements QuarkusApplication {
    private final CommandLine.IFactory factory;

    /** Creates the application with the factory for commands. */
    public Main(CommandLine.IFactory factory) {
        this.factory = factory;
    }

    @Override
    public int run(String... args) {
        StandardOutput standardOutput = StandardOutput.open();
        PrintWriter out = new PrintWriter(standardOutput, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = CommandRunner.run(factory, out, err, args);
        String failure = standardOutput.failure();
        if (failure == null) {
            return code;
        }
        err.println("loupe: cannot write standard output: " + failure
                + "; redirect it to a disk with free space, or write reports with --out DIR");
        return code == ExitCode.INTERNAL_ERROR ? code : ExitCode.USAGE;
    }
}
