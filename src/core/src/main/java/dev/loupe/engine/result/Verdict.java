package dev.loupe.engine.result;

import java.util.Locale;
import org.apiguardian.api.API;

/** The verdict on a run or on one exchange. */
@API(status = API.Status.EXPERIMENTAL)
public enum Verdict {
    CONFORMANT(0),
    NON_CONFORMANT(1),
    INCONCLUSIVE(3);

    private final int exitCode;
    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** With which a process ends that reports this verdict. */
    public int exitCode() {
        return exitCode;
    }

    /** As formats write it, {@code non-conformant}. */
    public String word() {
        return word;
    }

    public static Verdict ofWord(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
