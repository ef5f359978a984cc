package dev.loupe.generate;

import dev.loupe.generate.JavaType.ListOf;
import dev.loupe.generate.JavaType.ObjectType;
import dev.loupe.generate.JavaType.Property;
import dev.loupe.generate.JavaType.Scalar;
import dev.loupe.generate.JavaType.UnionType;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Methods that the client needs of its three root types, and what its users expect to be short. */
final class ConvenienceMethods {
    static final String REQUEST = "ChatRequest";
    static final String RESPONSE = "ChatCompletion";
    static final String CHUNK = "ChatCompletionChunk";

    /** An extension of a union of requests: each variant has a type of its own, although no property distinguishes them. */
    static final String SEPARATE_TYPES = "x-separate-types";

    /** The types that every client has. */
    static final List<String> ROOTS = List.of(REQUEST, RESPONSE, CHUNK);

    private static final Set<String> TEXTS = Set.of("content", "text", "url", "image_url");

    private final ObjectType type;
    private final StringBuilder out;

    ConvenienceMethods(ObjectType type, StringBuilder out) {
        this.type = type;
        this.out = out;
    }

    /** Whether it is the type of the request, or of the requests of one model. */
    static boolean isRequest(ObjectType type) {
        return type.name().equals(REQUEST) || type.unions().contains(REQUEST);
    }

    void write() {
        if (isRequest(type)) {
            request();
        }
        switch (type.name()) {
            case RESPONSE -> response("message");
            case CHUNK -> response("delta");
            default -> factory();
        }
    }

    /** The property that makes a message of a text: its content, when nothing else is required but constants and its role. */
    static @Nullable Property text(ObjectType message) {
        Property content = null;
        for (Property property : message.properties()) {
            boolean text = property.type() == Scalar.STRING || ObjectSource.takesText(property.type());
            if (property.name().equals("content") && text) {
                content = property;
            } else if (property.required()
                    && property.constant() == null
                    && !property.name().equals("role")) {
                return null;
            }
        }
        return content;
    }

    /** {@code of("text")}, when the object is a message, or has one required property that takes text. */
    private void factory() {
        Property text = only(type);
        if (text == null) {
            return;
        }
        boolean nested = text.type() instanceof ObjectType;
        out.append(
                """

                    /** An object with this text only. */
                    public static %s of(String text) {
                        return builder().%s(%s).build();
                    }
                """
                        .formatted(
                                type.name(),
                                text.javaName(),
                                nested ? TypeWriter.declared(text.type()) + ".of(text)" : "text"));
    }

    private static @Nullable Property only(ObjectType type) {
        List<Property> required = type.properties().stream()
                .filter(property -> property.required() && property.constant() == null)
                .toList();
        if (required.isEmpty()) {
            boolean tagged = type.properties().stream().anyMatch(property -> property.constant() != null);
            return tagged ? text(type) : null;
        }
        Property only = required.getFirst();
        boolean text = only.type() == Scalar.STRING
                || (only.type() instanceof UnionType union && union.variants().text)
                || (only.type() instanceof ObjectType object && isText(object));
        return required.size() == 1 && text && TEXTS.contains(only.name()) ? only : null;
    }

    private static boolean isText(ObjectType object) {
        Property only = object.properties().stream().noneMatch(property -> property.type() instanceof ObjectType)
                ? only(object)
                : null;
        return only != null;
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
                    public NAME withStream(boolean stream) {
                        return toBuilder().SET.build();
                    }
                """
                        .replace("NAME", type.name())
                        .replace("SET", stream != null ? "stream(stream)" : "extra(\"stream\", stream)"));
    }

    private void response(String message) {
        Property created = property("created");
        if (created != null && property("createdAt") == null && created.type() == Scalar.NUMBER) {
            out.append(created("Instant.ofEpochMilli(Math.round(created * 1000))"));
        } else if (created != null && property("createdAt") == null && created.type() == Scalar.INTEGER) {
            out.append(created("Instant.ofEpochSecond(created)"));
        }
        if (property("text") == null) {
            out.append(
                    """

                        /** The text of the first choice; empty when there is none. */
                        public Optional<String> text() {
                    %s    }
                    """
                            .formatted(text(message)));
        }
    }

    /** Statements that return the text of the choice with the index 0, without a detour through JSON where each step has a type. */
    private String text(String message) {
        Property choices = property(type, "choices");
        if (choices != null && choices.type() instanceof ListOf list && list.items() instanceof ObjectType choice) {
            Property index = property(choice, "index");
            Property body = property(choice, message);
            if (index != null
                    && (index.type() == Scalar.INTEGER || index.type() == Scalar.NUMBER)
                    && body != null
                    && body.type() instanceof ObjectType object) {
                Property content = property(object, "content");
                if (content != null && content.type() == Scalar.STRING) {
                    return TEXT.formatted(
                            choice.name(),
                            choices.javaName(),
                            index.javaName(),
                            body.javaName(),
                            body.required()
                                    ? "." + content.javaName() + "()"
                                    : ".flatMap(" + object.name() + "::" + content.javaName() + ")",
                            message);
                }
            }
        }
        return "        return FirstChoice.text(this, \"" + message + "\");\n";
    }

    private static final String TEXT =
            """
                    for (%s choice : %s()) {
                        if (choice.%s().orElse(0) == 0) {
                            return choice.%s()%s;
                        }
                    }
                    return extras.containsKey("choices") ? FirstChoice.text(this, "%s") : Optional.empty();
            """;

    private static @Nullable Property property(ObjectType owner, String name) {
        return owner.properties().stream()
                .filter(property -> property.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String created(String instant) {
        return """

                    /** The time of the response. */
                    public Optional<java.time.Instant> createdAt() {
                        return created == null ? Optional.empty() : Optional.of(java.time.%s);
                    }
                """
                .formatted(instant);
    }

    private @Nullable Property property(String name) {
        return type.properties().stream()
                .filter(property -> property.javaName().equals(name))
                .findFirst()
                .orElse(null);
    }
}
