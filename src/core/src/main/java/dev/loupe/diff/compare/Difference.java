package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.openapi.DocumentPointer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that differs; no judgement.
 *
 * @param oldAt where in OLD, null when it is not there
 * @param newAt where in NEW, null when it is not there
 * @param before the value in OLD, a missing node when there is none
 * @param after the value in NEW
 * @param subject what it is called: a property, a branch, a value; empty when the place says it all
 * @param covered true when a branch beside it accepts everything, so that it changes nothing on the wire
 * @param also further places of the same difference
 */
public record Difference(
        DifferenceKind kind,
        MessagePath location,
        @Nullable DocumentPointer oldAt,
        @Nullable DocumentPointer newAt,
        JsonNode before,
        JsonNode after,
        String subject,
        boolean covered,
        List<MessagePath> also) {

    /** Places of one difference that are kept; a component may be used 100,000 times. */
    private static final int MOST_LOCATIONS = 100;

    public static Difference of(
            DifferenceKind kind,
            MessagePath location,
            @Nullable DocumentPointer oldAt,
            @Nullable DocumentPointer newAt,
            JsonNode before,
            JsonNode after) {
        return new Difference(
                kind, location, known(oldAt, newAt), known(newAt, oldAt), before, after, "", false, new ArrayList<>());
    }

    /** The root of the document stands for a schema that is not written anywhere; then the other side says where. */
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
        return new Difference(kind, location, oldAt, newAt, before, after, name, covered, also);
    }

    Difference covered(boolean value) {
        return new Difference(kind, location, oldAt, newAt, before, after, subject, value, also);
    }

    void alsoAt(MessagePath other) {
        if (also.size() < MOST_LOCATIONS) {
            also.add(other);
        }
    }

    public SpecArea area() {
        return location.message().area();
    }
}
