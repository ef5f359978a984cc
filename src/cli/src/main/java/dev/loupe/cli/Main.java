package dev.loupe.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The entry point of the process. */
public final class Main {
    private Main() {}

    // Netty logs warnings where a machine has no name server or no network card, as in a container. The JDK resolves
    // names
    // without them, and nothing uses the id of the machine.
    static {
        System.setProperty("vertx.disableDnsResolver", "true");
        System.setProperty("io.netty.machineId", "00:00:00:00:00:00:00:01");
    }

    /** Runs one command line and exits with its code. */
    public static void main(String... args) {
        System.exit(run(args));
    }

    private static int run(String... args) {
        StandardOutput standardOutput = StandardOutput.open();
        PrintWriter out = new PrintWriter(standardOutput, false, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = CommandRunner.run(out, err, args);
        String failure = standardOutput.failure();
        if (failure == null) {
            return code;
        }
        err.println("loupe: cannot write standard output: " + failure
                + "; redirect it to a disk with free space, or write reports with --out DIR");
        return code == ExitCode.INTERNAL_ERROR ? code : ExitCode.USAGE;
    }
}
