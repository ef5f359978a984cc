package dev.loupe.cli;

import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Where the process starts. */
@QuarkusMain
public final class Main implements QuarkusApplication {
    private final CommandLine.IFactory factory;

    /** Takes the factory that makes commands. */
    public Main(CommandLine.IFactory factory) {
        this.factory = factory;
    }

    @Override
    public int run(String... args) {
        StandardOutput stdout = StandardOutput.open();
        PrintWriter out = new PrintWriter(stdout, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = CommandRunner.run(factory, out, err, args);
        String lost = stdout.lost();
        if (lost == null) {
            return code;
        }
        err.println("loupe: standard output cannot be written: " + lost
                + "; print to where there is room, or write reports with --out DIR");
        return code == ExitCode.FAULT ? code : ExitCode.USAGE;
    }
}
