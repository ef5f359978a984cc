package dev.loupe.diff.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.prove.Witness;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.openapi.DocumentPointer;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One change with its level.
 *
 * @param impact the level after proof and configuration; {@link DiffRule#impact} is the level of the rule
 * @param breaks who is affected
 * @param at its location
 * @param alsoAt the other locations of the same change
 * @param witness null when there is none
 * @param unproven why a breaking change has no witness; empty when it has one or needs none
 * @param fingerprint identifies the change in the accepted changes: rule, locations, before and after
 * @param accepted the reason when it is accepted; empty when it is not
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
     * A location in both documents.
     *
     * @param old location in OLD, null when it is absent there
     * @param next location in NEW, null when it is absent there
     * @param operation {@code POST /v1/chat/completions}; empty for the document
     * @param description for people: {@code messages[] role=user content in the request}
     * @param properties the names of the properties on the path, without array items and branches
     */
    public record SpecLocation(
            @Nullable DocumentPointer old,
            @Nullable DocumentPointer next,
            String operation,
            String description,
            List<String> properties) {
        /** The location in NEW, or in OLD when it is removed. */
        public DocumentPointer pointer() {
            DocumentPointer first = next != null ? next : old;
            return first != null ? first : DocumentPointer.ROOT;
        }
    }

    /** The change without keys that a spec has in its values: a report is read by more people than the spec. */
    public Change redact(Redactor redactor) {
        return new Change(
                rule,
                impact,
                area,
                breaks,
                at,
                alsoAt,
                redactor.redactTexts(before),
                redactor.redactTexts(after),
                redactor.redact(message),
                witness == null
                        ? null
                        : new Witness(
                                redactor.redactTexts(witness.value()),
                                redactor.redactTexts(witness.leaf()),
                                witness.accepts(),
                                redactor.redact(witness.message())),
                unproven,
                fingerprint,
                accepted);
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
