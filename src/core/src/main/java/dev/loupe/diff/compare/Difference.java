package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.openapi.DocumentPointer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A difference between OLD and NEW, without a level.
 *
 * @param oldAt location in OLD, null when it is absent there
 * @param newAt location in NEW, null when it is absent there
 * @param before the value in OLD, a missing node when there is none
 * @param after the value in NEW
 * @param subject the name of the property, branch or value; empty when the location names it
 * @param coverage whether other branches accept the same values
 * @param also further locations of the same difference
 */
public record Difference(
        DifferenceKind kind,
        MessagePath location,
        @Nullable DocumentPointer oldAt,
        @Nullable DocumentPointer newAt,
        JsonNode before,
        JsonNode after,
        String subject,
        Coverage coverage,
        List<MessagePath> also) {

    /** Locations kept for one difference; a component may be used 100,000 times. */
    public static final int MOST_LOCATIONS = 100;

    public static Difference of(
            DifferenceKind kind,
            MessagePath location,
            @Nullable DocumentPointer oldAt,
            @Nullable DocumentPointer newAt,
            JsonNode before,
            JsonNode after) {
        return new Difference(
                kind,
                location,
                known(oldAt, newAt),
                known(newAt, oldAt),
                before,
                after,
                "",
                Coverage.NONE,
                new ArrayList<>());
    }

    /** The root stands for a schema that is not in the document; the other location is used then. */
    private static @Nullable DocumentPointer known(@Nullable DocumentPointer at, @Nullable DocumentPointer other) {
        return DocumentPointer.ROOT.equals(at) && other != null ? null : at;
    }

    public static Difference of(
            DifferenceKind kind,
            MessagePath location,
            @Nullable DocumentPointer oldAt,
            @Nullable DocumentPointer newAt) {
        return of(kind, location, oldAt, newAt, MissingNode.getInstance(), MissingNode.getInstance());
    }

    Difference about(String name) {
        return new Difference(kind, location, oldAt, newAt, before, after, name, coverage, also);
    }

    Difference covered(Coverage value) {
        return new Difference(kind, location, oldAt, newAt, before, after, subject, value, also);
    }

    void alsoAt(MessagePath other) {
        if (!isWidelyUsed()) {
            also.add(other);
        }
    }

    /** Whether it has as many locations as are kept, so that there may be more. */
    boolean isWidelyUsed() {
        return also.size() >= MOST_LOCATIONS;
    }

    /** The same difference at another of its locations. */
    public Difference at(MessagePath other) {
        return new Difference(kind, other, oldAt, newAt, before, after, subject, coverage, also);
    }

    public SpecArea area() {
        return location.message().area();
    }
}
