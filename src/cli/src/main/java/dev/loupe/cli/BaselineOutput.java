package dev.loupe.cli;

import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.baseline.BaselineWriter;
import dev.loupe.engine.journal.Run;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that writes a baseline. */
class BaselineOutput {
    @Option(
            names = "--write-baseline",
            paramLabel = "FILE",
            description = "Write a baseline that accepts the findings of this run; then add a reason to each entry.")
    @Nullable
    Path file;

    /**
     * Writes the baseline, if one is requested.
     *
     * @param used the file of --baseline; null when the run has none
     * @param accepted the entries of that file
     */
    Run write(Run run, @Nullable Path used, Supplier<Baseline> accepted, InstantSource clock, PrintWriter err) {
        if (file == null) {
            return run;
        }
        try {
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            // existing reasons are kept, also when the run did not use this baseline
            Baseline before = used == null && Files.isRegularFile(file) ? Baseline.read(file) : accepted.get();
            int entries = BaselineWriter.write(file, run, before, today);
            err.println(file + ": " + entries + " entries; replace the placeholder reason of each new entry");
            return run;
        } catch (IOException notWritable) {
            throw new InvalidInputException(
                    "--write-baseline: cannot write " + file + ": " + InvalidInputException.reason(notWritable)
                            + "; choose a file in a writable directory on a disk with free space",
                    notWritable);
        }
    }
}
