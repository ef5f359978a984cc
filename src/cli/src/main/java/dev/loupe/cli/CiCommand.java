package dev.loupe.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code loupe ci}: all gates of a repository, with one verdict and one report. */
@Command(
        name = "ci",
        description = {
            "Runs all gates of a repository from loupe.yaml.",
            "The verdict is the worst of the gates: an error, non-conformant or breaking, inconclusive, conformant."
        },
        footer = {"  loupe ci", "  loupe ci --config contracts/loupe.yaml --format github"})
class CiCommand extends Subcommand {
    /** The formats that every gate has. */
    enum Format {
        TEXT,
        GITHUB,
        MARKDOWN
    }

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = CiFile.NAME,
            description = "The file with the gates. Default: ${DEFAULT-VALUE}.")
    Path config = Path.of(CiFile.NAME);

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Directory for the reports, one folder for each gate. Default: 'out' of the file, else"
                    + " loupe-report.")
    @Nullable
    Path out;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Format of standard output: text, github (annotations), markdown. Default: text.")
    Format format = Format.TEXT;

    @Option(names = "--quiet", description = "Print errors only.")
    boolean quiet;

    @Override
    public Integer call() {
        CiFile file = CiFile.read(config, System.getenv());
        List<Gate> gates = file.gates();
        Path reports = out == null ? Path.of(file.setting("out", "loupe-report")) : out;
        gates.forEach(gate -> OutputOptions.requireOutside(reports, gate.arguments(), "inputs of a gate"));
        CiReport report =
                new CiReport(reports, file.setting("inconclusive", "fail").equals("pass"));
        try {
            Files.createDirectories(reports);
            report.deleteEarlier();
            List<Gate.Result> results = new ArrayList<>();
            for (Gate gate : gates) {
                results.add(new Gate.Result(gate, run(gate, reports)));
            }
            report.write(results);
            if (!quiet) {
                out().print(report.text(results));
            }
            return report.code(results);
        } catch (IOException notWritable) {
            throw new InvalidInputException(
                    "--out: cannot write to " + reports + ": " + InvalidInputException.reason(notWritable)
                            + "; choose a writable directory on a disk with free space",
                    notWritable);
        }
    }

    private int run(Gate gate, Path reports) {
        PrintWriter stdout = out();
        PrintWriter stderr = err();
        if (format == Format.TEXT && !quiet) {
            stdout.println("== " + gate.name());
        }
        List<String> arguments = new ArrayList<>(List.of(gate.command().word()));
        arguments.addAll(gate.arguments());
        arguments.add("--out=" + reports.resolve(gate.name()));
        arguments.add("--format=" + format);
        if (quiet) {
            arguments.add("--quiet");
        }
        int code = CommandRunner.run(stdout, stderr, arguments.toArray(String[]::new));
        if (format != Format.GITHUB && !quiet) {
            stdout.println();
        }
        if (code != ExitCode.SUCCESS && code != ExitCode.FAILURE && code != ExitCode.INCONCLUSIVE) {
            stderr.println("loupe: " + config + ": the gate '" + gate.name() + "' did not run (exit " + code + ")");
        }
        return code;
    }
}
