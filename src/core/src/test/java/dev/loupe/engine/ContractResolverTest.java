package dev.loupe.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.check.CheckContext;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContractResolverTest {
    private static Exchange exchange(@Nullable String provider, @Nullable String contract, String url, String model) {
        return new Exchange(
                new Exchange.Id("e"),
                new Origin(provider, contract, null, "recording", null, 0),
                new Exchange.Request(
                        "POST",
                        url,
                        HeaderFields.NOT_RECORDED,
                        new Body.Json(JsonNodeFactory.instance.objectNode().put("model", model))),
                new Reply.Unanswered(new Reply.Failure(Reply.Failure.Kind.TIMEOUT, "")),
                null);
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.aimlapi.com/v1/chat/completions, aimlapi",
        "https://API.example.org/v1/chat/completions, openai-compatible",
        "http://localhost:8080/v1/chat/completions, openai-compatible",
        "'not a url', openai-compatible",
        "'', openai-compatible",
    })
    void theProviderIsThatOfTheHost(String url, String provider) {
        CheckContext context = ContractResolver.byModel().of(exchange(null, null, url, "google/gemma-3-4b-it"));
        assertThat(context.provider().name()).isEqualTo(provider);
    }

    @Test
    void aRecordedProviderComesBeforeTheHostAndAFixedOneBeforeBoth() {
        Exchange exchange = exchange("somebody", null, "https://api.aimlapi.com/v1/chat/completions", "m");
        ContractResolver byModel = ContractResolver.byModel();
        assertThat(byModel.of(exchange).provider().name()).isEqualTo("unknown (somebody)");
        assertThat(byModel.withProvider(Samples.provider()).of(exchange).provider())
                .isEqualTo(Samples.provider());
    }

    @Test
    void theContractIsTheRecordedOneElseTheOneWithTheModel() {
        ContractResolver byModel = ContractResolver.byModel();
        assertThat(name(byModel.of(exchange(null, "gemma-3n", "", "google/gemma-3-4b-it"))))
                .isEqualTo("gemma-3n");
        assertThat(name(byModel.of(exchange(null, null, "", "google/gemma-3-4b-it"))))
                .isEqualTo("gemma-3");
        assertThat(byModel.of(exchange(null, null, "", "gpt-9")).contract()).isNull();
        assertThatThrownBy(() -> byModel.of(exchange(null, "gemma-9", "", "m")))
                .isInstanceOf(ExchangeNotJudgedException.class)
                .hasMessageContaining("gemma-9");
    }

    @Test
    void aFixedContractWithoutTheOperationIsAnErrorWhereItIsRequired() {
        ContractSchemas other = ContractSchemas.of(Contracts.load(
                "{\"openapi\": \"3.0.0\", \"info\": {\"title\": \"t\", \"version\": \"1\"}, \"paths\": {}}",
                "other.json"));
        ContractResolver fixed = ContractResolver.fixed(other);
        Exchange exchange = exchange(null, "gemma-3", "", "m");
        assertThat(name(fixed.of(exchange))).isEqualTo("other");
        assertThatThrownBy(() -> fixed.requiringOperation().of(exchange))
                .isInstanceOf(ExchangeNotJudgedException.class)
                .hasMessageContaining("POST /v1/chat/completions");
        assertThat(ContractResolver.withoutContract()
                        .requiringOperation()
                        .of(exchange)
                        .contract())
                .isNull();
    }

    private static String name(CheckContext context) {
        return context.contract() == null ? "" : context.contract().contract().name();
    }
}
