package dev.loupe.generate;

import dev.loupe.generate.JavaType.ObjectType;
import dev.loupe.generate.JavaType.Property;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Methods that the client needs of its three root types, and what its users expect to be short. */
final class Shortcuts {
    static final String REQUEST = "ChatRequest";
    static final String RESPONSE = "ChatCompletion";
    static final String CHUNK = "ChatCompletionChunk";

    /** The types that every client has. */
    static final List<String> ROOTS = List.of(REQUEST, RESPONSE, CHUNK);

    private final ObjectType type;
    private final StringBuilder out;

    Shortcuts(ObjectType type, StringBuilder out) {
        this.type = type;
        this.out = out;
    }

    void write() {
        switch (type.name()) {
            case REQUEST -> request();
            case RESPONSE -> text("message");
            case CHUNK -> text("delta");
            default -> {
                // nothing is needed
            }
        }
    }

    private void request() {
        Property stream = property("stream");
        if (stream == null) {
            out.append(
                    """

                        @Override
                        public Optional<Boolean> stream() {
                            return extra("stream").map(JsonNode::asBoolean);
                        }
                    """);
        }
        out.append(
                """

                    @Override
                    public ChatRequest withStream(boolean stream) {
                        return toBuilder().SET.build();
                    }
                """
                        .replace("SET", stream != null ? "stream(stream)" : "extra(\"stream\", stream)"));
    }

    private void text(String message) {
        if (property("text") == null) {
            out.append(
                    """

                        /** The text of the first choice; empty when there is none. */
                        public Optional<String> text() {
                            return FirstChoice.text(this, "MESSAGE");
                        }
                    """
                            .replace("MESSAGE", message));
        }
    }

    private @Nullable Property property(String name) {
        return type.properties().stream()
                .filter(property -> property.javaName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
