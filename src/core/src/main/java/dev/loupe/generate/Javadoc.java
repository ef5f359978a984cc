package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;

/** Prose of the spec as a comment. */
final class Javadoc {
    /** Longer prose is shortened: some specs have pages of it. */
    private static final int MAX_LENGTH = 400;

    private Javadoc() {}

    static String text(JsonNode schema) {
        String prose = schema.path("description").asText("").strip().replaceAll("\\s+", " ");
        if (prose.length() > MAX_LENGTH) {
            prose = prose.substring(0, prose.offsetByCodePoints(0, prose.codePointCount(0, MAX_LENGTH))) + "...";
        }
        return escaped(prose);
    }

    /** Text that has no meaning to javac and javadoc. */
    static String escaped(String prose) {
        StringBuilder text = new StringBuilder();
        prose.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> text.append("&lt;");
                case '>' -> text.append("&gt;");
                case '&' -> text.append("&amp;");
                case '@' -> text.append("&#64;");
                case '\\' -> text.append("&#92;");
                case '*' -> text.append("&#42;");
                default -> {
                    if (c < ' ' || c > '~') {
                        text.append("&#").append(c).append(';');
                    } else {
                        text.append((char) c);
                    }
                }
            }
        });
        return text.toString();
    }

    /** A name within a code tag. */
    static String code(String name) {
        return name.replaceAll("[^A-Za-z0-9_.\\- $]", "?");
    }
}
