package dev.loupe.gemma.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.model.ApiObject;
import dev.loupe.client.model.ParameterViolation;
import jakarta.validation.Validation;
import jakarta.validation.Validator;
import jakarta.validation.ValidatorFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every range of the contract, at its ends, inside and outside; the generated checks and Bean Validation agree. */
class ValidationTest {
    private static final ValidatorFactory FACTORY = Validation.buildDefaultValidatorFactory();
    private static final Validator BEANS = FACTORY.getValidator();

    @AfterAll
    static void close() {
        FACTORY.close();
    }

    /** One range of one parameter. */
    record Range(String request, String parameter, BigDecimal step, JsonNode schema) {
        @Override
        public String toString() {
            return request + " " + parameter;
        }

        List<BigDecimal> allowed() {
            List<BigDecimal> values = new ArrayList<>();
            low().ifPresent(values::add);
            low().ifPresent(low -> values.add(low.add(step)));
            high().ifPresent(values::add);
            high().ifPresent(high -> values.add(high.subtract(step)));
            return values;
        }

        List<BigDecimal> forbidden() {
            List<BigDecimal> values = new ArrayList<>();
            low().ifPresent(low -> values.add(low.subtract(step)));
            high().ifPresent(high -> values.add(high.add(step)));
            return values;
        }

        java.util.Optional<BigDecimal> low() {
            return java.util.Optional.ofNullable(schema.get("minimum")).map(JsonNode::decimalValue);
        }

        java.util.Optional<BigDecimal> high() {
            return java.util.Optional.ofNullable(schema.get("maximum")).map(JsonNode::decimalValue);
        }

        String words() {
            if (high().isEmpty()) {
                return "at least " + schema.get("minimum").asText();
            }
            return "between " + schema.get("minimum").asText() + " and "
                    + schema.get("maximum").asText();
        }
    }

    static List<Range> ranges() {
        List<Range> ranges = new ArrayList<>();
        for (String request : ContractDocument.requests()) {
            ContractDocument.component(request).get("properties").properties().forEach(member -> {
                JsonNode schema = member.getValue();
                if (schema.has("minimum") || schema.has("maximum")) {
                    ranges.add(new Range(request, member.getKey(), step(schema), schema));
                }
            });
        }
        return ranges;
    }

    private static BigDecimal step(JsonNode schema) {
        return schema.path("type").asText().equals("integer") ? BigDecimal.ONE : new BigDecimal("0.0001");
    }

    @Test
    void theContractHasRanges() {
        assertThat(ranges()).extracting(Range::parameter).contains("temperature", "top_p", "max_tokens", "top_k");
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void aValueInTheRangeIsFine(Range range) {
        for (BigDecimal value : range.allowed()) {
            ApiObject request = with(range.request(), range.parameter(), value.toString());

            assertThat(request.validate()).isEmpty();
            assertThat(BEANS.validate(request)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("ranges")
    void aValueOutsideIsNamedWithItsRange(Range range) {
        for (BigDecimal value : range.forbidden()) {
            ApiObject request = with(range.request(), range.parameter(), value.toString());

            String plain =
                    value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
            assertThat(request.validate())
                    .containsExactly(new ParameterViolation(
                            range.parameter(), range.parameter() + " is " + plain + ", but must be " + range.words()));
            assertThat(BEANS.validate(request)).hasSize(1);
        }
    }

    @Test
    void missingRequiredPropertiesAreReported() {
        for (String request : ContractDocument.requests()) {
            List<String> required = new ArrayList<>();
            ContractDocument.component(request).get("required").forEach(member -> required.add(member.asText()));
            ApiObject empty = (ApiObject) ContractDocument.read(request, "{}");

            assertThat(empty.validate())
                    .extracting(ParameterViolation::parameter)
                    .containsExactlyElementsOf(required);
            assertThat(empty.validate())
                    .extracting(ParameterViolation::message)
                    .allMatch(message -> message.endsWith(" is required, but missing"));
            assertThat(BEANS.validate(empty)).hasSameSizeAs(required);
        }
    }

    @Test
    void theLengthOfListsIsJudged() {
        Gemma3Request.Builder builder = Gemma3Request.builder().model(Gemma3Model.GEMMA_3_4B_IT);
        Gemma3Request empty =
                builder.messages(List.of()).stop(Stop.of("1", "2", "3", "4")).build();
        Gemma3Request long5 =
                builder.user("Hi").stop(Stop.of("1", "2", "3", "4", "5")).build();

        assertThat(empty.validate())
                .extracting(ParameterViolation::message)
                .containsExactly("messages has 0 items, but must have at least 1 item");
        assertThat(long5.validate())
                .extracting(ParameterViolation::message)
                .containsExactly("stop has 5 items, but must have between 1 and 4 items");
        assertThat(BEANS.validate(empty)).hasSize(1);
        assertThat(BEANS.validate(long5)).hasSize(1);
        assertThat(builder.stop(Stop.of(List.of())).build().validate()).hasSize(1);
    }

    @Test
    void theValuesOfAMapAreJudgedOneByOne() {
        Gemma3nRequest.Builder builder = Gemma3nRequest.builder().user("Hi");
        JsonNode values =
                ContractDocument.component("Gemma3nRequest").at("/properties/logit_bias/additionalProperties");
        double most = values.get("maximum").asDouble();

        assertThat(builder.logitBias(java.util.Map.of("7", most)).build().validate())
                .isEmpty();
        Gemma3nRequest outside =
                builder.logitBias(java.util.Map.of("7", most + 1)).build();
        assertThat(outside.validate())
                .extracting(ParameterViolation::message)
                .containsExactly("logit_bias[7] is 101, but must be between -100 and 100");
        assertThat(BEANS.validate(outside)).hasSize(1);
    }

    @Test
    void allViolationsAreReportedWithTheirPaths() {
        Gemma327bRequest request = Gemma327bRequest.builder()
                .temperature(2.5)
                .message(UserMessage.of("fine"))
                .message(UserMessage.builder()
                        .content(UserMessageContent.of(
                                TextPart.builder().build(),
                                ImagePart.builder()
                                        .imageUrl(ImageUrl.builder().build())
                                        .build()))
                        .build())
                .message(SystemMessage.builder().build())
                .streamOptions(StreamOptions.builder().build())
                .build();

        assertThat(request.validate())
                .extracting(ParameterViolation::message)
                .containsExactly(
                        "messages[1].content[0].text is required, but missing",
                        "messages[1].content[1].image_url.url is required, but missing",
                        "messages[2].content is required, but missing",
                        "stream_options.include_usage is required, but missing",
                        "temperature is 2.5, but must be between 0 and 2");
        assertThat(BEANS.validate(request)).hasSize(5);
    }

    @Test
    void numbersWithoutJsonFormAreRejected() {
        assertThat(Gemma3nRequest.builder()
                        .user("Hi")
                        .temperature(Double.NaN)
                        .build()
                        .validate())
                .extracting(ParameterViolation::message)
                .containsExactly("temperature is NaN, but must be a finite number");
        assertThat(Gemma3nRequest.builder()
                        .user("Hi")
                        .repetitionPenalty(Double.NEGATIVE_INFINITY)
                        .build()
                        .validate())
                .hasSize(1);
    }

    @Test
    void whatTheContractDoesNotKnowIsNotJudged() {
        assertThat(Gemma3Request.builder()
                        .model(Gemma3Model.of("google/gemma-3-4b-it:free"))
                        .message(new Gemma3Message.Other(ContractDocument.json("{\"role\":\"tool\"}")))
                        .extra("temperature", "hot")
                        .build()
                        .validate())
                .isEmpty();
    }

    private static ApiObject with(String component, String parameter, String value) {
        ObjectNode request =
                (ObjectNode) ContractDocument.json("{\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");
        request.put("model", "any");
        request.set(parameter, ContractDocument.json(value));
        return (ApiObject) ContractDocument.read(component, request.toString());
    }
}
