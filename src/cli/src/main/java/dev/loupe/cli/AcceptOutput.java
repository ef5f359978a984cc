package dev.loupe.cli;

import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.FailOn;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.AcceptedChangesWriter;
import dev.loupe.diff.judge.Change;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that writes a file of accepted changes. */
class AcceptOutput {
    @Option(
            names = "--write-accept",
            paramLabel = "FILE",
            description = "Write a file for --accept that accepts every change that fails this comparison; then add a"
                    + " reason to each entry. Entries that still match a change are kept.")
    @Nullable
    Path file;

    private final Map<String, AcceptedChanges.Entry> entries = new LinkedHashMap<>();

    /** Rejects a file that is compared: it would be replaced. */
    void requireNoInput(List<String> contracts) {
        Path accepted = file;
        if (accepted != null && contracts.stream().anyMatch(each -> isSame(each, accepted))) {
            throw new InvalidInputException("--write-accept: " + accepted + " is also compared; name another file");
        }
    }

    private static boolean isSame(String contract, Path file) {
        try {
            return Files.exists(file) && Files.isSameFile(file, Path.of(contract));
        } catch (IOException | InvalidPathException noFile) {
            return false;
        }
    }

    /** Adds the changes of one comparison. */
    void add(DiffResult comparison, Diff.Options options, FailOn failOn) {
        if (file == null) {
            return;
        }
        for (Change change : comparison.changes()) {
            if (change.isAccepted()) {
                options.accepted().entries().stream()
                        .filter(entry -> entry.change().equals(change.fingerprint()))
                        .findFirst()
                        .ifPresent(entry -> entries.putIfAbsent(entry.change(), entry));
            } else if (failOn.fails(DiffResult.Verdict.of(change.impact()))) {
                entries.putIfAbsent(change.fingerprint(), AcceptedChangesWriter.entry(change, options.today()));
            }
        }
    }

    /** Writes the file, if one is requested. */
    void write(PrintWriter err) {
        if (file == null) {
            return;
        }
        try {
            AcceptedChangesWriter.write(file, entries.values());
            err.println(file + ": " + entries.size() + " entries; replace the placeholder reason of each new entry");
        } catch (IOException notWritable) {
            throw new InvalidInputException(
                    "--write-accept: cannot write " + file + ": " + InvalidInputException.reason(notWritable)
                            + "; choose a file in a writable directory on a disk with free space",
                    notWritable);
        }
    }
}
