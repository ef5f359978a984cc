package dev.loupe.cli;

import dev.loupe.check.rules.Checks;
import dev.loupe.engine.RunMerge;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.journal.PartReader;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.journal.RunFileException;
import dev.loupe.engine.result.ExchangeResult;
import dev.loupe.report.RunReports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The journals of the parts of one run, for {@code loupe report --merge}. */
record RunParts(List<Path> journals) {
    private static final String GIVE =
            "give the directories that 'loupe replay --out' wrote, each with its " + RunReports.JOURNAL;

    /** The journal of each part: the file itself, or the one in its folder. */
    static RunParts of(List<Path> named) {
        List<Path> journals = new ArrayList<>();
        for (Path path : named) {
            Path journal = Files.isDirectory(path)
                    ? path.resolve(RunReports.JOURNAL)
                    : path.endsWith("run.json") ? path.resolveSibling(RunReports.JOURNAL) : path;
            if (!Files.exists(path)) {
                throw new InvalidInputException(path + " does not exist; " + GIVE);
            }
            if (!Files.isRegularFile(journal)) {
                throw new InvalidInputException("--merge needs " + journal + ", which does not exist: run.json does not"
                        + " have what the checks compare between exchanges; " + GIVE);
            }
            journals.add(journal);
        }
        return new RunParts(List.copyOf(journals));
    }

    /**
     * The joined run.
     *
     * @param watcher receives each result
     */
    Run merge(Baseline baseline, Path journal, Consumer<ExchangeResult> watcher) {
        try {
            List<String> paths = subjects();
            RunMerge.Settings settings = new RunMerge.Settings(
                    Checks.all(), String.join(", ", paths), baseline, RerunOptions.of(paths, List.of()));
            return RunMerge.merge(journals, settings, journal, watcher);
        } catch (RunFileException unusable) {
            throw new InvalidInputException("--merge: " + unusable.getMessage(), unusable);
        }
    }

    private List<String> subjects() {
        List<String> subjects = new ArrayList<>();
        for (Path journal : journals) {
            try (PartReader part = new PartReader(journal)) {
                subjects.addAll(List.of(part.header().subject().split(", ")));
            }
        }
        return subjects.stream().distinct().sorted().toList();
    }
}
