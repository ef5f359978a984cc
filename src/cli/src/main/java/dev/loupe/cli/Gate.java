package dev.loupe.cli;

import java.util.List;

/**
 * One command that {@code loupe ci} runs.
 *
 * @param name unique in the file; the folder of its reports
 * @param command {@code lint}, {@code diff}, {@code replay} or {@code run}
 * @param arguments without the options that {@code loupe ci} sets
 */
record Gate(String name, GateCommand command, List<String> arguments) {
    Gate {
        arguments = List.copyOf(arguments);
    }

    /** The result of a gate. */
    record Result(Gate gate, int code) {
        /** The word of the exit code, the same in every command. */
        String verdict() {
            return switch (code) {
                case ExitCode.SUCCESS -> gate.command() == GateCommand.DIFF ? "NO BREAKING CHANGE" : "CONFORMANT";
                case ExitCode.FAILURE -> gate.command() == GateCommand.DIFF ? "BREAKING" : "NON-CONFORMANT";
                case ExitCode.INCONCLUSIVE -> "INCONCLUSIVE";
                default -> "ERROR (exit " + code + ")";
            };
        }
    }
}
