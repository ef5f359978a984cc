package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Compares one operation of OLD with what it became in NEW. */
final class OperationComparison {
    private final Endpoint old;
    private final Endpoint next;
    private final Differences out;
    private final Place place;
    private final References oldReferences;
    private final References nextReferences;

    OperationComparison(Endpoint old, Endpoint next, Differences out) {
        this.old = old;
        this.next = next;
        this.out = out;
        this.place = Differences.place(next.name(), Direction.OPERATION, "the operation");
        this.oldReferences = new References(out.oldRoot);
        this.nextReferences = new References(out.nextRoot);
    }

    /** A part of an operation, its references followed; missing when there is none. */
    record Found(JsonNode node, Pointer at) {
        boolean there() {
            return node.isObject();
        }

        Found member(String name) {
            return new Found(node.path(name), at.then(name));
        }
    }

    void compare() {
        identity();
        new ParameterComparison(old, next, out).compare();
        body();
        new AnswerComparison(this, old, next, out).compare();
        SecurityComparison.compare(old, next, out);
        ServerComparison.compare(old, next, out, place);
    }

    Found old(JsonNode node, Pointer at) {
        return found(oldReferences, node, at);
    }

    Found next(JsonNode node, Pointer at) {
        return found(nextReferences, node, at);
    }

    private static Found found(References references, JsonNode node, Pointer at) {
        return references.follow(node, at) instanceof References.Target.Found found
                ? new Found(found.node(), found.at())
                : new Found(MissingNode.getInstance(), at);
    }

    private void identity() {
        if (!old.operationId().equals(next.operationId())) {
            out.add(
                    Kind.ID_CHANGED,
                    place,
                    old.at().then("operationId"),
                    next.at().then("operationId"),
                    said(old.operationId()),
                    said(next.operationId()),
                    "");
        }
        boolean was = old.node().path("deprecated").asBoolean(false);
        boolean is = next.node().path("deprecated").asBoolean(false);
        if (was != is) {
            out.add(
                    is ? Kind.DEPRECATED : Kind.NO_LONGER_DEPRECATED,
                    place,
                    old.at().then("deprecated"),
                    next.at().then("deprecated"),
                    "",
                    "",
                    "");
        }
        if (!prose(old.node()).equals(prose(next.node()))) {
            out.add(Kind.PROSE_CHANGED, place, old.at(), next.at(), "", "", "");
        } else if (!prose(old.item()).equals(prose(next.item()))) {
            out.add(Kind.PROSE_CHANGED, place, old.itemAt(), next.itemAt(), "", "", "");
        }
        if (!annotations(old.node()).equals(annotations(next.node()))) {
            out.add(Kind.ANNOTATION_CHANGED, place, old.at(), next.at(), "", "", "");
        }
    }

    private static String said(String name) {
        return name.isEmpty() ? "none" : name;
    }

    private static String prose(JsonNode node) {
        return node.path("summary").asText("") + "\n" + node.path("description").asText("");
    }

    private static JsonNode annotations(JsonNode node) {
        ObjectNode copy = node.deepCopy();
        copy.remove(List.of(
                "operationId",
                "summary",
                "description",
                "deprecated",
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
        Place request = Differences.place(next.name(), Direction.REQUEST, "the request");
        boolean was = before.node().path("required").asBoolean(false);
        boolean is = after.node().path("required").asBoolean(false);
        if (!before.there()) {
            out.add(is ? Kind.REQUIRED_BODY_ADDED : Kind.BODY_ADDED, request, old.at(), after.at(), "", "", "");
        } else if (!after.there()) {
            out.add(Kind.BODY_REMOVED, request, before.at(), next.at(), "", "", "");
        } else {
            if (was != is) {
                out.add(
                        is ? Kind.BODY_BECAME_REQUIRED : Kind.BODY_BECAME_OPTIONAL,
                        request,
                        before.at().then("required"),
                        after.at().then("required"),
                        "",
                        "",
                        "");
            }
            if (!prose(before.node()).equals(prose(after.node()))) {
                out.add(Kind.PROSE_CHANGED, request, before.at(), after.at(), "", "", "");
            }
            media(before, after, Direction.REQUEST, "the request");
        }
    }

    /** Compares media types, and the schemas of those that are in both. */
    void media(Found before, Found after, Direction direction, String part) {
        SortedMap<String, Found> mine = media(before);
        SortedMap<String, Found> theirs = media(after);
        Place at = Differences.place(next.name(), direction, part);
        mine.forEach((type, media) -> {
            Found other = theirs.get(type);
            if (other == null) {
                if (!range(type, theirs)) {
                    out.add(
                            Kind.MEDIA_TYPE_REMOVED,
                            at,
                            media.at(),
                            after.member("content").at(),
                            type,
                            "",
                            type);
                }
                return;
            }
            Direction way =
                    direction == Direction.RESPONSE && type.equals("text/event-stream") ? Direction.STREAM : direction;
            String where = way == Direction.STREAM
                    ? part + ", one event of the stream"
                    : mine.size() > 1 && direction == Direction.REQUEST ? part + " (" + type + ")" : part;
            out.compare(new Message(next.name(), way, where, schema(media), schema(other)));
            samples(media, other, Differences.place(next.name(), way, where));
        });
        theirs.forEach((type, media) -> {
            if (!mine.containsKey(type) && !range(type, mine)) {
                out.add(Kind.MEDIA_TYPE_ADDED, at, before.member("content").at(), media.at(), "", type, type);
            }
        });
    }

    private void samples(Found media, Found other, Place place) {
        for (String name : List.of("example", "examples")) {
            if (!media.node().path(name).equals(other.node().path(name))) {
                out.facts.add(Fact.of(
                        Kind.SAMPLE_CHANGED,
                        place,
                        media.member(name).at(),
                        other.member(name).at(),
                        media.node().path(name),
                        other.node().path(name)));
            }
        }
    }

    private static Slot schema(Found media) {
        return media.node().has("schema")
                ? Slot.of(media.node().path("schema"), media.at().then("schema"))
                : Slot.ANYTHING;
    }

    /** Media types without their parameters, in lower case. */
    private static SortedMap<String, Found> media(Found holder) {
        TreeMap<String, Found> all = new TreeMap<>();
        Found content = holder.member("content");
        content.node().properties().forEach(each -> {
            String type = each.getKey();
            int end = type.indexOf(';');
            all.put(
                    (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT),
                    content.member(each.getKey()));
        });
        return all;
    }

    /** True when a range such as {@code application/*} stands for the type. */
    private static boolean range(String type, SortedMap<String, Found> among) {
        int slash = type.indexOf('/');
        return among.containsKey("*/*") || (slash > 0 && among.containsKey(type.substring(0, slash) + "/*"));
    }
}
