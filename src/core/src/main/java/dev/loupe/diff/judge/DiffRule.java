package dev.loupe.diff.judge;

import dev.loupe.check.CatalogueEntry;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.SpecArea;
import java.util.Set;

/**
 * One row of judgement: what one kind of fact means in one part of a contract.
 *
 * @param id stable for ever, {@code request.maximum-lowered}
 * @param kind the fact that it judges
 * @param area where: {@code request}, {@code answer}, {@code operation}, {@code security} or {@code document}
 * @param impact how much it hurts, unless configured otherwise
 * @param breaks whom
 * @param truth what changed, one sentence without a full stop
 * @param sentence what is said of one change, with {@code {before}}, {@code {after}} and {@code {subject}}
 * @param onlyProven true when it hurts only if a witness is found: the text alone cannot tell
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
    /** The part of a contract that a rule speaks of; it is the first word of the rule's id. */
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
                case REQUEST -> REQUEST;
                case RESPONSE, STREAM -> RESPONSE;
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
                    case REQUEST -> "A sender whose request was right is now answered with an error.";
                    case RESPONSE -> "A reader that relied on the old contract meets an answer that it ruled out.";
                    case OPERATION, SECURITY, DOCUMENT -> "A client that followed the old contract is now turned away.";
                };
            case RISKY -> "No message becomes wrong, but a promise that clients may rely on is withdrawn or changed.";
            case COMPATIBLE -> "Every client that followed the old contract goes on working.";
            case INFO -> "Nothing that goes over the wire can show it.";
        };
    }

    @Override
    public String source() {
        return switch (area) {
            case REQUEST ->
                "A request schema that accepts less breaks senders (JSON Schema validation, OpenAPI request body).";
            case RESPONSE ->
                "An answer schema that allows more breaks readers (JSON Schema validation, OpenAPI responses).";
            case OPERATION -> "OpenAPI, paths and operations.";
            case SECURITY -> "OpenAPI, security requirements.";
            case DOCUMENT -> "OpenAPI, the document.";
        };
    }

    @Override
    public String fix() {
        return switch (impact) {
            case BREAKING ->
                "Keep accepting (or promising) what the old contract did, publish the change under a new path or version,"
                        + " or accept it with a reason in loupe-changes.yaml.";
            case RISKY -> "Announce it before it happens: deprecate first, with a date, and say what takes its place.";
            case COMPATIBLE, INFO -> "Nothing to do.";
        };
    }
}
