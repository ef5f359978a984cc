package dev.loupe.diff.compare;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.OperationComparison.Found;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the operations that the API calls at its clients: webhooks and callbacks. Clients read the request, so it is
 * compared like a response, and send the response, so it is compared like a request.
 */
final class WebhookComparison {
    private static final String REQUEST = "the webhook request";

    private final Operation old;
    private final Operation next;
    private final DifferenceCollector out;
    private final OperationComparison operation;

    private WebhookComparison(OperationMatching.Pair pair, DifferenceCollector out) {
        this.old = pair.old();
        this.next = pair.next();
        this.out = out;
        this.operation = new OperationComparison(old, next, out);
    }

    static void compare(List<Operation> old, List<Operation> next, DifferenceCollector out, String today) {
        compare(old, next, true, new HashSet<>(), out, today);
    }

    /** The callback of an operation is called by the server of that operation, so the sides alternate. */
    private static void compare(
            List<Operation> old,
            List<Operation> next,
            boolean calledByApi,
            Set<List<JsonPointer>> seen,
            DifferenceCollector out,
            String today) {
        OperationMatching matching = OperationMatching.of(old, next).byExpression();
        matching.report(out, today);
        List<OperationMatching.Pair> pairs = new ArrayList<>(matching.moved());
        pairs.addAll(matching.same());
        for (OperationMatching.Pair pair : pairs) {
            // callbacks that refer to themselves
            if (!seen.add(List.of(pair.old().pointer(), pair.next().pointer()))) {
                continue;
            }
            if (calledByApi) {
                new WebhookComparison(pair, out).compare();
            } else {
                new OperationComparison(pair.old(), pair.next(), out).compare();
            }
            compare(
                    pair.old().callbacks(out.oldRoot()),
                    pair.next().callbacks(out.nextRoot()),
                    !calledByApi,
                    seen,
                    out,
                    today);
        }
    }

    private void compare() {
        operation.identity();
        parameters();
        body();
        responses();
    }

    private void add(
            DifferenceKind kind,
            SpecArea area,
            String part,
            DocumentPointer oldAt,
            DocumentPointer newAt,
            String subject) {
        out.add(kind, MessagePath.of(next.name(), area, part), oldAt, newAt, "", "", subject);
    }

    /** Parameters of the request; clients read them like the headers of a response. */
    private void parameters() {
        Map<String, Found> left = DescribedParameters.of(old, out.oldRoot());
        Map<String, Found> right = DescribedParameters.of(next, out.nextRoot());
        left.forEach((key, parameter) -> {
            Found other = right.get(key);
            boolean was = required(parameter);
            if (other == null) {
                Subject subject = was ? Subject.REQUIRED_HEADER : Subject.HEADER;
                add(
                        DifferenceKind.of(subject, Edit.REMOVED),
                        SpecArea.WEBHOOK_REQUEST,
                        REQUEST,
                        parameter.at(),
                        next.at(),
                        key);
                return;
            }
            if (was != required(other)) {
                Edit edit = was ? Edit.BECAME_OPTIONAL : Edit.BECAME_REQUIRED;
                add(
                        DifferenceKind.of(Subject.HEADER, edit),
                        SpecArea.WEBHOOK_REQUEST,
                        REQUEST,
                        parameter.at(),
                        other.at(),
                        key);
            }
            out.compareTexts(new MessagePair(
                    next.name(),
                    SpecArea.WEBHOOK_REQUEST,
                    "the " + key + " of " + REQUEST,
                    ParameterEncoding.schema(parameter),
                    ParameterEncoding.schema(other),
                    ParameterEncoding.encoding(parameter),
                    ParameterEncoding.encoding(other)));
        });
        right.forEach((key, parameter) -> {
            if (!left.containsKey(key)) {
                add(
                        DifferenceKind.of(Subject.HEADER, Edit.ADDED),
                        SpecArea.WEBHOOK_REQUEST,
                        REQUEST,
                        old.at(),
                        parameter.at(),
                        key);
            }
        });
    }

    private static boolean required(Found part) {
        return part.node().path("required").asBoolean(false);
    }

    private void body() {
        Found before = operation.old(old.node().path("requestBody"), old.at().then("requestBody"));
        Found after = operation.next(next.node().path("requestBody"), next.at().then("requestBody"));
        if (!before.there() && !after.there()) {
            return;
        }
        if (!before.there()) {
            add(
                    DifferenceKind.of(Subject.BODY, Edit.ADDED),
                    SpecArea.WEBHOOK_REQUEST,
                    REQUEST,
                    old.at(),
                    after.at(),
                    "");
        } else if (!after.there()) {
            add(
                    DifferenceKind.of(Subject.BODY, Edit.REMOVED),
                    SpecArea.WEBHOOK_REQUEST,
                    REQUEST,
                    before.at(),
                    next.at(),
                    "");
        } else {
            if (required(before) != required(after)) {
                Edit edit = required(before) ? Edit.BECAME_OPTIONAL : Edit.BECAME_REQUIRED;
                add(
                        DifferenceKind.of(Subject.BODY, edit),
                        SpecArea.WEBHOOK_REQUEST,
                        REQUEST,
                        before.at(),
                        after.at(),
                        "");
            }
            operation.media(before, after, SpecArea.WEBHOOK_REQUEST, REQUEST);
        }
    }

    private void responses() {
        Map<String, Found> left = responses(old, true);
        Map<String, Found> right = responses(next, false);
        Set<String> all = new TreeSet<>(left.keySet());
        all.addAll(right.keySet());
        for (String status : all) {
            String part = "the " + status + " response to the webhook";
            Found before = left.get(status);
            Found after = right.get(status);
            if (before == null && after != null) {
                add(
                        DifferenceKind.of(Subject.STATUS, Edit.ADDED),
                        SpecArea.WEBHOOK_RESPONSE,
                        "the responses to the webhook",
                        old.at(),
                        after.at(),
                        status);
            } else if (after == null && before != null) {
                add(
                        DifferenceKind.of(Subject.STATUS, Edit.REMOVED),
                        SpecArea.WEBHOOK_RESPONSE,
                        "the responses to the webhook",
                        before.at(),
                        next.at(),
                        status);
            } else if (before != null && after != null) {
                response(part, before, after);
            }
        }
    }

    private void response(String part, Found before, Found after) {
        boolean had = !before.node().path("content").isEmpty();
        boolean has = !after.node().path("content").isEmpty();
        if (had && has) {
            operation.media(before, after, SpecArea.WEBHOOK_RESPONSE, part);
        } else if (had != has) {
            Edit edit = had ? Edit.DROPPED : Edit.ADDED;
            add(DifferenceKind.of(Subject.BODY, edit), SpecArea.WEBHOOK_RESPONSE, part, before.at(), after.at(), "");
        }
    }

    private Map<String, Found> responses(Operation from, boolean inOld) {
        Map<String, Found> all = new LinkedHashMap<>();
        DocumentPointer at = from.at().then("responses");
        for (Map.Entry<String, JsonNode> each : from.node().path("responses").properties()) {
            DocumentPointer location = at.then(each.getKey());
            Found found = inOld ? operation.old(each.getValue(), location) : operation.next(each.getValue(), location);
            if (found.there() && !each.getKey().startsWith("x-")) {
                all.put(each.getKey(), found);
            }
        }
        return all;
    }
}
