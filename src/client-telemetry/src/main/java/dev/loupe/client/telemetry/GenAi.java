package dev.loupe.client.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.client.CallStart;
import dev.loupe.client.error.ApiException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Names and values of the OpenTelemetry semantic conventions for generative AI. */
final class GenAi {
    static final String DURATION = "gen_ai.client.operation.duration";
    static final String FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";
    static final String TOKENS = "gen_ai.client.token.usage";

    static final String OPERATION = "gen_ai.operation.name";
    static final String PROVIDER = "gen_ai.provider.name";
    static final String REQUEST_MODEL = "gen_ai.request.model";
    static final String RESPONSE_MODEL = "gen_ai.response.model";
    static final String RESPONSE_ID = "gen_ai.response.id";
    static final String FINISH_REASONS = "gen_ai.response.finish_reasons";
    static final String INPUT_TOKENS = "gen_ai.usage.input_tokens";
    static final String OUTPUT_TOKENS = "gen_ai.usage.output_tokens";
    static final String TIME_TO_FIRST_CHUNK = "gen_ai.response.time_to_first_chunk";
    static final String TOKEN_TYPE = "gen_ai.token.type";
    static final String SERVER_ADDRESS = "server.address";
    static final String SERVER_PORT = "server.port";
    static final String ERROR_TYPE = "error.type";
    static final String CHAT = "chat";

    /** The bounds of the histograms, in seconds and in tokens. */
    static final List<Double> SECONDS =
            List.of(0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92);

    static final List<Long> TOKEN_COUNTS = List.of(
            1L, 4L, 16L, 64L, 256L, 1024L, 4096L, 16384L, 65536L, 262144L, 1048576L, 4194304L, 16777216L, 67108864L);

    private static final Map<String, String> REQUEST_PARAMETERS = Map.of(
            "temperature", "gen_ai.request.temperature",
            "top_p", "gen_ai.request.top_p",
            "frequency_penalty", "gen_ai.request.frequency_penalty",
            "presence_penalty", "gen_ai.request.presence_penalty",
            "max_tokens", "gen_ai.request.max_tokens",
            "max_completion_tokens", "gen_ai.request.max_tokens",
            "seed", "gen_ai.request.seed",
            "n", "gen_ai.request.choice.count");

    private GenAi() {}

    static String requestModel(CallStart call) {
        return call.model().orElse("");
    }

    /** The name of the conventions, or the host of a provider that they do not name. */
    static String provider(URI endpoint) {
        String host = host(endpoint);
        if (host.equals("api.openai.com")) {
            return "openai";
        }
        if (host.endsWith(".openai.azure.com")) {
            return "azure.ai.openai";
        }
        return switch (host) {
            case "api.deepseek.com" -> "deepseek";
            case "api.groq.com" -> "groq";
            case "api.mistral.ai" -> "mistral_ai";
            case "api.perplexity.ai" -> "perplexity";
            case "api.x.ai" -> "x_ai";
            default -> host;
        };
    }

    static String host(URI endpoint) {
        return endpoint.getHost() == null ? "unknown" : endpoint.getHost().toLowerCase(Locale.ROOT);
    }

    static int port(URI endpoint) {
        if (endpoint.getPort() >= 0) {
            return endpoint.getPort();
        }
        return "http".equals(endpoint.getScheme()) ? 80 : 443;
    }

    /** Numbers of the request by the name of their attribute. */
    static Map<String, JsonNode> requestNumbers(CallStart call) {
        Map<String, JsonNode> numbers = new LinkedHashMap<>();
        call.parameters().forEach((name, value) -> {
            String attribute = REQUEST_PARAMETERS.get(name);
            boolean isDefault = name.equals("n") && value.asInt() == 1;
            if (attribute != null && value.isNumber() && !isDefault) {
                numbers.put(attribute, value);
            }
        });
        return numbers;
    }

    /** The status of the response, or the class of the exception. */
    static String errorType(Throwable failure) {
        return failure instanceof ApiException api
                ? String.valueOf(api.status())
                : failure.getClass().getName();
    }

    static double seconds(long sinceNanos) {
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
