package dev.loupe.diff.prove;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.MessagePair;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.normal.SchemaDescriber;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Proof of what needs no validator: an operation, a status, a media type is there or it is not. */
public final class StructuralWitness {
    private static final Set<DifferenceKind> MEMBERS = EnumSet.of(
            DifferenceKind.REQUIRED_PROPERTY_ADDED,
            DifferenceKind.REQUIRED_PROPERTY_REMOVED,
            DifferenceKind.PROPERTY_BECAME_REQUIRED,
            DifferenceKind.PROPERTY_BECAME_OPTIONAL,
            DifferenceKind.PROPERTY_REFUSED);

    private StructuralWitness() {}

    /** True for differences about the presence of a member: they are shown at the object around it. */
    public static boolean aboutMember(DifferenceKind kind) {
        return MEMBERS.contains(kind);
    }

    static Optional<Witness> of(Difference fact) {
        MessagePair message = fact.place().message();
        ObjectNode line = JsonNodeFactory.instance.objectNode();
        String operation = message.operation();
        int space = operation.indexOf(' ');
        if (space > 0) {
            line.put("method", operation.substring(0, space)).put("path", operation.substring(space + 1));
        }
        String before = SchemaDescriber.phrase(fact.before());
        return switch (fact.kind()) {
            case REMOVED -> old(line, "NEW has no such operation");
            case MOVED -> {
                int gap = before.indexOf(' ');
                line.put("method", before.substring(0, gap)).put("path", before.substring(gap + 1));
                yield old(line, "NEW has no such operation");
            }
            case ANOTHER_API -> old(line.put("operation", before), "NEW has no such operation");
            case STATUS_REMOVED -> old(line.put("status", fact.subject()), "NEW describes no answer with this status");
            case MEDIA_TYPE_REMOVED ->
                old(
                        line.put(message.direction() == SpecArea.REQUEST ? "content-type" : "accept", fact.subject()),
                        "NEW does not have this media type");
            case BODY_REMOVED -> old(line.put("body", message.part()), "NEW describes no body");
            case BODY_BECAME_REQUIRED, REQUIRED_BODY_ADDED -> old(line.putNull("body"), "NEW requires a body");
            case REQUIRED_PARAMETER_ADDED, PARAMETER_BECAME_REQUIRED ->
                old(line.put("without", message.part()), "NEW requires " + message.part());
            case PARAMETER_STYLE_CHANGED ->
                old(line.put("with", message.part()), "NEW reads it as " + SchemaDescriber.phrase(fact.after()));
            case REQUIRED_HEADER_REMOVED, HEADER_BECAME_OPTIONAL ->
                Optional.of(Witness.absence(
                        line.put("without", "header " + fact.subject()), "new", "OLD promised this header"));
            case REQUIRED_NOW ->
                old(line.put("credentials", "none"), "NEW requires " + SchemaDescriber.phrase(fact.after()));
            case WAY_REMOVED -> old(line.put("credentials", before), "NEW does not take these credentials");
            case SCOPE_ADDED -> old(line.put("credentials", before), "NEW requires the scopes " + fact.subject());
            default -> Optional.empty();
        };
    }

    private static Optional<Witness> old(ObjectNode line, String words) {
        return Optional.of(Witness.absence(line, "old", words));
    }
}
