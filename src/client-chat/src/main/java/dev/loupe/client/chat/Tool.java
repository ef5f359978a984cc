package dev.loupe.client.chat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A function that a model may call, with a record as its arguments.
 *
 * @param <A> the type of the arguments
 */
public final class Tool<A> {
    private final String name;
    private final String description;
    private final TypedJson<A> arguments;
    private final ToolFunction<? super A> function;

    private Tool(String name, String description, TypedJson<A> arguments, ToolFunction<? super A> function) {
        this.name = name;
        this.description = description;
        this.arguments = arguments;
        this.function = function;
    }

    /**
     * Declares a tool.
     *
     * @param name 1 to 64 letters, digits, {@code _} or {@code -}
     * @param arguments a record or class; see {@link StructuredOutput} for its schema
     * @throws IllegalArgumentException when a part of the arguments has no schema
     */
    public static <A> Tool<A> of(
            String name, String description, Class<A> arguments, ToolFunction<? super A> function) {
        if (!name.matches("[A-Za-z0-9_-]{1,64}")) {
            throw new IllegalArgumentException(
                    "name of the tool is '" + name + "', expected 1 to 64 letters, digits, _ or -");
        }
        TypedJson<A> json = TypedJson.of(arguments, null);
        if (json.isWrapped()) {
            throw new IllegalArgumentException(
                    "arguments of " + name + " are a " + arguments.getSimpleName() + ", expected a record or class");
        }
        return new Tool<>(name, description, json, function);
    }

    public String name() {
        return name;
    }

    /** The JSON schema of the arguments. */
    public JsonNode schema() {
        return arguments.schema();
    }

    /** The tool as an item of {@code tools} in a request. */
    public JsonNode definition() {
        ObjectNode definition = TypedJson.PLAIN.createObjectNode().put("type", "function");
        definition
                .putObject("function")
                .put("name", name)
                .put("description", description)
                .put("strict", arguments.isStrict())
                .set("parameters", arguments.schema());
        return definition;
    }

    /** The call with these arguments; it does not run before {@link PreparedCall#run()}. */
    PreparedCall prepare(JsonNode json) {
        JsonNode values = json;
        if (json.isTextual() || json.isMissingNode() || json.isNull()) {
            String text = json.isTextual() ? json.textValue() : "";
            try {
                values = TypedJson.PLAIN.readTree(text.isBlank() ? "{}" : text);
            } catch (JsonProcessingException notJson) {
                return PreparedCall.invalid("arguments of " + name + " are not JSON: " + notJson.getOriginalMessage());
            }
        }
        TypedJson.Result<A> result = arguments.read(values);
        A value = result.value();
        return value == null
                ? PreparedCall.invalid("arguments of " + name + " violate its schema: "
                        + String.join(
                                "; ",
                                result.violations().stream()
                                        .map(SchemaViolation::toString)
                                        .toList()))
                : new PreparedCall(null, () -> arguments.write(function.call(value)));
    }

    /**
     * A call whose arguments have been read.
     *
     * @param problem why it cannot run; null when it can
     */
    record PreparedCall(@Nullable String problem, Callable<String> action) {
        static PreparedCall invalid(String problem) {
            return new PreparedCall(problem, () -> {
                throw new IllegalStateException(problem);
            });
        }

        String run() throws Exception {
            return action.call();
        }
    }
}
