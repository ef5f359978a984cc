package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.MessagePair;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.SchemaDescriber;
import java.util.Optional;

/** Proof that needs no validator: the absence of an operation, a status, a media type. */
final class StructuralWitness {
    private static final String NO_OPERATION = "NEW has no such operation";

    private StructuralWitness() {}

    static Optional<Witness> of(Difference difference) {
        MessagePair message = difference.location().message();
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        String operation = message.operation();
        int space = operation.indexOf(' ');
        if (space > 0) {
            request.put("method", operation.substring(0, space)).put("path", operation.substring(space + 1));
        }
        String before = SchemaDescriber.phrase(difference.before());
        Edit edit = difference.kind().edit();
        return switch (difference.kind().subject()) {
            case OPERATION -> operation(edit, before, request);
            case API ->
                edit == Edit.ANOTHER_API ? old(request.put("operation", before), NO_OPERATION) : Optional.empty();
            case STATUS ->
                edit == Edit.REMOVED
                        ? old(request.put("status", difference.subject()), "NEW has no response with this status")
                        : Optional.empty();
            case MEDIA_TYPE -> edit == Edit.REMOVED ? mediaType(difference, request) : Optional.empty();
            case BODY -> body(edit, message, request);
            case REQUIRED_BODY -> old(request.putNull("body"), "NEW requires a body");
            case PARAMETER, REQUIRED_PARAMETER ->
                edit == Edit.BECAME_REQUIRED || difference.kind().is(Subject.REQUIRED_PARAMETER, Edit.ADDED)
                        ? old(request.put("without", message.part()), "NEW requires " + message.part())
                        : Optional.empty();
            case PARAMETER_STYLE ->
                old(
                        request.put("with", message.part()),
                        "NEW reads it as " + SchemaDescriber.phrase(difference.after()));
            case XML -> xml(difference, request);
            case PART_TYPE ->
                edit == Edit.REMOVED
                        ? old(
                                request.put("field", difference.subject()).put("content-type", before),
                                "NEW does not have this media type")
                        : Optional.empty();
            case HEADER ->
                switch (edit) {
                    case BECAME_OPTIONAL -> header(difference, request);
                    case CHANGED ->
                        Optional.of(Witness.absence(
                                request.put("with", "header " + difference.subject()),
                                "new",
                                "OLD reads it as " + before));
                    default -> Optional.empty();
                };
            case REQUIRED_HEADER -> header(difference, request);
            case SECURITY_FLOW ->
                edit == Edit.REMOVED
                        ? old(request.put("flow", before), "NEW does not have this flow")
                        : Optional.empty();
            case CREDENTIALS, SECURITY_ALTERNATIVE, SCOPE -> credentials(difference, before, request);
            default -> Optional.empty();
        };
    }

    private static Optional<Witness> operation(Edit edit, String before, ObjectNode request) {
        if (edit == Edit.MOVED) {
            int gap = before.indexOf(' ');
            request.put("method", before.substring(0, gap)).put("path", before.substring(gap + 1));
        }
        return edit == Edit.REMOVED || edit == Edit.MOVED ? old(request, NO_OPERATION) : Optional.empty();
    }

    private static Optional<Witness> mediaType(Difference difference, ObjectNode request) {
        String header = difference.area() == SpecArea.RESPONSE || difference.area() == SpecArea.STREAM
                ? "accept"
                : "content-type";
        return old(request.put(header, difference.subject()), "NEW does not have this media type");
    }

    private static Optional<Witness> body(Edit edit, MessagePair message, ObjectNode request) {
        return switch (edit) {
            case REMOVED -> old(request.put("body", message.part()), "NEW has no body");
            case BECAME_REQUIRED -> old(request.putNull("body"), "NEW requires a body");
            case BECAME_OPTIONAL ->
                message.area() == SpecArea.WEBHOOK_REQUEST
                        ? Optional.of(Witness.absence(request.putNull("body"), "new", "OLD requires a body"))
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Witness> xml(Difference difference, ObjectNode request) {
        boolean response = difference.area().direction() == MessageDirection.RESPONSE;
        String written = SchemaDescriber.phrase(response ? difference.after() : difference.before());
        String read = SchemaDescriber.phrase(response ? difference.before() : difference.after());
        return Optional.of(Witness.absence(
                request.put("with", written), response ? "new" : "old", (response ? "OLD" : "NEW") + " reads " + read));
    }

    private static Optional<Witness> header(Difference difference, ObjectNode request) {
        return Optional.of(Witness.absence(
                request.put("without", "header " + difference.subject()), "new", "OLD requires this header"));
    }

    private static Optional<Witness> credentials(Difference difference, String before, ObjectNode request) {
        return switch (difference.kind().edit()) {
            case REQUIRED_NOW ->
                old(request.put("credentials", "none"), "NEW requires " + SchemaDescriber.phrase(difference.after()));
            case REMOVED ->
                difference.kind().subject() == Subject.SECURITY_ALTERNATIVE
                        ? old(request.put("credentials", before), "NEW does not accept these credentials")
                        : Optional.empty();
            case ADDED ->
                difference.kind().subject() == Subject.SCOPE
                        ? old(request.put("credentials", before), "NEW requires the scopes " + difference.subject())
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Witness> old(ObjectNode request, String message) {
        return Optional.of(Witness.absence(request, "old", message));
    }
}
