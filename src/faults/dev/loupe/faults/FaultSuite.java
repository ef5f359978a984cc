package dev.loupe.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Injects faults into real processes and counts what is lost, leaked or wrong: {@code make faults}. Exit code 1 when a count is not 0.
 * Arguments: the command, and the names of scenarios to run (default: all).
 */
final class FaultSuite {
    private static final List<Scenario> SCENARIOS = List.of(
            new KilledRecorder(5, 40),
            new KilledReplay(4),
            new ScarceResources(),
            new SignalsAndStreams(),
            new LoadWithFaults(40, 10));

    private FaultSuite() {}

    public static void main(String... arguments) throws Exception {
        Path folder = Files.createTempDirectory("loupe-faults");
        Lab lab = new Lab(Path.of(arguments[0]).toAbsolutePath(), folder);
        boolean zero = true;
        System.out.println("| fault | injected | lost | leaked | wrong |");
        System.out.println("|---|---:|---:|---:|---:|");
        for (Scenario scenario : SCENARIOS) {
            if (arguments.length > 1
                    && !List.of(arguments).contains(scenario.getClass().getSimpleName())) {
                continue;
            }
            Tally tally = new Tally();
            scenario.run(lab, tally);
            Counts counts = tally.counts();
            zero &= counts.isZero();
            System.out.printf(
                    "| %s | %d | %d | %d | %d |%n",
                    scenario.name(), counts.tried(), counts.lost(), counts.leaked(), counts.wrong());
            counts.notes().forEach(note -> System.err.println("  " + note.strip()));
        }
        delete(folder);
        System.exit(zero ? 0 : 1);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
