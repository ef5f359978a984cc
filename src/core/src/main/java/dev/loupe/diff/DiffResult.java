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
 * What a comparison found.
 *
 * @param old the contract that clients know
 * @param next the contract that is to take its place
 * @param changes the worst first
 * @param stale entries of the accepted changes that no longer happen
 * @param inconclusive why parts could not be compared; empty when all were
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
     * One of the two contracts.
     *
     * @param name where it was read
     * @param fingerprint {@code sha256:...}; empty when it could not be taken
     * @param lines on which line each place stands
     */
    public record SpecInfo(String name, String title, String fingerprint, Lines lines) {
        /** The line, from 1, of a place; 0 when not known. */
        public int line(@Nullable DocumentPointer pointer) {
            return lines.of(pointer);
        }

        private SpecInfo withoutDocuments(Stream<@Nullable DocumentPointer> locations) {
            Map<DocumentPointer, Integer> known = new HashMap<>();
            locations.filter(Objects::nonNull).forEach(location -> known.put(location, line(location)));
            return new SpecInfo(name, title, fingerprint, location -> known.getOrDefault(location, 0));
        }
    }

    /** Knows the lines of a document. */
    public interface Lines {
        int of(@Nullable DocumentPointer location);
    }

    /** The same without the documents: of their lines those are kept that the changes stand on. */
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

    /** The same as one of several, of which all together say what is stale. */
    public DiffResult withoutStale() {
        return new DiffResult(old, next, changes, List.of(), evidence, client, inconclusive);
    }

    /** The verdict in one word; accepted changes do not count. */
    public enum Verdict {
        BREAKING,
        RISKY,
        COMPATIBLE,
        NONE;

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public Verdict verdict() {
        Impact worst = Impact.INFO;
        for (Change change : changes) {
            if (!change.isAccepted() && change.impact().compareTo(worst) < 0) {
                worst = change.impact();
            }
        }
        return switch (worst) {
            case BREAKING -> Verdict.BREAKING;
            case RISKY -> Verdict.RISKY;
            case COMPATIBLE -> Verdict.COMPATIBLE;
            case INFO -> Verdict.NONE;
        };
    }

    /** True when both contracts have one fingerprint: what goes over the wire is the same. */
    public boolean sameMeaning() {
        return !old.fingerprint().isEmpty() && old.fingerprint().equals(next.fingerprint());
    }

    public long count(Impact impact) {
        return changes.stream()
                .filter(change -> change.impact() == impact && !change.isAccepted())
                .count();
    }

    /** 0: nothing that fails; 1: something that does, or a stale acceptance; 3: parts could not be compared. */
    public int exitCode(FailOn failOn) {
        if (failOn.fails(verdict()) || !stale.isEmpty()) {
            return 1;
        }
        return inconclusive.isEmpty() ? 0 : 3;
    }
}
