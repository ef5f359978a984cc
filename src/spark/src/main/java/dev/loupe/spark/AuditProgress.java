package dev.loupe.spark;

import java.util.Locale;
import java.util.function.Consumer;

/** A line for each round number of something, so that a person sees that a long step continues. Spark shows its own stages alone. */
final class AuditProgress {
    private final String what;
    private final long each;
    private final Consumer<String> lines;
    private long count;

    AuditProgress(String what, long each, Consumer<String> lines) {
        this.what = what;
        this.each = each;
        this.lines = lines;
    }

    void add(long more) {
        long before = count / each;
        count += more;
        if (count / each > before) {
            lines.accept(String.format(Locale.ROOT, "audit: %,d %s", count / each * each, what));
        }
    }
}
