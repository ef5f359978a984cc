package dev.loupe.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.check.CheckContext;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.Reply;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.provider.ProviderDialect;
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
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            https://api.aimlapi.com/v1/chat/completions                        | aimlapi           | host api.aimlapi.com
            https://API.openai.com/v1/chat/completions                         | openai            | host api.openai.com
            https://my_name.openai.azure.com/openai/deployments/d/chat/completions | azure-openai  | host my_name.openai.azure.com
            https://n.services.ai.azure.com/models/chat/completions            | azure-ai          | host n.services.ai.azure.com
            https://bedrock-mantle.<REGION>.api.aws/v1/chat/completions        | bedrock           | host bedrock-mantle.<region>.api.aws
            https://openai.azure.com.example.org/v1/chat/completions           | openai-compatible | unknown host openai.azure.com.example.org
            https://API.example.org/v1/chat/completions                        | openai-compatible | unknown host api.example.org
            http://localhost:8080/v1/chat/completions                          | openai-compatible | unknown host localhost
            not a url                                                          | openai-compatible | no host recorded
            ''                                                                 | openai-compatible | no host recorded
            """)
    void theProviderIsThatOfTheHost(String url, String provider, String reason) {
        CheckContext context = ContractResolver.byModel().of(exchange(null, null, url, "google/gemma-3-4b-it"));
        assertThat(context.provider().name()).isEqualTo(provider);
        assertThat(context.providerReason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            http://localhost:11434/v1/chat/completions | {"system_fingerprint": "fp_ollama"}                     | ollama
            http://10.0.0.7:11434/v1/chat/completions  | {"system_fingerprint": "fp_ollama"}                     | ollama
            http://localhost:11434/v1/chat/completions | {"system_fingerprint": "fp_50cad350e4"}                 | openai-compatible
            http://localhost:9000/v1/chat/completions  | {"system_fingerprint": "fp_ollama"}                     | openai-compatible
            http://localhost:8080/v1/chat/completions  | {"timings": {"prompt_n": 1}}                            | llama-cpp
            http://localhost:8000/v1/chat/completions  | {"id": "chatcmpl-0123456789abcdef0123456789abcdef"}      | vllm
            http://localhost:8000/v1/chat/completions  | {"id": "chatcmpl-AbCdEf"}                               | openai-compatible
            http://localhost:30000/v1/chat/completions | {"choices": [{"index": 0, "matched_stop": 1}]}          | sglang
            http://localhost:30000/v1/chat/completions | {"choices": [{"index": 0, "matched_stop": null}]}       | openai-compatible
            <BASE>/chat/completions                    | {"system_fingerprint": "fp_ollama"}                     | ollama
            https://api.openai.com/v1/chat/completions | {"system_fingerprint": "fp_ollama"}                     | openai
            """)
    void aLocalServerIsKnownByItsPortAndItsResponse(String url, String response, String provider) throws Exception {
        Body body = new Body.Json(new ObjectMapper().readTree(response));
        Exchange asked = exchange(null, null, url, "m");
        Exchange exchange = new Exchange(
                asked.id(),
                asked.origin(),
                asked.request(),
                new Reply.Answered(new Reply.Head(200, HeaderFields.NOT_RECORDED, null), body),
                null);
        assertThat(ContractResolver.byModel().of(exchange).provider().name()).isEqualTo(provider);
    }

    @Test
    void aRecordedProviderComesBeforeTheHostAndAFixedOneBeforeBoth() {
        Exchange exchange = exchange("openrouter", null, "https://api.aimlapi.com/v1/chat/completions", "m");
        ContractResolver byModel = ContractResolver.byModel();
        assertThat(byModel.of(exchange).provider().name()).isEqualTo("openrouter");
        assertThat(byModel.of(exchange).providerReason()).isEqualTo("named in the recording");
        CheckContext fixed =
                byModel.withProvider(Samples.provider(), "--provider").of(exchange);
        assertThat(fixed.provider()).isEqualTo(Samples.provider());
        assertThat(fixed.providerReason()).isEqualTo("--provider");
    }

    @Test
    void anUnknownRecordedProviderIsJudgedByTheHostAndElseAsAnUnknownHost() {
        ContractResolver byModel = ContractResolver.byModel();
        CheckContext host =
                byModel.of(exchange("somebody", null, "https://openrouter.ai/api/v1/chat/completions", "m"));
        assertThat(host.provider().name()).isEqualTo("openrouter");
        assertThat(host.providerReason()).isEqualTo("host openrouter.ai");
        CheckContext unknown =
                byModel.of(exchange("somebody", null, "https://llm.example.net/v1/chat/completions", "m"));
        assertThat(unknown.provider().name()).isEqualTo("unknown (somebody)");
        assertThat(unknown.providerReason()).isEqualTo("unknown host llm.example.net");
        assertThat(unknown.provider().dialect().done()).isEqualTo(ProviderDialect.Done.REQUIRED);
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
    void aContractAppliesToServersOfItsProviderOnly() {
        ContractResolver byModel = ContractResolver.byModel();
        String model = "google/gemma-3-4b-it";
        String path = "/v1/chat/completions";
        assertThat(name(byModel.of(exchange(null, null, "https://api.aimlapi.com" + path, model))))
                .isEqualTo("gemma-3");
        assertThat(name(byModel.of(exchange("aimlapi", null, "http://127.0.0.1:9000" + path, model))))
                .isEqualTo("gemma-3");
        assertThat(name(byModel.of(exchange(null, null, "http://127.0.0.1:9000" + path, model))))
                .isEmpty();
        assertThat(name(byModel.of(exchange(null, null, "https://openrouter.ai/api" + path, model))))
                .isEmpty();
        assertThat(byModel.contract(exchange(null, null, "http://127.0.0.1:9000" + path, model)
                        .request()))
                .isPresent();
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
