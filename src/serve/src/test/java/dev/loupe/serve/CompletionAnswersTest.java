package dev.loupe.serve;

import static dev.loupe.serve.Endpoint.ask;
import static dev.loupe.serve.Endpoint.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.serve.model.Tokenizer;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompletionAnswersTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.678Z");
    private static Endpoint endpoint;

    @BeforeAll
    static void start() {
        endpoint = Endpoint.start(options -> options.clock(Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    @AfterAll
    static void stop() {
        endpoint.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "google/gemma-3-4b-it",
                "google/gemma-3-12b-it",
                "google/gemma-3-27b-it",
                "google/gemma-3n-e4b-it"
            })
    void everyModelRespondsUnderItsOwnName(String model) throws Exception {
        JsonNode answer = endpoint.answer(ask(model, "Hello", ""));

        assertThat(answer.path("model").asText()).isEqualTo(model);
        assertThat(answer.path("object").asText()).isEqualTo("chat.completion");
        assertThat(answer.path("id").asText()).matches("gen-1767323045-[0-9A-Za-z]{20}");
        assertThat(answer.path("created").longValue()).isEqualTo(NOW.getEpochSecond());
        assertThat(answer.at("/choices")).hasSize(1);
        assertThat(answer.at("/choices/0/index").intValue()).isZero();
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(answer.at("/choices/0/message/role").asText()).isEqualTo("assistant");
        assertThat(answer.at("/choices/0/message/content").asText()).isNotBlank();
        assertThat(answer.at("/choices/0/logprobs").isNull()).isTrue();
    }

    @Test
    void bothPathsGiveTheSameResponse() throws Exception {
        String request = ask("Tell me about opals", "");

        HttpResponse<String> versioned = endpoint.send(endpoint.request("/v1/chat/completions", request));
        HttpResponse<String> plain = endpoint.send(endpoint.request("/chat/completions", request));

        assertThat(plain.statusCode()).isEqualTo(200);
        assertThat(json(plain.body()).path("choices"))
                .isEqualTo(json(versioned.body()).path("choices"));
    }

    @Test
    void usageCountsTheTokensOfTheStatedTokenizer() throws Exception {
        JsonNode answer = endpoint.answer(ask("Count from 1 to 3", ""));

        // the prompt: "Count", " from", " ", "1", " to", " ", "3", and 3 for the message, 3 for the answer
        assertThat(answer.at("/usage/prompt_tokens").intValue()).isEqualTo(13);
        // "1", ",", " ", "2", ",", " ", "3"
        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("1, 2, 3");
        assertThat(answer.at("/usage/completion_tokens").intValue()).isEqualTo(7);
        assertThat(answer.at("/usage/total_tokens").intValue()).isEqualTo(20);
    }

    @Test
    void aResponseIsBilledAtTheListedPriceInBodyAndHeaders() throws Exception {
        HttpResponse<String> response = endpoint.post(ask("Count from 1 to 3", ""));

        // 13 x $0.02 + 7 x $0.04 for a million, and 2,000,000 credits for a dollar
        assertThat(response.headers().firstValue("x-aimlapi-usd-spent")).contains("0.00000054");
        assertThat(response.headers().firstValue("x-aimlapi-credits-used")).contains("1.08");
        assertThat(response.body()).contains("\"meta\":{\"usage\":{\"credits_used\":1.08,\"usd_spent\":0.00000054}}");
    }

    @Test
    void everyResponseHasItsOwnIdAndEchoesTheIdOfTheRequest() throws Exception {
        HttpResponse<String> one = endpoint.post(ask("Hello", ""), "X-Client-Request-Id", "mine-1");
        HttpResponse<String> other = endpoint.post("not JSON");

        assertThat(one.headers().firstValue("x-client-request-id")).contains("mine-1");
        assertThat(one.headers().firstValue("x-inference-id")).isPresent();
        assertThat(other.headers().firstValue("x-inference-id"))
                .isPresent()
                .isNotEqualTo(one.headers().firstValue("x-inference-id"));
        assertThat(other.headers().firstValue("x-client-request-id")).isEmpty();
        assertThat(one.headers().firstValue("date")).contains("Fri, 02 Jan 2026 03:04:05 GMT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"max_tokens", "max_completion_tokens"})
    void aLimitCutsTheTextAndFinishesWithLength(String parameter) throws Exception {
        JsonNode one = endpoint.answer(ask("Count from 1 to 10", "\"" + parameter + "\": 1"));
        JsonNode five = endpoint.answer(ask("Count from 1 to 10", "\"" + parameter + "\": 5"));

        assertThat(one.at("/choices/0/message/content").asText()).isEqualTo("1");
        assertThat(one.at("/choices/0/finish_reason").asText()).isEqualTo("length");
        assertThat(one.at("/usage/completion_tokens").intValue()).isEqualTo(1);
        assertThat(five.at("/choices/0/message/content").asText()).isEqualTo("1, 2,");
        assertThat(five.at("/usage/completion_tokens").intValue()).isEqualTo(5);
    }

    @Test
    void aTextThatFitsItsLimitExactlyFinishesWithStop() throws Exception {
        JsonNode answer = endpoint.answer(ask("Count from 1 to 3", "\"max_tokens\": 7"));

        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("1, 2, 3");
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"5\"", "[\"zebra\", \"5\"]", "[\"7\", \"5\"]"})
    void theTextEndsBeforeTheFirstStopSequence(String stop) throws Exception {
        JsonNode answer = endpoint.answer(ask("Count from 1 to 10", "\"stop\": " + stop));

        assertThat(answer.at("/choices/0/message/content").asText()).isEqualTo("1, 2, 3, 4, ");
        assertThat(answer.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(answer.at("/usage/completion_tokens").intValue()).isEqualTo(Tokenizer.count("1, 2, 3, 4, "));
    }

    @Test
    void theSameSeedGivesTheSameTextAndAnotherSeedAnother() throws Exception {
        String question = "What makes amber glow?";

        assertThat(endpoint.text(ask(question, "\"seed\": 7"))).isEqualTo(endpoint.text(ask(question, "\"seed\": 7")));
        assertThat(endpoint.text(ask(question, "\"seed\": 8")))
                .isNotEqualTo(endpoint.text(ask(question, "\"seed\": 7")));
    }

    @Test
    void parametersThatTheContractDoesNotHaveChangeNothing() throws Exception {
        String plain = endpoint.answer(ask("Hello", "")).path("choices").toString();

        assertThat(endpoint.answer(ask("Hello", "\"n\": 3, \"logprobs\": true, \"top_logprobs\": 2"))
                        .path("choices")
                        .toString())
                .isEqualTo(plain);
    }

    @Test
    void jsonModeRespondsWithAnObject() throws Exception {
        String text = endpoint.text(
                ask(Endpoint.LARGE, "Tell me about rubies", "\"response_format\":{\"type\":\"json_object\"}"));

        assertThat(json(text).isObject()).isTrue();
        assertThat(text).contains("rubies");
    }

    @Test
    void schemaModeRespondsWithAnInstanceOfTheSchema() throws Exception {
        String format =
                """
                "response_format": {"type": "json_schema", "json_schema": {"name": "gem", "strict": true, "schema": {
                  "type": "object", "additionalProperties": false, "required": ["name", "hardness"],
                  "properties": {"name": {"type": "string"}, "hardness": {"type": "number", "minimum": 1, "maximum": 10},
                                 "colours": {"type": "array", "minItems": 2, "items": {"enum": ["red", "blue"]}}}}}}
                """;

        JsonNode gem = json(endpoint.text(ask(Endpoint.LARGE, "Describe a gem", format)));

        assertThat(gem).isEqualTo(json("{\"name\":\"a name\",\"hardness\":1,\"colours\":[\"red\",\"red\"]}"));
    }

    @Test
    void aSchemaThatCannotBeGuaranteedIsRejectedByName() throws Exception {
        String format = "\"response_format\": {\"type\": \"json_schema\", \"json_schema\": {\"name\": \"x\","
                + " \"schema\": {\"type\": \"string\", \"pattern\": \"^(a+)+$\"}}}";

        HttpResponse<String> response = endpoint.post(ask(Endpoint.LARGE, "Hi", format));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("response_format.json_schema.schema");
    }

    @Test
    void imagesAndFilesAreSeenAndCounted() throws Exception {
        String request =
                """
                {"model": "google/gemma-3-4b-it", "messages": [{"role": "user", "content": [
                  {"type": "text", "text": "What is this?"},
                  {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}},
                  {"type": "file", "file": {"filename": "a.pdf", "file_data": "data:application/pdf;base64,JVBERi0="}}]}]}
                """;

        JsonNode answer = endpoint.answer(request);

        assertThat(answer.at("/choices/0/message/content").asText()).contains("image");
        assertThat(answer.at("/usage/prompt_tokens").intValue()).isEqualTo(3 + 3 + 4 + 2 * 256);
    }

    @Test
    void anAssistantMessageAtTheEndIsGoneOnFrom() throws Exception {
        String request =
                """
                {"model": "google/gemma-3-4b-it", "messages": [{"role": "user", "content": "Count from 1 to 5"},
                  {"role": "assistant", "content": "1, 2, "}]}
                """;

        assertThat(endpoint.text(request)).isEqualTo("3, 4, 5");
    }

    @Test
    void halfACharacterInAPromptDoesNoHarm() throws Exception {
        assertThat(
                        endpoint.text(
                                "{\"model\":\"google/gemma-3-4b-it\",\"messages\":[{\"role\":\"user\",\"content\":\"Say the word x\\ud83d\"}]}"))
                .isEqualTo("x\uFFFD");
    }
}
