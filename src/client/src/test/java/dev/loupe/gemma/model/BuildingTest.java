package dev.loupe.gemma.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Requests as people write them. */
class BuildingTest {

    @Test
    void aShortRequestIsShort() {
        Gemma3Request request = Gemma3Request.builder()
                .model(Gemma3Model.GEMMA_3_4B_IT)
                .user("Hi")
                .build();

        assertThat(request.toJson())
                .isEqualTo(
                        "{\"model\":\"google/gemma-3-4b-it\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        assertThat(request.validate()).isEmpty();
    }

    @Test
    void turnsAreAddedInOrder() {
        Gemma327bRequest request = Gemma327bRequest.builder()
                .system("Be brief.")
                .user("Hi")
                .assistant("Hello.")
                .message(UserMessage.of("Again"))
                .responseFormat(JsonObjectFormat.builder().build())
                .build();

        assertThat(request.model()).hasValue(Gemma327bModel.GEMMA_3_27B_IT);
        assertThat(request.messages())
                .containsExactly(
                        SystemMessage.of("Be brief."),
                        UserMessage.of("Hi"),
                        AssistantMessage.of("Hello."),
                        UserMessage.of("Again"));
        assertThat(request.toJson()).contains("\"response_format\":{\"type\":\"json_object\"}");
    }

    @Test
    void picturesAndDocumentsAreParts() {
        UserMessage message = UserMessage.builder()
                .content(UserMessageContent.of(TextPart.of("What is it?"), ImagePart.of("data:image/png;base64,AA==")))
                .name("Ann")
                .build();

        assertThat(message.toJson())
                .isEqualTo(
                        "{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"What is it?\"},"
                                + "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AA==\"}}],\"name\":\"Ann\"}");
    }

    @Test
    void nullIsSentWhereItIsGivenAndOnlyThere() {
        Gemma3Request.Builder builder = Gemma3Request.builder();

        assertThat(builder.build().toJson()).isEqualTo("{}");
        assertThat(builder.frequencyPenalty(null).stop((Stop) null).build().toJson())
                .isEqualTo("{\"frequency_penalty\":null,\"stop\":null}");
        assertThat(builder.build().isNull("frequency_penalty")).isTrue();
        assertThat(builder.frequencyPenalty(1).stop("END").build().toJson())
                .isEqualTo("{\"stop\":\"END\",\"frequency_penalty\":1}");
    }

    @Test
    void anyAdditionalPropertyCanBeSent() {
        Gemma3nRequest request = Gemma3nRequest.builder()
                .extra("provider", Map.of("order", List.of("one")))
                .extra("temperature", 0.5)
                .extra("seed", null)
                .build();

        assertThat(request.temperature()).hasValue(0.5);
        assertThat(request.extras()).containsOnlyKeys("provider", "seed");
        assertThat(request.toJson())
                .isEqualTo("{\"model\":\"google/gemma-3n-e4b-it\",\"temperature\":0.5,"
                        + "\"provider\":{\"order\":[\"one\"]},\"seed\":null}");
    }

    @Test
    void aBuilderGoesOnWithoutChangingWhatItBuilt() {
        List<Gemma3Message> messages = new ArrayList<>(List.of(UserMessage.of("1")));
        Gemma3Request.Builder builder = Gemma3Request.builder().messages(messages);
        Gemma3Request first = builder.build();
        messages.clear();
        Gemma3Request second = builder.user("2").extra("x", 1).build();

        assertThat(first.messages()).hasSize(1);
        assertThat(first.extras()).isEmpty();
        assertThat(second.messages()).hasSize(2);
        assertThatThrownBy(() -> second.messages().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void equalPartsMakeEqualObjects() {
        Gemma3Request one = Gemma3Request.builder().user("Hi").temperature(1).build();
        Gemma3Request same = Gemma3Request.fromJson(one.toJson());

        assertThat(one)
                .isEqualTo(same)
                .hasSameHashCodeAs(same)
                .isEqualTo(one.toBuilder().build());
        assertThat(one).isNotEqualTo(one.toBuilder().temperature(1.1).build());
        assertThat(one).isNotEqualTo(one.toBuilder().extra("x", 1).build());
        assertThat(one.toBuilder().extra("x", 1).extra("y", 2).build())
                .isEqualTo(one.toBuilder().extra("y", 2).extra("x", 1).build())
                .hasSameHashCodeAs(one.toBuilder().extra("y", 2).extra("x", 1).build());
        assertThat(one).isNotEqualTo(Gemma327bRequest.fromJson(one.toJson()));
    }

    @Test
    void streamIsSetOnAnyRequest() {
        ChatRequest request = Gemma3nRequest.builder().user("Hi").build();

        assertThat(request.stream()).isEmpty();
        assertThat(request.withStream(true).stream()).hasValue(true);
        assertThat(request.withStream(true)).isInstanceOf(Gemma3nRequest.class);
    }

    @Test
    void aSchemaIsGivenAsWhatJacksonCanWrite() {
        JsonSchemaDefinition definition = JsonSchemaDefinition.builder()
                .name("stone")
                .schema(Map.of("type", "object"))
                .strict(null)
                .build();

        assertThat(definition.toJson())
                .isEqualTo("{\"name\":\"stone\",\"schema\":{\"type\":\"object\"},\"strict\":null}");
    }

    @Test
    void anObjectShowsItsJson() {
        assertThat(StreamOptions.builder().includeUsage(true).build())
                .hasToString("StreamOptions{\"include_usage\":true}");
    }
}
