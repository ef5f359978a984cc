package dev.loupe.diff.judge;

import dev.loupe.check.CatalogueEntry;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.SpecArea;
import java.util.Set;

/**
 * The level of one kind of difference in one area of a spec.
 *
 * @param id stable, {@code request.maximum-lowered}
 * @param kind the kind of difference
 * @param area the area of the spec
 * @param impact the level, unless configured otherwise
 * @param breaks who is affected
 * @param truth what changed, one sentence without a full stop
 * @param sentence the message of one change, with {@code {before}}, {@code {after}} and {@code {subject}}
 * @param onlyProven true when it breaks only if a witness is found, since the text of the spec does not decide
 */
public record DiffRule(
        String id,
        DifferenceKind kind,
        Area area,
        Impact impact,
        Set<AffectedParty> breaks,
        String truth,
        String sentence,
        boolean onlyProven)
        implements CatalogueEntry {
    /** The area of a spec that a rule is about. */
    public enum Area {
        REQUEST("request"),
        RESPONSE("answer"),
        OPERATION("operation"),
        SECURITY("security"),
        DOCUMENT("document");

        private final String prefix;

        Area(String prefix) {
            this.prefix = prefix;
        }

        /** The first word of the ids of its rules; ids never change. */
        String prefix() {
            return prefix;
        }

        static Area of(SpecArea area) {
            return switch (area) {
                case REQUEST, WEBHOOK_RESPONSE -> REQUEST;
                case RESPONSE, STREAM, WEBHOOK_REQUEST -> RESPONSE;
                case OPERATION -> OPERATION;
                case SECURITY -> SECURITY;
                case DOCUMENT -> DOCUMENT;
            };
        }
    }

    @Override
    public String why() {
        return switch (impact) {
            case BREAKING ->
                switch (area) {
                    case REQUEST -> "A request that was valid is now rejected.";
                    case RESPONSE -> "A response may now contain what the old spec excluded.";
                    case OPERATION, SECURITY, DOCUMENT -> "A client of the old spec no longer works.";
                };
            case RISKY -> "No message becomes invalid, but a guarantee that clients may rely on is removed or changed.";
            case COMPATIBLE -> "Every client of the old spec still works.";
            case INFO -> "No message is affected.";
        };
    }

    @Override
    public String source() {
        return switch (area) {
            case REQUEST ->
                "A request schema that accepts less breaks senders (JSON Schema validation, OpenAPI request body).";
            case RESPONSE ->
                "A response schema that allows more breaks readers (JSON Schema validation, OpenAPI responses).";
            case OPERATION -> "OpenAPI, paths and operations.";
            case SECURITY -> "OpenAPI, security requirements.";
            case DOCUMENT -> "OpenAPI, the document.";
        };
    }

    @Override
    public String fix() {
        return switch (impact) {
            case BREAKING ->
                "Keep accepting (or guaranteeing) what the old spec does, publish the change under a new path or version,"
                        + " or accept it with a reason in loupe-changes.yaml.";
            case RISKY -> "Announce it first: deprecate the element with a date and name the replacement.";
            case COMPATIBLE, INFO -> "No action is needed.";
        };
    }
}
