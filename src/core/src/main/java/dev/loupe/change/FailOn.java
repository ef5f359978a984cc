package dev.loupe.change;

/** From which verdict on a comparison fails. */
public enum FailOn {
    BREAKING,
    RISKY,
    ANY,
    NONE;

    public boolean fails(Comparison.Verdict verdict) {
        return switch (this) {
            case BREAKING -> verdict == Comparison.Verdict.BREAKING;
            case RISKY -> verdict == Comparison.Verdict.BREAKING || verdict == Comparison.Verdict.RISKY;
            case ANY -> verdict != Comparison.Verdict.NONE;
            case NONE -> false;
        };
    }
}
