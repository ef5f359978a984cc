package dev.loupe.change;

import dev.loupe.change.OperationComparison.Found;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares the answers of one operation: statuses, headers, media types. */
final class AnswerComparison {
    private final OperationComparison operation;
    private final Endpoint old;
    private final Endpoint next;
    private final Differences out;

    AnswerComparison(OperationComparison operation, Endpoint old, Endpoint next, Differences out) {
        this.operation = operation;
        this.old = old;
        this.next = next;
        this.out = out;
    }

    void compare() {
        Pointer oldAt = old.at().then("responses");
        Pointer nextAt = next.at().then("responses");
        TreeSet<String> statuses = new TreeSet<>();
        old.node().path("responses").fieldNames().forEachRemaining(statuses::add);
        next.node().path("responses").fieldNames().forEachRemaining(statuses::add);
        statuses.removeIf(status -> status.startsWith("x-"));
        if (statuses.contains("2XX")) {
            ranges(statuses);
        }
        for (String status : statuses) {
            String mine = name(old, status);
            Found before = operation.old(old.node().path("responses").path(mine), oldAt.then(mine));
            String theirs = name(next, status);
            Found after = operation.next(next.node().path("responses").path(theirs), nextAt.then(theirs));
            boolean success = status.startsWith("2");
            Place place = Differences.place(next.name(), Direction.RESPONSE, "the answers");
            if (before.there() && after.there()) {
                both(status, before, after);
            } else if (before.there()) {
                out.add(
                        success ? Kind.STATUS_REMOVED : Kind.ERROR_STATUS_REMOVED,
                        place,
                        before.at(),
                        nextAt,
                        status,
                        "",
                        status);
            } else if (after.there()) {
                out.add(
                        success ? Kind.STATUS_ADDED : Kind.ERROR_STATUS_ADDED,
                        place,
                        oldAt,
                        after.at(),
                        "",
                        status,
                        status);
            }
        }
    }

    /** A status that only one side names is looked up in the range of the other, {@code 2XX}. */
    private void ranges(Set<String> statuses) {
        boolean inBoth = old.node().path("responses").has("2XX")
                && next.node().path("responses").has("2XX");
        boolean named = statuses.stream().anyMatch(status -> status.matches("2\\d\\d"));
        if (!inBoth && named) {
            statuses.remove("2XX");
        }
    }

    private static String name(Endpoint endpoint, String status) {
        boolean success = status.startsWith("2");
        return success && !endpoint.node().path("responses").has(status) ? "2XX" : status;
    }

    private void both(String status, Found before, Found after) {
        String part = status.equals("200") ? "the answer" : "the " + status + " answer";
        Place place = Differences.place(next.name(), Direction.RESPONSE, part);
        boolean had = !before.node().path("content").isEmpty();
        boolean has = !after.node().path("content").isEmpty();
        if (had && has) {
            operation.media(before, after, Direction.RESPONSE, part);
        } else if (had) {
            out.add(Kind.BODY_REMOVED, place, before.member("content").at(), after.at(), "", "", "");
        } else if (has) {
            out.add(Kind.BODY_ADDED, place, before.at(), after.member("content").at(), "", "", "");
        }
        String prose = before.node().path("description").asText("");
        if (before.node().has("description")
                && after.node().has("description")
                && !prose.equals(after.node().path("description").asText(""))) {
            out.add(
                    Kind.PROSE_CHANGED,
                    place,
                    before.member("description").at(),
                    after.member("description").at(),
                    "",
                    "",
                    "");
        }
        headers(before, after, place, part);
    }

    private void headers(Found before, Found after, Place place, String part) {
        SortedMap<String, Found> mine = headers(before, true);
        SortedMap<String, Found> theirs = headers(after, false);
        mine.forEach((name, header) -> {
            Found other = theirs.get(name);
            boolean was = header.node().path("required").asBoolean(false);
            if (other == null) {
                out.add(
                        was ? Kind.REQUIRED_HEADER_REMOVED : Kind.HEADER_REMOVED,
                        place,
                        header.at(),
                        after.at(),
                        "",
                        "",
                        name);
                return;
            }
            boolean is = other.node().path("required").asBoolean(false);
            if (was != is) {
                out.add(
                        is ? Kind.HEADER_BECAME_REQUIRED : Kind.HEADER_BECAME_OPTIONAL,
                        place,
                        header.at(),
                        other.at(),
                        "",
                        "",
                        name);
            }
            out.compare(new Message(
                    next.name(),
                    Direction.RESPONSE,
                    "the header " + name + " of " + part,
                    ParameterComparison.schema(header),
                    ParameterComparison.schema(other)));
        });
        theirs.forEach((name, header) -> {
            if (!mine.containsKey(name)) {
                out.add(Kind.HEADER_ADDED, place, before.at(), header.at(), "", "", name);
            }
        });
    }

    private SortedMap<String, Found> headers(Found answer, boolean inOld) {
        TreeMap<String, Found> all = new TreeMap<>();
        Pointer at = answer.at().then("headers");
        answer.node().path("headers").properties().forEach(each -> {
            Pointer place = at.then(each.getKey());
            Found header = inOld ? operation.old(each.getValue(), place) : operation.next(each.getValue(), place);
            // OpenAPI: a header "Content-Type" SHALL be ignored, since the media type says it
            if (header.there() && !each.getKey().equalsIgnoreCase("content-type")) {
                all.put(each.getKey().toLowerCase(Locale.ROOT), header);
            }
        });
        return all;
    }
}
