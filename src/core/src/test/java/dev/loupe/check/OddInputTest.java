package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.check.CheckFixturesTest.Fixture;
import dev.loupe.check.rules.Checks;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** No check throws, whatever a server sends or a caller asks: every fixture, with any value put in place of any other. */
class OddInputTest {
    /** Numbers as recordings have them: exact. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final String[] ODD = {
        "null",
        "\"\"",
        "\"5\"",
        "5",
        "-1",
        "3.0",
        "0.5",
        "1e400",
        "123456789012345678901234567890",
        "true",
        "[]",
        "{}",
        "[null]",
        "[[{}]]",
        "{\"a\":{\"b\":[]}}",
        "\"\\ud800\"",
        "\"\\u0000\"",
        "[5,\"x\",{}]"
    };

    @Test
    void noCheckThrowsOnAnyContent() throws Exception {
        Random random = new Random(20250301);
        int judged = 0;
        for (Check owner : Checks.all()) {
            for (Fixture fixture : Fixtures.of(owner)) {
                for (int round = 0; round < 25; round++) {
                    List<Exchange> run = new ArrayList<>();
                    for (Exchange exchange : fixture.run()) {
                        run.add(mutated(exchange, random));
                    }
                    for (Check check : Checks.all()) {
                        assertThatCode(() -> Judging.results(check, run, fixture.context()))
                                .as("%s on %s", check.info().id(), run)
                                .doesNotThrowAnyException();
                        judged++;
                    }
                }
            }
        }
        assertThat(judged).isGreaterThan(100_000);
    }

    private static Exchange mutated(Exchange exchange, Random random) throws Exception {
        Exchange.Request request = exchange.request();
        Body asked = random.nextInt(3) == 0 ? mutated(request.body(), random) : request.body();
        Reply reply =
                switch (exchange.reply()) {
                    case Reply.Answered answered ->
                        new Reply.Answered(answered.head(), mutated(answered.body(), random));
                    case Reply.Streamed streamed ->
                        new Reply.Streamed(streamed.head(), events(streamed.events(), random), streamed.ending());
                    case Reply.Unanswered none -> none;
                };
        return new Exchange(
                exchange.id(),
                exchange.origin(),
                new Exchange.Request(request.method(), request.url(), request.headers(), asked),
                reply,
                exchange.probed());
    }

    private static List<SseEvent> events(List<SseEvent> events, Random random) throws Exception {
        List<SseEvent> mutated = new ArrayList<>();
        for (SseEvent event : events) {
            JsonNode json = event.json();
            if (json == null || random.nextInt(3) > 0) {
                mutated.add(event);
            } else {
                JsonNode other = mutated(json, random);
                mutated.add(new SseEvent(event.at(), event.type(), other.toString(), other));
            }
        }
        return mutated;
    }

    private static Body mutated(Body body, Random random) throws Exception {
        return body instanceof Body.Json json ? new Body.Json(mutated(json.value(), random)) : body;
    }

    private static JsonNode mutated(JsonNode node, Random random) throws Exception {
        JsonNode copy = node.deepCopy();
        List<Runnable> places = new ArrayList<>();
        JsonNode odd = JSON.readTree(ODD[random.nextInt(ODD.length)]);
        collect(copy, odd, places);
        if (places.isEmpty()) {
            return odd;
        }
        places.get(random.nextInt(places.size())).run();
        return copy;
    }

    private static void collect(JsonNode node, JsonNode odd, List<Runnable> places) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                places.add(() -> object.set(member.getKey(), odd));
                places.add(() -> object.remove(member.getKey()));
                collect(member.getValue(), odd, places);
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int at = i;
                places.add(() -> array.set(at, odd));
                collect(array.get(i), odd, places);
            }
        }
    }
}
