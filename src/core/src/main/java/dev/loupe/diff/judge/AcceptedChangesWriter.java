package dev.loupe.diff.judge;

import dev.loupe.text.YamlText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;

/** Writes accepted changes, to which a person adds the reasons. */
public final class AcceptedChangesWriter {
    private static final String HEAD =
            """
            # Accepted changes, each with a reason; change is the fingerprint in the report.
            # A stale entry, which no change matches any more, fails the comparison, so that this list shrinks.
            accepted:""";

    private AcceptedChangesWriter() {}

    /** The entry of a new change, with a placeholder for the reason. */
    public static AcceptedChanges.Entry entry(Change change, String today) {
        String operation = change.at().operation();
        String reason = "found on " + today + "; add the reason for accepting this ("
                + (operation.isEmpty() ? "" : operation + ": ") + change.message() + ")";
        return new AcceptedChanges.Entry(change.fingerprint(), reason, "", "", 0);
    }

    /** Writes the entries in their order. */
    public static void write(Path file, Collection<AcceptedChanges.Entry> entries) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEAD);
            for (AcceptedChanges.Entry entry : entries) {
                out.write("\n  - change: " + YamlText.quoted(entry.change()) + "\n    reason: "
                        + YamlText.quoted(entry.reason()));
                if (!entry.until().isEmpty()) {
                    out.write("\n    until: " + YamlText.quoted(entry.until()));
                }
            }
            out.write(entries.isEmpty() ? " []\n" : "\n");
        }
    }
}
