package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.MessagePair;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.normal.SchemaDescriber;
import java.util.Optional;

/** Proof of what needs no validator: an operation, a status, a media type is there or it is not. */
final class StructuralWitness {
    private StructuralWitness() {}

    static Optional<Witness> of(Difference difference) {
        MessagePair message = difference.location().message();
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        String operation = message.operation();
        int space = operation.indexOf(' ');
        if (space > 0) {
            line.put("method", operation.substring(0, space)).put("path", operation.substring(space + 1));
        }
        String before = SchemaDescriber.phrase(difference.before());
        return switch (difference.kind()) {
            case REMOVED -> old(line, "NEW has no such operation");
            case MOVED -> {
                int gap = before.indexOf(' ');
                line.put("method", before.substring(0, gap)).put("path", before.substring(gap + 1));
                yield old(line, "NEW has no such operation");
            }
            case ANOTHER_API -> old(line.put("operation", before), "NEW has no such operation");
            case STATUS_REMOVED ->
                old(line.put("status", difference.subject()), "NEW describes no answer with this status");
            case MEDIA_TYPE_REMOVED ->
                old(
                        line.put(message.area() == SpecArea.REQUEST ? "content-type" : "accept", difference.subject()),
                        "NEW does not have this media type");
            case BODY_REMOVED -> old(line.put("body", message.part()), "NEW describes no body");
            case BODY_BECAME_REQUIRED, REQUIRED_BODY_ADDED -> old(line.putNull("body"), "NEW requires a body");
            case REQUIRED_PARAMETER_ADDED, PARAMETER_BECAME_REQUIRED ->
                old(line.put("without", message.part()), "NEW requires " + message.part());
            case PARAMETER_STYLE_CHANGED ->
                old(line.put("with", message.part()), "NEW reads it as " + SchemaDescriber.phrase(difference.after()));
            case REQUIRED_HEADER_REMOVED, HEADER_BECAME_OPTIONAL ->
                Optional.of(Witness.absence(
                        line.put("without", "header " + difference.subject()), "new", "OLD promised this header"));
            case REQUIRED_NOW ->
                old(line.put("credentials", "none"), "NEW requires " + SchemaDescriber.phrase(difference.after()));
            case WAY_REMOVED -> old(line.put("credentials", before), "NEW does not take these credentials");
            case SCOPE_ADDED -> old(line.put("credentials", before), "NEW requires the scopes " + difference.subject());
            default -> Optional.empty();
        };
    }

    private static Optional<Witness> old(ObjectNode line, String message) {
        return Optional.of(Witness.absence(line, "old", message));
    }
}
