package dev.loupe.serve.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * What the model answers, before it is put into any format.
 *
 * @param promptTokens what the prompt costs
 * @param choices the answers, in the order of their index
 */
public record GeneratedCompletion(int promptTokens, List<Choice> choices) {
    /**
     * One answer.
     *
     * @param tokens its text, cut into tokens
     * @param finishReason {@code stop} or {@code length}
     */
    public record Choice(List<String> tokens, String finishReason) {
        public String text() {
            return String.join("", tokens);
        }
    }

    public int completionTokens() {
        return choices.stream().mapToInt(choice -> choice.tokens().size()).sum();
    }

    /**
     * Answers a request that is known to be valid.
     *
     * @param seed used when the request has none of its own
     * @param many how many answers
     * @return empty when the request asks for JSON of a schema that the model cannot promise to satisfy
     */
    public static Optional<GeneratedCompletion> of(JsonNode request, long seed, int many) {
        Prompt prompt = Prompt.of(request.path("messages"));
        long own = request.path("seed").isNumber() ? request.path("seed").asLong() : seed;
        long start = mix(
                own * 31 + prompt.question().hashCode(), prompt.instructions().hashCode());
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

    private static Optional<String> text(JsonNode request, Prompt prompt, SplittableRandom random) {
        JsonNode format = request.path("response_format");
        return switch (format.path("type").asText("text")) {
            case "json_schema" ->
                SampleInstances.of(format.path("json_schema").path("schema")).map(JsonNode::toString);
            case "json_object" -> Optional.of(jsonObject(prompt, random).toString());
            default -> Optional.of(goOn(prompt.prefill(), ProseGenerator.answer(prompt, random)));
        };
    }

    private static ObjectNode jsonObject(Prompt prompt, SplittableRandom random) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("topic", PromptTopic.of(prompt.question()))
                .put("answer", ProseGenerator.answer(prompt, random));
    }

    /** An answer that begins as the prefill does goes on where that ends. */
    private static String goOn(String prefill, String answer) {
        return answer.startsWith(prefill) ? answer.substring(prefill.length()) : " " + answer;
    }

    /** Generation ends before a stop sequence, or at the limit, whichever comes first. */
    private static Choice cut(String text, JsonNode request) {
        List<String> tokens = Tokenizer.tokens(text.substring(0, firstStop(text, request.path("stop"))));
        long limit = Math.min(limit(request, "max_tokens"), limit(request, "max_completion_tokens"));
        return tokens.size() > limit
                ? new Choice(List.copyOf(tokens.subList(0, (int) limit)), "length")
                : new Choice(tokens, "stop");
    }

    private static int firstStop(String text, JsonNode stop) {
        int end = text.length();
        for (JsonNode sequence : stop.isArray() ? stop : List.of(stop)) {
            int at = sequence.isTextual() && !sequence.textValue().isEmpty() ? text.indexOf(sequence.textValue()) : -1;
            end = at < 0 ? end : Math.min(end, at);
        }
        // a sequence that is half a character must not leave the other half
        boolean splits =
                end > 0 && end < text.length() && Character.isSurrogatePair(text.charAt(end - 1), text.charAt(end));
        return splits ? end - 1 : end;
    }

    private static long limit(JsonNode request, String member) {
        JsonNode limit = request.path(member);
        // asLong would bring a number past its range round to the other side
        return limit.isNumber() && limit.doubleValue() < Integer.MAX_VALUE
                ? Math.max(1, (long) limit.doubleValue())
                : Integer.MAX_VALUE;
    }

    /** Spreads two numbers over a third, as SplitMix64 does. */
    static long mix(long one, long other) {
        long mixed = one * 0x9E3779B97F4A7C15L + other;
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
