package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.List;

/** Compares one operation of OLD with its match in NEW. */
final class OperationComparison {
    private final Operation old;
    private final Operation next;
    private final DifferenceCollector out;
    private final MessagePath location;
    private final ReferenceResolver oldReferences;
    private final ReferenceResolver nextReferences;

    OperationComparison(Operation old, Operation next, DifferenceCollector out) {
        this.old = old;
        this.next = next;
        this.out = out;
        this.location = MessagePath.of(next.name(), SpecArea.OPERATION, "the operation");
        this.oldReferences = new ReferenceResolver(out.oldRoot());
        this.nextReferences = new ReferenceResolver(out.nextRoot());
    }

    /** A part of an operation with its references resolved; a missing node when there is none. */
    record Found(JsonNode node, DocumentPointer at) {
        boolean there() {
            return node.isObject();
        }

        Found property(String name) {
            return new Found(node.path(name), at.then(name));
        }
    }

    void compare() {
        identity();
        new ParameterComparison(old, next, out).compare();
        body();
        new ResponseComparison(this, old, next, out).compare();
        SecurityComparison.compare(old, next, out);
        ServerComparison.compare(old, next, out, location);
    }

    Found old(JsonNode node, DocumentPointer at) {
        return found(oldReferences, node, at);
    }

    Found next(JsonNode node, DocumentPointer at) {
        return found(nextReferences, node, at);
    }

    private static Found found(ReferenceResolver references, JsonNode node, DocumentPointer at) {
        return references.follow(node, at) instanceof ReferenceResolver.Target.Found found
                ? new Found(found.node(), found.at())
                : new Found(MissingNode.getInstance(), at);
    }

    /** Its id, descriptions and extensions. */
    void identity() {
        if (!old.operationId().equals(next.operationId())) {
            out.add(
                    DifferenceKind.of(Subject.OPERATION_ID, Edit.CHANGED),
                    location,
                    old.at().then("operationId"),
                    next.at().then("operationId"),
                    orNone(old.operationId()),
                    orNone(next.operationId()),
                    "");
        }
        boolean was = old.node().path("deprecated").asBoolean(false);
        boolean is = next.node().path("deprecated").asBoolean(false);
        if (was != is) {
            out.add(
                    DifferenceKind.of(Subject.DEPRECATION, is ? Edit.DEPRECATED : Edit.NO_LONGER_DEPRECATED),
                    location,
                    old.at().then("deprecated"),
                    next.at().then("deprecated"),
                    "",
                    "",
                    "");
        }
        AnnouncementComparison.compare(old, next, out, location);
        if (!description(old.node()).equals(description(next.node()))) {
            out.add(DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED), location, old.at(), next.at(), "", "", "");
        } else if (!description(old.item()).equals(description(next.item()))) {
            out.add(
                    DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED),
                    location,
                    old.itemAt(),
                    next.itemAt(),
                    "",
                    "",
                    "");
        }
        if (!annotations(old.node()).equals(annotations(next.node()))) {
            out.add(DifferenceKind.of(Subject.ANNOTATION, Edit.CHANGED), location, old.at(), next.at(), "", "", "");
        }
    }

    private static String orNone(String name) {
        return name.isEmpty() ? "none" : name;
    }

    private static String description(JsonNode node) {
        return node.path("summary").asText("") + "\n" + node.path("description").asText("");
    }

    private static JsonNode annotations(JsonNode node) {
        ObjectNode copy = node.deepCopy();
        copy.remove(List.of(
                "operationId",
                "summary",
                "description",
                "deprecated",
                "x-sunset",
                "x-stability-level",
                "callbacks",
                "parameters",
                "requestBody",
                "responses",
                "security",
                "servers"));
        return copy;
    }

    private void body() {
        Found before = old(old.node().path("requestBody"), old.at().then("requestBody"));
        Found after = next(next.node().path("requestBody"), next.at().then("requestBody"));
        if (!before.there() && !after.there()) {
            return;
        }
        MessagePath request = MessagePath.of(next.name(), SpecArea.REQUEST, "the request");
        boolean was = before.node().path("required").asBoolean(false);
        boolean is = after.node().path("required").asBoolean(false);
        if (!before.there()) {
            out.add(
                    is
                            ? DifferenceKind.of(Subject.REQUIRED_BODY, Edit.ADDED)
                            : DifferenceKind.of(Subject.BODY, Edit.ADDED),
                    request,
                    old.at(),
                    after.at(),
                    "",
                    "",
                    "");
        } else if (!after.there()) {
            out.add(DifferenceKind.of(Subject.BODY, Edit.REMOVED), request, before.at(), next.at(), "", "", "");
        } else {
            if (was != is) {
                out.add(
                        DifferenceKind.of(Subject.BODY, is ? Edit.BECAME_REQUIRED : Edit.BECAME_OPTIONAL),
                        request,
                        before.at().then("required"),
                        after.at().then("required"),
                        "",
                        "",
                        "");
            }
            if (!description(before.node()).equals(description(after.node()))) {
                out.add(
                        DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED),
                        request,
                        before.at(),
                        after.at(),
                        "",
                        "",
                        "");
            }
            media(before, after, SpecArea.REQUEST, "the request");
        }
    }

    /** Compares media types, and the schemas of common media types. */
    void media(Found before, Found after, SpecArea area, String part) {
        new MediaTypeComparison(this, next.name(), area, part, out).compare(before, after);
    }
}
