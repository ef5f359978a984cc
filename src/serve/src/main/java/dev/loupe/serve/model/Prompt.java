package dev.loupe.serve.model;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The messages of a request.
 *
 * @param instructions the system and developer messages, joined
 * @param question the text of the last user message
 * @param prefill the text of a final assistant message, which the response continues; else empty
 * @param images number of images in the last user message
 * @param files number of files in the last user message
 * @param tokens number of prompt tokens
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
                return new Turn(message.path("role").asText(""), wellFormed(content.asText("")), 0, 0);
            }
            StringBuilder text = new StringBuilder();
            int images = 0;
            int files = 0;
            for (JsonNode part : content) {
                switch (part.path("type").asText("")) {
                    case "text" -> text.append(wellFormed(part.path("text").asText("")));
                    case "image_url" -> images++;
                    case "file" -> files++;
                    default -> {}
                }
            }
            return new Turn(message.path("role").asText(""), text.toString(), images, files);
        }

        /** Replaces lone surrogates, which JSON escapes can contain and UTF-8 cannot. */
        private static String wellFormed(String text) {
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
