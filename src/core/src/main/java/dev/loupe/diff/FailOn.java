package dev.loupe.diff;

/** The least severe verdict with which a comparison fails. */
public enum FailOn {
    BREAKING,
    RISKY,
    ANY,
    NONE;

    public boolean fails(DiffResult.Verdict verdict) {
        return switch (this) {
            case BREAKING -> verdict == DiffResult.Verdict.BREAKING;
            case RISKY -> verdict == DiffResult.Verdict.BREAKING || verdict == DiffResult.Verdict.RISKY;
            case ANY -> verdict != DiffResult.Verdict.NONE;
            case NONE -> false;
        };
    }
}
