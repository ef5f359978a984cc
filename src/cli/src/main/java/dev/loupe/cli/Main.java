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
        PrintWriter out = new PrintWriter(System.out, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return CommandLines.run(factory, out, err, args);
    }
}
