package dev.loupe.serve.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The generated choices and token counts, independent of the response format.
 *
 * @param promptTokens number of prompt tokens
 * @param choices in the order of their index
 */
public record GeneratedCompletion(int promptTokens, List<Choice> choices) {
    /**
     * One choice.
     *
     * @param tokens the text as tokens, or the arguments of the call
     * @param finishReason {@code stop}, {@code length} or {@code tool_calls}
     * @param tool the name of the called tool; null when the choice is text
     */
    public record Choice(List<String> tokens, String finishReason, @Nullable String tool) {
        public String text() {
            return String.join("", tokens);
        }
    }

    public int completionTokens() {
        return choices.stream().mapToInt(choice -> choice.tokens().size()).sum();
    }

    /**
     * Generates the response to a valid request.
     *
     * @param seed used when the request has no seed
     * @param many number of choices
     * @param tools whether the contract declares tools; others are ignored
     * @return empty when the request requires JSON of a schema for which no instance can be generated
     */
    public static Optional<GeneratedCompletion> of(JsonNode request, long seed, int many, boolean tools) {
        Prompt prompt = Prompt.of(request.path("messages"));
        long own = request.path("seed").isNumber() ? request.path("seed").asLong() : seed;
        long start = mix(
                own * 31 + prompt.question().hashCode(), prompt.instructions().hashCode());
        Optional<Choice> call = tools ? requiredCall(request) : Optional.empty();
        if (call.isPresent()) {
            return Optional.of(new GeneratedCompletion(prompt.tokens(), Collections.nCopies(many, call.get())));
        }
        List<Choice> choices = new ArrayList<>(many);
        for (int index = 0; index < many; index++) {
            Optional<String> text = text(request, prompt, new SplittableRandom(mix(start, index)));
            if (text.isEmpty()) {
                return Optional.empty();
            }
            choices.add(cut(text.get(), request));
        }
        return Optional.of(new GeneratedCompletion(prompt.tokens(), choices));
    }

    /** The call that {@code tool_choice} requires; the reference provider calls no tool on its own. */
    private static Optional<Choice> requiredCall(JsonNode request) {
        JsonNode choice = request.path("tool_choice");
        String named = choice.path("function").path("name").asText("");
        for (JsonNode tool : request.path("tools")) {
            JsonNode function = tool.path("function");
            String name = function.path("name").asText("");
            if (choice.asText("").equals("required") || name.equals(named)) {
                String arguments = SampleInstances.of(function.path("parameters"))
                        .map(JsonNode::toString)
                        .orElse("{}");
                Choice cut = cut(arguments, request);
                return Optional.of(new Choice(
                        cut.tokens(), cut.finishReason().equals("stop") ? "tool_calls" : cut.finishReason(), name));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(JsonNode request, Prompt prompt, SplittableRandom random) {
        JsonNode format = request.path("response_format");
        return switch (format.path("type").asText("text")) {
            case "json_schema" ->
                SampleInstances.of(format.path("json_schema").path("schema")).map(JsonNode::toString);
            case "json_object" -> Optional.of(jsonObject(prompt, random).toString());
            default -> Optional.of(continued(prompt.prefill(), ProseGenerator.answer(prompt, random)));
        };
    }

    private static ObjectNode jsonObject(Prompt prompt, SplittableRandom random) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("topic", PromptTopic.of(prompt.question()))
                .put("answer", ProseGenerator.answer(prompt, random));
    }

    /** A response that begins with the prefill continues after it. */
    private static String continued(String prefill, String answer) {
        return answer.startsWith(prefill) ? answer.substring(prefill.length()) : " " + answer;
    }

    /** Ends before the first stop sequence or at the token limit. */
    private static Choice cut(String text, JsonNode request) {
        List<String> tokens = Tokenizer.tokens(text.substring(0, firstStop(text, request.path("stop"))));
        long limit = Math.min(limit(request, "max_tokens"), limit(request, "max_completion_tokens"));
        return tokens.size() > limit
                ? new Choice(List.copyOf(tokens.subList(0, (int) limit)), "length", null)
                : new Choice(tokens, "stop", null);
    }

    private static int firstStop(String text, JsonNode stop) {
        int end = text.length();
        for (JsonNode sequence : stop.isArray() ? stop : List.of(stop)) {
            int at = sequence.isTextual() && !sequence.textValue().isEmpty() ? text.indexOf(sequence.textValue()) : -1;
            end = at < 0 ? end : Math.min(end, at);
        }
        // a stop sequence must not split a surrogate pair
        boolean splits =
                end > 0 && end < text.length() && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end));
        return splits ? end - 1 : end;
    }

    private static long limit(JsonNode request, String property) {
        JsonNode limit = request.path(property);
        // asLong overflows for a number outside its range
        return limit.isNumber() && limit.doubleValue() < Integer.MAX_VALUE
                ? Math.max(1, (long) limit.doubleValue())
                : Integer.MAX_VALUE;
    }

    /** Mixes two numbers, as SplitMix64 does. */
    static long mix(long one, long other) {
        long mixed = one * 0x9E3779B97F4A7C15L + other;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
