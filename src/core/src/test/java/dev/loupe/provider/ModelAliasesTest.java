package dev.loupe.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelAliasesTest {
    private static final ModelAliases ROUTER =
            ProviderProfiles.named("aimlapi").orElseThrow().dialect().aliases();
    private static final ModelAliases COMPATIBLE =
            ProviderProfiles.named("openai-compatible").orElseThrow().dialect().aliases();
    private static final ModelAliases OPENAI =
            ProviderProfiles.named("openai").orElseThrow().dialect().aliases();

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, gpt-4o",
        "gpt-4, gpt-4-0613",
        "gpt-4o, gpt-4o-2024-08-06",
        "gpt-4o, openai/gpt-4o",
        "o1, o1-2024-12-17",
        "google/gemma-3-27b-it, google/gemma-3-27b-it:free",
        "google/gemma-3-27b-it, gemma-3-27b",
        "anthropic/claude-opus-4, anthropic/claude-4-opus-20250522",
        "claude-3-5-haiku-latest, claude-3.5-haiku-20241022",
        "google/gemini-2.0-flash, google/gemini-2.0-flash-001",
        "google/gemini-2.0-flash, gemini-2-flash",
        "meta-llama/Llama-3.3-70B-Instruct-Turbo, meta-llama/llama-3-3-70b-instruct-turbo",
        "llama3.1-8b, llama-3.1-8b",
        "moonshot/kimi-k2-preview, moonshotai/kimi-k2-0905",
        "x-ai/grok-3-beta, grok-3",
        "minimax/m1, MiniMax-M1",
        "gpt-4-turbo-preview, gpt-4-0125-preview",
        "deepseek-chat, deepseek-ai/DeepSeek-V3",
        "meta-llama/Meta-Llama-3.1-8B-Instruct, llama-3.1-8b-instruct",
        "deepseek-chat, deepseek/deepseek-chat-v3-0324",
        "anthropic/claude-opus-latest, claude-opus-4.5",
        "mistralai/Mixtral-8x7B-Instruct-v0.1, mistralai/mixtral-8x7b-instruct",
        "meta-llama/llama-3.3-70b-versatile, meta-llama/Llama-3.3-70B-Instruct-Turbo",
        "meta-llama/Llama-3-70b-chat-hf, meta-llama/Meta-Llama-3-70B-Instruct-Lite",
        "meta-llama/Meta-Llama-3.1-8B-Instruct-Turbo-128K, llama-3.1-8b-instruct",
        "alibaba/qwen3-235b-a22b, Qwen/Qwen3-235B-A22B-fp8-tput",
        "bytedance/dola-seed-2-0-pro, seed-2-0-pro-260328",
        "bytedance/seed-1-8, seed-1-8-251228",
        "gpt-4o, chatgpt-4o-latest"
    })
    void anAliasIsTheSameModel(String asked, String answered) {
        assertThat(ROUTER.same(asked, answered)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "google/gemma-3-27b-it, google/gemma-3-4b-it:free",
        "google/gemma-3-4b-it, google/gemma-2-4b-it",
        "gpt-4o, gpt-4o-mini",
        "gpt-4, gpt-4-turbo",
        "gpt-4o-2024-05-13, gpt-4o-2024-08-06",
        "google/gemini-2.0-flash, google/gemini-2.5-flash",
        "google/gemini-2.5-pro, google/gemini-2.5-flash",
        "claude-opus-4, claude-sonnet-4",
        "claude-opus-4, claude-opus-4.1",
        "deepseek-chat, deepseek-r1",
        "deepseek-r1, meta-llama/llama-3.3-70b-instruct",
        "mistralai/mixtral-8x7b-instruct, mistralai/mixtral-8x22b-instruct",
        "qwen3-235b-a22b, qwen3-235b-a22b-thinking",
        "gpt-4o-mini, chatgpt-4o-latest",
        "openai/gpt-5-1, gpt-5-2025-08-07",
        "anthropic/claude-sonnet-4.5, claude-sonnet-4-20250514",
        "alibaba/qwen3-vl-32b-instruct, qwen3-32b",
        "gpt-4, gpt-4-32k",
        "o1, o1-preview-2024-09-12"
    })
    void anotherSizeFamilyOrGenerationIsAnotherModel(String asked, String answered) {
        assertThat(ROUTER.same(asked, answered)).isFalse();
    }

    @Test
    void aVendorThatIsNotKnownIsAnotherModel() {
        assertThat(OPENAI.same("gpt-4o", "openai/gpt-4o-2024-08-06")).isTrue();
        assertThat(OPENAI.same("gpt-4o", "somebody/gpt-4o")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"openrouter/auto, true", "aimlapi/jev-router, true", "google/gemma-3-4b-it, false", "autoglm, false"})
    void aRouterIsKnownByAWordOfItsName(String asked, boolean router) {
        assertThat(ROUTER.isRouter(asked)).isEqualTo(router);
    }

    @ParameterizedTest
    @CsvSource({
        "openrouter/auto, true",
        "openrouter/free, true",
        "@preset/mine, true",
        "google/gemma-3-4b-it@preset/mine, true",
        "google/gemma-3-4b-it:free, false"
    })
    void aNameWithASlashIsARouterAsAWhole(String asked, boolean router) {
        ModelAliases aliases =
                ProviderProfiles.named("openrouter").orElseThrow().dialect().aliases();
        assertThat(aliases.isRouter(asked)).isEqualTo(router);
    }

    @ParameterizedTest
    @CsvSource({
        "deepseek, deepseek-chat, deepseek-v4-flash, true",
        "deepseek, deepseek-chat, gpt-4o-mini, false",
        "deepseek, deepseek-v4-flash, deepseek-v3, false",
        "azure-openai, my-deployment, gpt-4o-2024-08-06, true",
        "azure-openai, gpt-4, gpt-4.1-mini-2025-04-14, true",
        "azure-openai, gpt-4, DEPLOYMENT-2025-04-14, true",
        "azure-ai, grok-4-1-fast-non-reasoning, llama-3.3-70b-instruct, false",
        "huggingface-router, meta-llama/Llama-3.1-8B-Instruct:novita, meta-llama/llama-3.1-8b-instruct, true",
        "huggingface-router, meta-llama/Llama-3.1-8B-Instruct:novita, meta-llama/llama-3.1-70b-instruct, false",
        "openai-compatible, llama-3.1-8b, qwen3-8b, false",
        "openai-compatible, kimi-k2-thinking, moonshotai/kimi-k2-thinking-turbo, true",
        "openai-compatible, kimi-k2-thinking, kimi-k2, true",
        "openai-compatible, hermes-4-405b, nousresearch/hermes-4-70b, false",
        "openai-compatible, hermes-4-405b, hermes-4-405b-fp8, true",
        "openai-compatible, jamba-large-1.7, jamba-mini-1.7-2025-07, false",
        "openai-compatible, command-a-03-2025, command-r7b-12-2024, false",
        "openai-compatible, o1, gpt-4o-mini, false",
        "openai-compatible, grok-4, grok-4-fast-non-reasoning, false",
        "openai-compatible, grok-4-1-fast-reasoning, grok-4-fast-reasoning, false",
        "openai-compatible, grok-4-fast, grok-4-fast-reasoning, true",
        "openai-compatible, grok-4, grok-4-0709, true",
        "openai-compatible, xai/grok-4.1-fast-non-reasoning, spacexai/grok-4-1-fast-non-reasoning, true",
        "openai-compatible, deepseek-r1-0528, deepseek-r1-0528-qwen3-8b, false",
        "openai-compatible, deepseek-r1-0528-qwen3-8b, deepseek/deepseek-r1-0528-qwen3-8b, true",
        "openai-compatible, deepseek-r1-distill-llama-70b, deepseek-r1-distill-llama-70b, true",
        "openai-compatible, kimi-k2-thinking, kimi-k2-turbo-preview, false",
        "openai-compatible, gpt-5, gpt-5-chat-latest, false",
        "openai-compatible, gpt-5-chat, gpt-5-chat-2025-08-07, true",
        "openai-compatible, kimi-k2-thinking, moonshot-v1-8k, false",
        "openai-compatible, MiniMax-M2, abab6.5s-chat, false",
        "openai-compatible, yi-lightning, qwen3-8b, false",
        "openai-compatible, yi-34b-chat, 01-ai/Yi-34B-Chat, true",
        "openai-compatible, ernie-4.0-8k, deepseek-v3, false",
        "openai-compatible, hunyuan-turbos-latest, doubao-lite-4k-240328, false",
        "openai-compatible, hunyuan-turbos-latest, hunyuan-turbos-20250926, true",
        "openai-compatible, doubao-seed-1-6, ep-20250615-abcde, true",
        "openai-compatible, my-moonshot, gpt-4o, true",
        "openai-compatible, falcon, gpt-4o, true",
        "openai-compatible, tiiuae/falcon-180b-chat, llama-3-8b, false",
        "openai-compatible, jamba-large-1.7, command-r-plus, false",
        "openai-compatible, palmyra-x5, gpt-4o-mini, false",
        "openai-compatible, reka-core, phi-4, false",
        "openai-compatible, solar-pro2, solar-pro2-250710, true",
        "openai-compatible, granite-3-8b, nemotron-nano-9b-v2, false",
        "openai-compatible, moonshot.kimi-k2-thinking, kimi-k2-thinking, true",
        "openai-compatible, o3, o3-2025-04-16, true",
        "openai-compatible, o3, o3-mini, false",
        "openai-compatible, step-2-16k, step-1-flash, true",
        "openai-compatible, qwen3-32b, qwen3-32b-instruct, true",
        "openai-compatible, claude-3-7-sonnet-thinking, claude-3-7-sonnet-20250219, true",
        "openai-compatible, kimi-k2-thinking, kimi-k2-0905-preview, false",
        "openai-compatible, moonshotai/kimi-k2-thinking, moonshotai/kimi-k2-instruct, false",
        "openai-compatible, qwen3-235b-a22b-instruct-2507, qwen3-235b-a22b-thinking-2507, false",
        "mistral, mistral-tiny, open-mistral-7b, true",
    })
    void namesMoveOnlyWhereTheProviderMovesThem(String provider, String requested, String responded, boolean same) {
        ModelAliases aliases =
                ProviderProfiles.named(provider).orElseThrow().dialect().aliases();
        assertThat(aliases.same(requested, responded)).isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({
        "step-2-16k, step-1-flash, true",
        "doubao-seed-1-6-250615, doubao-lite-4k-240328, true",
        "llama-3.3-70b-instruct, m-8b-instruct, true",
        "palmyra-x5, palmyra-x5, false",
        "acme-chat, acme-chat-2, false",
        "acme-chat, production, false"
    })
    void anUnknownFamilyIsLikelyAnotherModelByItsWords(String requested, String responded, boolean likely) {
        assertThat(COMPATIBLE.isLikelyAnother(requested, responded)).isEqualTo(likely);
        assertThat(OPENAI.isLikelyAnother(requested, responded)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "team-endpoint, gpt-4o",
        "tgi, meta-llama/Llama-3.1-8B-Instruct",
        "anthropic.claude-3-haiku-20240307-v1:0, claude-3-haiku-20240307",
        "databricks-meta-llama-3-3-70b-instruct, meta-llama-3.3-70b-instruct-121024",
        "deepseek/deepseek-v3-turbo, deepseek/deepseek-v3",
        "llama3-70b-8192, llama-3.3-70b-versatile",
        "x-ai/grok-4-fast, grok-4-fast-reasoning"
    })
    void anUnknownHostMayAddWordsToAName(String requested, String responded) {
        assertThat(UNKNOWN_HOST.same(requested, responded)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, gpt-4o-mini",
        "gpt-4, gpt-4-turbo",
        "claude-3-5-sonnet, claude-3-7-sonnet",
        "claude-3-5-sonnet, claude-3-5-haiku",
        "meta-llama/Llama-3.3-70B-Instruct, meta-llama/Llama-3.1-8B-Instruct",
        "meta-llama/Llama-3.3-70B-Instruct, Qwen/Qwen2.5-72B-Instruct",
        "google/gemma-3-27b-it, google/gemma-3-4b-it",
        "mistral-large-2411, mistral-small-2503"
    })
    void anotherFamilySizeTierOrGenerationIsAnotherModel(String requested, String responded) {
        assertThat(UNKNOWN_HOST.same(requested, responded)).isFalse();
    }

    private static final ModelAliases UNKNOWN_HOST =
            ProviderProfiles.named("openai-compatible").orElseThrow().dialect().aliases();

    @ParameterizedTest
    @CsvSource({
        "llama3.1, llama3",
        "gpt-4.1, gpt-4",
        "claude-3.5-sonnet, claude-3-sonnet-20240229",
    })
    void aNameWithoutTheMinorVersionIsAnotherModel(String asked, String answered) {
        assertThat(COMPATIBLE.same(asked, answered)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "llama3, llama3.1",
        "gpt-4-2, my-gpt-4",
        "Mistral-7B-Instruct-v0.3, Mistral-7B-Instruct-v0.3-GGUF",
        "llama-3.1-70b-instruct, accounts/fireworks/models/llama-v3p1-70b-instruct",
        "gpt-3.5-turbo, gpt-35-turbo",
        "gemini-2.5-pro, gemini-pro",
    })
    void aNameThatMayStandForTheModelIsNoConflict(String asked, String answered) {
        assertThat(COMPATIBLE.same(asked, answered)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o, gpt-4o-2024-08-06-fp8, true",
        "llama-3.1-8b, llama-3.1-8b-draft, true",
        "gemma-3-12b-it, gemma-3-12b-it-qat-q4_0-gguf, false",
        "qwen3-8b-awq, Qwen3-8B-AWQ, false",
        "gpt-4o, gpt-4o-2024-08-06, false",
    })
    void aDraftOrAQuantizedClosedModelIsALesserVariant(String asked, String answered, boolean lesser) {
        assertThat(ModelNameWords.isLesserVariant(asked, answered)).isEqualTo(lesser);
    }
}
