package dev.loupe.diff.compare;

import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.OperationComparison.Found;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the responses of one operation: statuses, headers, media types. */
final class ResponseComparison {
    private static final String DEFAULT = "default";

    private final OperationComparison operation;
    private final Operation old;
    private final Operation next;
    private final DifferenceCollector out;

    ResponseComparison(OperationComparison operation, Operation old, Operation next, DifferenceCollector out) {
        this.operation = operation;
        this.old = old;
        this.next = next;
        this.out = out;
    }

    void compare() {
        SortedMap<String, Found> left = responses(old, true);
        SortedMap<String, Found> right = responses(next, false);
        Set<String> all = new TreeSet<>(left.keySet());
        all.addAll(right.keySet());
        for (String status : all) {
            Found before = left.get(status);
            Found after = right.get(status);
            if (before != null && after != null) {
                both(status, before, after);
            } else if (before != null) {
                removed(status, before, right);
            } else if (after != null) {
                added(status, after, left, right.keySet());
            }
        }
    }

    /** The responses with a definition by status; ranges in upper case, as OpenAPI writes them. */
    private SortedMap<String, Found> responses(Operation from, boolean inOld) {
        SortedMap<String, Found> all = new TreeMap<>();
        DocumentPointer at = from.at().then("responses");
        from.node().path("responses").properties().forEach(each -> {
            String status = each.getKey();
            DocumentPointer location = at.then(status);
            Found found = inOld ? operation.old(each.getValue(), location) : operation.next(each.getValue(), location);
            if (found.there() && !status.startsWith("x-")) {
                all.putIfAbsent(isRange(status) ? status.toUpperCase(Locale.ROOT) : status, found);
            }
        });
        return all;
    }

    /**
     * The entry that describes a status without an entry of its own: its range, else the default. By convention the
     * default describes errors, so it describes a success only where its definition is that of the success, or where it is
     * the only entry.
     */
    private static @Nullable Found covering(String status, Found stated, SortedMap<String, Found> among) {
        if (status.equals(DEFAULT)) {
            return null;
        }
        Found range = isRange(status) ? null : among.get(range(status));
        Found other = among.get(DEFAULT);
        if (range != null || other == null) {
            return range;
        }
        return !success(status) || among.size() == 1 || other.node().equals(stated.node()) ? other : null;
    }

    private void removed(String status, Found before, SortedMap<String, Found> responses) {
        Set<String> right = responses.keySet();
        Found now = covering(status, before, responses);
        if (now != null) {
            both(status, before, now);
            return;
        }
        boolean narrowed = isRange(status) && right.stream().anyMatch(each -> isIn(each, status));
        DifferenceKind kind = !success(status)
                ? DifferenceKind.of(Subject.ERROR_STATUS, Edit.REMOVED)
                : DifferenceKind.of(Subject.STATUS, narrowed ? Edit.NO_LONGER_RANGE : Edit.REMOVED);
        String left = narrowed
                ? right.stream().filter(each -> isIn(each, status)).findFirst().orElse("")
                : "";
        out.add(kind, location(), before.at(), next.at().then("responses"), status, left, status);
    }

    private void added(String status, Found after, SortedMap<String, Found> responses, Set<String> right) {
        Set<String> left = responses.keySet();
        Found covered = covering(status, after, responses);
        if (covered != null) {
            both(status, covered, after);
            return;
        }
        String one = left.stream()
                .filter(each -> isIn(each, status) && !right.contains(each))
                .findFirst()
                .orElse("");
        DifferenceKind kind = !success(status)
                ? DifferenceKind.of(Subject.ERROR_STATUS, Edit.ADDED)
                : DifferenceKind.of(Subject.STATUS, one.isEmpty() ? Edit.ADDED : Edit.BECAME_RANGE);
        DocumentPointer from = old.at().then("responses");
        out.add(kind, location(), one.isEmpty() ? from : from.then(one), after.at(), one, status, status);
    }

    private MessagePath location() {
        return MessagePath.of(next.name(), SpecArea.RESPONSE, "the responses");
    }

    private static boolean success(String status) {
        return status.startsWith("2");
    }

    /** OpenAPI: {@code 2XX} covers each status from 200 to 299 without an entry of its own. */
    private static boolean isRange(String status) {
        return status.matches("[1-5](XX|xx)");
    }

    private static String range(String status) {
        return status.matches("[1-5]\\d\\d") ? status.charAt(0) + "XX" : "";
    }

    private static boolean isIn(String status, String range) {
        return isRange(range) && range(status).equalsIgnoreCase(range);
    }

    private void both(String status, Found before, Found after) {
        String part = status.equals("200") ? "the response" : "the " + status + " response";
        MessagePath location = MessagePath.of(next.name(), SpecArea.RESPONSE, part);
        boolean had = !before.node().path("content").isEmpty();
        boolean has = !after.node().path("content").isEmpty();
        if (had && has) {
            operation.media(before, after, SpecArea.RESPONSE, part);
        } else if (had) {
            out.add(
                    DifferenceKind.of(Subject.BODY, Edit.REMOVED),
                    location,
                    before.property("content").at(),
                    after.at(),
                    "",
                    "",
                    "");
        } else if (has) {
            out.add(
                    DifferenceKind.of(Subject.BODY, Edit.ADDED),
                    location,
                    before.at(),
                    after.property("content").at(),
                    "",
                    "",
                    "");
        }
        String description = before.node().path("description").asText("");
        if (before.node().has("description")
                && after.node().has("description")
                && !description.equals(after.node().path("description").asText(""))) {
            out.add(
                    DifferenceKind.of(Subject.DESCRIPTION, Edit.CHANGED),
                    location,
                    before.property("description").at(),
                    after.property("description").at(),
                    "",
                    "",
                    "");
        }
        headers(before, after, location, part);
    }

    private void headers(Found before, Found after, MessagePath location, String part) {
        SortedMap<String, Found> left = headers(before, true);
        SortedMap<String, Found> right = headers(after, false);
        left.forEach((name, header) -> {
            Found other = right.get(name);
            boolean was = header.node().path("required").asBoolean(false);
            if (other == null) {
                out.add(
                        was
                                ? DifferenceKind.of(Subject.REQUIRED_HEADER, Edit.REMOVED)
                                : DifferenceKind.of(Subject.HEADER, Edit.REMOVED),
                        location,
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
                        DifferenceKind.of(Subject.HEADER, is ? Edit.BECAME_REQUIRED : Edit.BECAME_OPTIONAL),
                        location,
                        header.at(),
                        other.at(),
                        "",
                        "",
                        name);
            }
            Serialization written = serialization(name, header);
            Serialization now = serialization(name, other);
            if (ParameterEncoding.writtenDifferently(
                    written,
                    now,
                    out.old(SpecArea.RESPONSE).schema(ParameterEncoding.schema(header)),
                    out.next(SpecArea.RESPONSE).schema(ParameterEncoding.schema(other)))) {
                out.add(
                        DifferenceKind.of(Subject.HEADER, Edit.CHANGED),
                        location,
                        header.at(),
                        other.at(),
                        written.description(),
                        now.description(),
                        name);
            }
            out.compareTexts(new MessagePair(
                    next.name(),
                    SpecArea.RESPONSE,
                    "the header " + name + " of " + part,
                    ParameterEncoding.schema(header),
                    ParameterEncoding.schema(other),
                    encoding(name, header),
                    encoding(name, other)));
        });
        right.forEach((name, header) -> {
            if (!left.containsKey(name)) {
                out.add(
                        DifferenceKind.of(Subject.HEADER, Edit.ADDED),
                        location,
                        before.at(),
                        header.at(),
                        "",
                        "",
                        name);
            }
        });
    }

    static MessageEncoding encoding(String name, Found header) {
        return new MessageEncoding.Parameter(serialization(name, header));
    }

    private static Serialization serialization(String name, Found header) {
        boolean json = header.node().has("content");
        boolean explode = header.node().path("explode").asBoolean(false);
        return new Serialization(name, json ? Serialization.JSON : "simple", explode);
    }

    private SortedMap<String, Found> headers(Found response, boolean inOld) {
        TreeMap<String, Found> all = new TreeMap<>();
        DocumentPointer at = response.at().then("headers");
        response.node().path("headers").properties().forEach(each -> {
            DocumentPointer location = at.then(each.getKey());
            Found header = inOld ? operation.old(each.getValue(), location) : operation.next(each.getValue(), location);
            // OpenAPI: a header "Content-Type" SHALL be ignored, since the media type defines it
            if (header.there() && !each.getKey().equalsIgnoreCase("content-type")) {
                all.put(each.getKey().toLowerCase(Locale.ROOT), header);
            }
        });
        return all;
    }
}
