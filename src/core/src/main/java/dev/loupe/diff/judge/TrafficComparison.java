package dev.loupe.diff.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceCollector;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.normal.SchemaRef;
import dev.loupe.diff.normal.WorkBudget;
import dev.loupe.diff.prove.MessageValidator;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import dev.loupe.openapi.schema.BoundedPattern;
import dev.loupe.text.UrlPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Validates recorded exchanges against both specs. */
public final class TrafficComparison {
    private static final int EXAMPLES = 3;

    private final DifferenceCollector collector;
    private final List<Operation> old;
    private final List<Operation> next;
    private final MessageValidator before;
    private final MessageValidator after;
    private final List<RecordedMessage> messages = new ArrayList<>();

    /** One recorded JSON value with its schemas in both specs. */
    private record RecordedMessage(
            Exchange exchange, SpecArea area, JsonNode value, @Nullable SchemaRef old, @Nullable SchemaRef next) {}

    public TrafficComparison(DifferenceCollector collector, List<Exchange> exchanges) {
        this.collector = collector;
        this.old = Operation.of(collector.oldRoot());
        this.next = Operation.of(collector.nextRoot());
        this.before = new MessageValidator(collector.oldRoot(), new WorkBudget(Long.MAX_VALUE));
        this.after = new MessageValidator(collector.nextRoot(), new WorkBudget(Long.MAX_VALUE));
        exchanges.forEach(this::add);
    }

    private void add(Exchange exchange) {
        String method = exchange.request().method().toUpperCase(Locale.ROOT);
        String path = UrlPath.of(exchange.request().url());
        Operation left = find(old, method, path);
        Operation right = find(next, method, path);
        if (left == null && right == null) {
            return;
        }
        if (exchange.request().body() instanceof Body.Json json) {
            messages.add(new RecordedMessage(
                    exchange,
                    SpecArea.REQUEST,
                    json.value(),
                    schema(left, collector.oldRoot(), "requestBody", "application/json"),
                    schema(right, collector.nextRoot(), "requestBody", "application/json")));
        }
        switch (exchange.reply()) {
            case Reply.Answered answered
            when answered.body() instanceof Body.Json json && answered.head().code() / 100 == 2 ->
                messages.add(new RecordedMessage(
                        exchange,
                        SpecArea.RESPONSE,
                        json.value(),
                        schema(
                                left,
                                collector.oldRoot(),
                                "responses/" + answered.head().code(),
                                "application/json"),
                        schema(
                                right,
                                collector.nextRoot(),
                                "responses/" + answered.head().code(),
                                "application/json")));
            case Reply.Streamed streamed ->
                streamed.events().forEach(event -> {
                    JsonNode value = event.json();
                    if (value != null && value.isObject()) {
                        String where = "responses/"
                                + (streamed.head().code() == 0
                                        ? 200
                                        : streamed.head().code());
                        messages.add(new RecordedMessage(
                                exchange,
                                SpecArea.STREAM,
                                value,
                                schema(left, collector.oldRoot(), where, "text/event-stream"),
                                schema(right, collector.nextRoot(), where, "text/event-stream")));
                    }
                });
            default -> {}
        }
    }

    /** The path of the server may precede the path of the spec. */
    private static @Nullable Operation find(List<Operation> operations, String method, String path) {
        Operation best = null;
        for (Operation each : operations) {
            boolean fits = each.method().equals(method) && (path.equals(each.path()) || path.endsWith(each.path()));
            if (fits && (best == null || each.path().length() > best.path().length())) {
                best = each;
            }
        }
        return best;
    }

    private static @Nullable SchemaRef schema(@Nullable Operation operation, JsonNode root, String where, String type) {
        if (operation == null) {
            return null;
        }
        ReferenceResolver references = new ReferenceResolver(root);
        JsonNode node = operation.node();
        DocumentPointer at = operation.at();
        for (String token : where.split("/", -1)) {
            node = node.path(token);
            at = at.then(token);
            if (references.follow(node, at) instanceof ReferenceResolver.Target.Found found) {
                node = found.node();
                at = found.at();
            }
        }
        JsonNode media = node.path("content").path(type);
        return SchemaRef.ofMediaType(media, at.then("content").then(type), type, root)
                .orElse(null);
    }

    public TrafficEvidence evidence() {
        int requests = 0;
        int requestsBroken = 0;
        int responses = 0;
        int responsesBroken = 0;
        List<TrafficEvidence.Example> examples = new ArrayList<>();
        for (RecordedMessage each : messages) {
            if (each.old() == null || each.next() == null) {
                continue;
            }
            MessageValidator.ValidationResult was;
            MessageValidator.ValidationResult is;
            try {
                was = before.validate(each.old(), each.area().direction(), each.value(), "");
                is = after.validate(each.next(), each.area().direction(), each.value(), "");
            } catch (BoundedPattern.Undecided unknown) {
                continue;
            }
            boolean request = each.area() == SpecArea.REQUEST;
            // a request that NEW rejects, or a recorded response that NEW no longer allows
            boolean broken = was.valid() && !is.valid();
            requests += request ? 1 : 0;
            requestsBroken += request && broken ? 1 : 0;
            responses += request ? 0 : 1;
            responsesBroken += !request && broken ? 1 : 0;
            if (broken && examples.size() < EXAMPLES) {
                examples.add(new TrafficEvidence.Example(
                        each.exchange().id(), request ? "request" : "response", is.message()));
            }
        }
        return new TrafficEvidence(requests, requestsBroken, responses, responsesBroken, List.copyOf(examples));
    }

    /** True when a recording contains the location of the change, or the location is not in a message. */
    public boolean uses(Change change) {
        if (change.area() != SpecArea.REQUEST
                && change.area() != SpecArea.RESPONSE
                && change.area() != SpecArea.STREAM) {
            return true;
        }
        if (!collector.listsLocations() || change.alsoAt().size() >= Difference.MOST_LOCATIONS) {
            // there may be locations that are not listed
            return true;
        }
        return Stream.concat(Stream.of(change.at()), change.alsoAt().stream())
                .map(location -> path(change, location))
                .distinct()
                .anyMatch(path -> messages.stream()
                        .filter(each -> each.area() == change.area())
                        .anyMatch(each -> present(each.value(), path, 0)));
    }

    private static List<String> path(Change change, Change.SpecLocation location) {
        List<String> names = location.properties();
        // the presence of a property is a matter of the object around it
        boolean around = change.rule().kind().isAboutPresence() && !names.isEmpty();
        return around ? names.subList(0, names.size() - 1) : names;
    }

    private static boolean present(JsonNode value, List<String> names, int at) {
        if (at == names.size()) {
            return true;
        }
        if (value.isArray()) {
            for (JsonNode each : value) {
                if (present(each, names, at)) {
                    return true;
                }
            }
            return false;
        }
        return value.has(names.get(at)) && present(value.path(names.get(at)), names, at + 1);
    }
}
