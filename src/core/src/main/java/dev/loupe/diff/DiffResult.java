package dev.loupe.diff;

import dev.loupe.diff.compare.ClientChange;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.judge.TrafficEvidence;
import dev.loupe.openapi.DocumentPointer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The result of a comparison.
 *
 * @param old the old spec
 * @param next the new spec
 * @param changes sorted, the most severe first
 * @param stale accepted changes that do not occur
 * @param inconclusive why parts were not compared; empty when all were
 */
public record DiffResult(
        SpecInfo old,
        SpecInfo next,
        List<Change> changes,
        List<AcceptedChanges.Entry> stale,
        @Nullable TrafficEvidence evidence,
        List<ClientChange> client,
        String inconclusive) {
    /**
     * One of the two specs.
     *
     * @param name its source
     * @param isFile true when the name is the path of a file, so that a line of it can be annotated
     * @param fingerprint {@code sha256:...}; empty when it cannot be computed
     * @param lines the line of each location
     */
    public record SpecInfo(String name, boolean isFile, String title, String fingerprint, Lines lines) {
        /** The line of a location, from 1; 0 when unknown. */
        public int line(@Nullable DocumentPointer pointer) {
            return lines.of(pointer);
        }

        private SpecInfo withoutDocuments(Stream<@Nullable DocumentPointer> locations) {
            Map<DocumentPointer, Integer> known = new HashMap<>();
            locations.filter(Objects::nonNull).forEach(location -> known.put(location, line(location)));
            return new SpecInfo(name, isFile, title, fingerprint, location -> known.getOrDefault(location, 0));
        }
    }

    /** The lines of a document. */
    public interface Lines {
        int of(@Nullable DocumentPointer location);
    }

    /** The result without the documents: only the lines of the changes are kept. */
    public DiffResult withoutDocuments() {
        List<Change.SpecLocation> locations = changes.stream()
                .flatMap(change -> Stream.concat(Stream.of(change.at()), change.alsoAt().stream()))
                .toList();
        return new DiffResult(
                old.withoutDocuments(
                        locations.stream().flatMap(location -> Stream.of(location.old(), location.next()))),
                next.withoutDocuments(
                        locations.stream().flatMap(location -> Stream.of(location.old(), location.next()))),
                changes,
                stale,
                evidence,
                client,
                inconclusive);
    }

    /** The result without stale entries: for several comparisons they are determined together. */
    public DiffResult withoutStale() {
        return new DiffResult(old, next, changes, List.of(), evidence, client, inconclusive);
    }

    /** The verdict; accepted changes do not count. */
    public enum Verdict {
        BREAKING,
        RISKY,
        COMPATIBLE,
        NONE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        /** The verdict on a comparison whose most severe change has this impact. */
        public static Verdict of(Impact impact) {
            return switch (impact) {
                case BREAKING -> BREAKING;
                case RISKY -> RISKY;
                case COMPATIBLE -> COMPATIBLE;
                case INFO -> NONE;
            };
        }
    }

    public Verdict verdict() {
        Impact worst = Impact.INFO;
        for (Change change : changes) {
            if (!change.isAccepted() && change.impact().compareTo(worst) < 0) {
                worst = change.impact();
            }
        }
        return Verdict.of(worst);
    }

    /** True when both specs have the same fingerprint: they describe the same messages. */
    public boolean sameMeaning() {
        return !old.fingerprint().isEmpty() && old.fingerprint().equals(next.fingerprint());
    }

    public long count(Impact impact) {
        return changes.stream()
                .filter(change -> change.impact() == impact && !change.isAccepted())
                .count();
    }

    /** 0: passed; 1: failed, or a stale accepted change; 3: inconclusive, since parts were not compared. */
    public int exitCode(FailOn failOn) {
        if (failOn.fails(verdict()) || !stale.isEmpty()) {
            return 1;
        }
        return inconclusive.isEmpty() ? 0 : 3;
    }
}
