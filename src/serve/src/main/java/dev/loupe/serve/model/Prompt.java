package dev.loupe.serve.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the model reads: the messages of a request.
 *
 * @param instructions the system and developer messages, joined
 * @param question the text of the last user message
 * @param prefill the text of an assistant message at the very end, which the answer goes on from; else empty
 * @param images how many images the last user message has
 * @param files how many files the last user message has
 * @param tokens what all of it costs
 */
public record Prompt(String instructions, String question, String prefill, int images, int files, int tokens) {
    public static final int PER_REQUEST = 3;
    public static final int PER_MESSAGE = 3;
    public static final int PER_ATTACHMENT = 256;

    public static Prompt of(JsonNode messages) {
        StringBuilder instructions = new StringBuilder();
        Turn question = Turn.NONE;
        Turn last = Turn.NONE;
        int tokens = PER_REQUEST;
        for (JsonNode message : messages) {
            last = Turn.of(message);
            tokens += PER_MESSAGE
                    + Tokenizer.count(last.text())
                    + PER_ATTACHMENT * (last.images() + last.files())
                    + Tokenizer.count(message.path("name").asText(""));
            switch (last.role()) {
                case "user" -> question = last;
                case "system", "developer" -> instructions.append(last.text()).append('\n');
                default -> {}
            }
        }
        String prefill = last.role().equals("assistant") ? last.text() : "";
        return new Prompt(
                instructions.toString(), question.text(), prefill, question.images(), question.files(), tokens);
    }

    private record Turn(String role, String text, int images, int files) {
        static final Turn NONE = new Turn("", "", 0, 0);

        static Turn of(JsonNode message) {
            JsonNode content = message.path("content");
            if (!content.isArray()) {
                return new Turn(message.path("role").asText(""), whole(content.asText("")), 0, 0);
            }
            StringBuilder text = new StringBuilder();
            int images = 0;
            int files = 0;
            for (JsonNode part : content) {
                switch (part.path("type").asText("")) {
                    case "text" -> text.append(whole(part.path("text").asText("")));
                    case "image_url" -> images++;
                    case "file" -> files++;
                    default -> {}
                }
            }
            return new Turn(message.path("role").asText(""), text.toString(), images, files);
        }

        /** JSON escapes can spell half a character, which no answer in UTF-8 can repeat. */
        private static String whole(String text) {
            for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
                int point = text.codePointAt(at);
                if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                    return text.codePoints()
                            .map(each ->
                                    each >= Character.MIN_SURROGATE && each <= Character.MAX_SURROGATE ? 0xFFFD : each)
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString();
                }
            }
            return text;
        }
    }
}
