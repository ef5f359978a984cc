package dev.loupe.engine.baseline;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.LocationText;
import dev.loupe.text.YamlText;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/** Writes a baseline with the findings of a run, to which a person adds the reasons. */
@API(status = API.Status.EXPERIMENTAL)
public final class BaselineWriter {
    private static final String HEAD =
            """
            # Accepted findings, each with a reason; * in exchange and at matches any text.
            # A stale entry, which no finding matches any more, fails the run, so that this list shrinks.
            accept:""";

    private BaselineWriter() {}

    /**
     * Writes one entry per check, exchange and location (indices folded) of each finding that fails the run. Entries of
     * {@code before} that still match a finding are kept.
     *
     * @return how many entries were written
     */
    public static int write(Path file, Run run, Baseline before, LocalDate today) throws IOException {
        Set<Baseline.Entry> written = new LinkedHashSet<>();
        try (Stream<Finding> findings = run.findings()) {
            for (Iterator<Finding> i = findings.iterator(); i.hasNext(); ) {
                Finding finding = i.next();
                if (finding.isAccepted() || finding.fails()) {
                    written.add(existing(finding, before, today).orElseGet(() -> entry(finding, today)));
                }
            }
        }
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEAD);
            for (Baseline.Entry entry : written) {
                out.write(text(entry));
            }
            out.write(written.isEmpty() ? " []\n" : "\n");
        }
        return written.size();
    }

    private static Optional<Baseline.Entry> existing(Finding finding, Baseline before, LocalDate today) {
        return before.entries().stream()
                .filter(entry -> entry.covers(finding) && !entry.isExpired(today))
                .findFirst();
    }

    /** Equal for all findings that it matches, so that a set of entries contains it once. */
    private static Baseline.Entry entry(Finding finding, LocalDate today) {
        return new Baseline.Entry(
                finding.check().id(),
                new GlobPattern(finding.exchange().value()),
                new GlobPattern(LocationText.folded(finding.violation().at().toString())),
                "found on " + today + "; add the reason for accepting this ("
                        + finding.check().truth() + ")",
                null);
    }

    private static String text(Baseline.Entry entry) {
        return "\n  - check: " + YamlText.quoted(entry.check()) + "\n    exchange: "
                + YamlText.quoted(entry.exchange().pattern()) + "\n    at: "
                + YamlText.quoted(entry.at().pattern()) + "\n    reason: " + YamlText.quoted(entry.reason())
                + (entry.until() == null
                        ? ""
                        : "\n    until: " + YamlText.quoted(entry.until().toString()));
    }
}
