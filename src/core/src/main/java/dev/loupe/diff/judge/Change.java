package dev.loupe.diff.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.prove.Witness;
import dev.loupe.openapi.DocumentPointer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change, judged.
 *
 * @param impact as configured; {@link DiffRule#impact} is what the rule says by itself
 * @param breaks whom it hurts
 * @param at where it is
 * @param alsoAt the other places of the same change
 * @param witness null when there is none
 * @param unproven why there is no witness for a break; empty when there is one or none is needed
 * @param fingerprint what accepting it refers to: rule, places, before and after
 * @param accepted the reason for which it was accepted on purpose; empty when it was not
 */
public record Change(
        DiffRule rule,
        Impact impact,
        SpecArea area,
        Set<AffectedParty> breaks,
        SpecLocation at,
        List<SpecLocation> alsoAt,
        JsonNode before,
        JsonNode after,
        String message,
        @Nullable Witness witness,
        String unproven,
        String fingerprint,
        String accepted) {

    /**
     * A place in both documents.
     *
     * @param old where in OLD, null when it is not there
     * @param next where in NEW, null when it is not there
     * @param operation {@code POST /v1/chat/completions}; empty for the document
     * @param location in words: {@code messages[] role=user content in the request}
     * @param properties the names of the members that lead there, elements of arrays and variants left out
     */
    public record SpecLocation(
            @Nullable DocumentPointer old,
            @Nullable DocumentPointer next,
            String operation,
            String description,
            List<String> properties) {
        /** The place in NEW, or in OLD for what is gone. */
        public DocumentPointer pointer() {
            DocumentPointer first = next != null ? next : old;
            return first != null ? first : DocumentPointer.ROOT;
        }
    }

    public boolean proven() {
        return witness != null;
    }

    public boolean isAccepted() {
        return !accepted.isEmpty();
    }

    public Change accept(String reason) {
        return new Change(
                rule, impact, area, breaks, at, alsoAt, before, after, message, witness, unproven, fingerprint, reason);
    }
}
