package dev.loupe.lint;

import dev.loupe.check.CheckInfo;
import dev.loupe.check.Level;
import dev.loupe.check.Result;

/** The schema of a stream accepts an ordinary stream. */
final class StreamCanBeSatisfied implements LintRule {

    @Override
    public CheckInfo info() {
        return new CheckInfo(
                "lint.stream-satisfiable",
                Level.MUST,
                "The schema of a stream accepts an ordinary stream",
                "Measured: what the reference implementation of this API sends",
                "No real answer can obey the contract: every conformance run fails, and strict clients break",
                "Make finish_reason nullable, role and content of a delta optional, and usage nullable");
    }

    @Override
    public Result on(Spec spec) {
        return Accepted.by(spec, "text/event-stream", (of, operation) -> Ordinary.stream(of.root(), operation));
    }
}
