package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.schema.BoundedPattern;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Holds recorded exchanges to both contracts. */
final class Traffic {
    private static final int EXAMPLES = 3;

    private final Differences differences;
    private final List<Endpoint> old;
    private final List<Endpoint> next;
    private final Verifier before;
    private final Verifier after;
    private final List<Said> said = new ArrayList<>();

    /** One JSON value that was said, and the schemas it was to obey. */
    private record Said(
            Exchange exchange,
            String operation,
            Direction direction,
            JsonNode value,
            @Nullable Slot old,
            @Nullable Slot next) {}

    Traffic(Differences differences, List<Exchange> exchanges) {
        this.differences = differences;
        this.old = Endpoint.all(differences.oldRoot);
        this.next = Endpoint.all(differences.nextRoot);
        this.before = new Verifier(differences.oldRoot);
        this.after = new Verifier(differences.nextRoot);
        exchanges.forEach(this::listen);
    }

    private void listen(Exchange exchange) {
        String method = exchange.request().method().toUpperCase(Locale.ROOT);
        String path = path(exchange.request().url());
        Endpoint mine = find(old, method, path);
        Endpoint theirs = find(next, method, path);
        if (mine == null && theirs == null) {
            return;
        }
        String name = theirs != null ? theirs.name() : mine == null ? "" : mine.name();
        if (exchange.request().body() instanceof Body.Json json) {
            said.add(new Said(
                    exchange,
                    name,
                    Direction.REQUEST,
                    json.value(),
                    schema(mine, differences.oldRoot, "requestBody", "application/json"),
                    schema(theirs, differences.nextRoot, "requestBody", "application/json")));
        }
        switch (exchange.reply()) {
            case Reply.Answered answered
            when answered.body() instanceof Body.Json json && answered.head().code() / 100 == 2 ->
                said.add(new Said(
                        exchange,
                        name,
                        Direction.RESPONSE,
                        json.value(),
                        schema(
                                mine,
                                differences.oldRoot,
                                "responses/" + answered.head().code(),
                                "application/json"),
                        schema(
                                theirs,
                                differences.nextRoot,
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
                        said.add(new Said(
                                exchange,
                                name,
                                Direction.STREAM,
                                value,
                                schema(mine, differences.oldRoot, where, "text/event-stream"),
                                schema(theirs, differences.nextRoot, where, "text/event-stream")));
                    }
                });
            default -> {}
        }
    }

    private static String path(String url) {
        try {
            String path = URI.create(url).getPath();
            return path == null ? "" : path;
        } catch (IllegalArgumentException unreadable) {
            return "";
        }
    }

    /** The server's own path may stand before the contract's. */
    private static @Nullable Endpoint find(List<Endpoint> endpoints, String method, String path) {
        Endpoint best = null;
        for (Endpoint each : endpoints) {
            boolean fits = each.method().equals(method) && (path.equals(each.path()) || path.endsWith(each.path()));
            if (fits && (best == null || each.path().length() > best.path().length())) {
                best = each;
            }
        }
        return best;
    }

    private static @Nullable Slot schema(@Nullable Endpoint endpoint, JsonNode root, String where, String type) {
        if (endpoint == null) {
            return null;
        }
        References references = new References(root);
        JsonNode node = endpoint.node();
        Pointer at = endpoint.at();
        for (String token : where.split("/", -1)) {
            node = node.path(token);
            at = at.then(token);
            if (references.follow(node, at) instanceof References.Target.Found found) {
                node = found.node();
                at = found.at();
            }
        }
        JsonNode schema = node.path("content").path(type).path("schema");
        return schema.isMissingNode()
                ? null
                : Slot.of(schema, at.then("content").then(type).then("schema"));
    }

    Evidence evidence() {
        int requests = 0;
        int requestsBroken = 0;
        int answers = 0;
        int answersBroken = 0;
        List<Evidence.Example> examples = new ArrayList<>();
        for (Said each : said) {
            if (each.old() == null || each.next() == null) {
                continue;
            }
            Verifier.Opinion was;
            Verifier.Opinion is;
            try {
                was = before.ask(each.old(), each.direction().side(), each.value(), "");
                is = after.ask(each.next(), each.direction().side(), each.value(), "");
            } catch (BoundedPattern.Undecided unknown) {
                continue;
            }
            boolean request = each.direction() == Direction.REQUEST;
            // A request breaks when NEW no longer takes it; an answer when OLD, which readers know, never allowed it.
            boolean broken = was.valid() && !is.valid();
            requests += request ? 1 : 0;
            requestsBroken += request && broken ? 1 : 0;
            answers += request ? 0 : 1;
            answersBroken += !request && broken ? 1 : 0;
            if (broken && examples.size() < EXAMPLES) {
                examples.add(new Evidence.Example(each.exchange().id(), request ? "request" : "answer", is.words()));
            }
        }
        return new Evidence(requests, requestsBroken, answers, answersBroken, List.copyOf(examples));
    }

    /** True when a recording has something at the place of the change, or the place is no part of a message. */
    boolean uses(Change change) {
        if (change.direction() != Direction.REQUEST
                && change.direction() != Direction.RESPONSE
                && change.direction() != Direction.STREAM) {
            return true;
        }
        List<String> names = change.at().members();
        // Whether a member is there at all is a matter of the object around it.
        boolean around = PlainProof.aboutMember(change.rule().kind()) && !names.isEmpty();
        List<String> path = around ? names.subList(0, names.size() - 1) : names;
        return said.stream()
                .filter(each -> each.direction() == change.direction())
                .anyMatch(each -> present(each.value(), path, 0));
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
