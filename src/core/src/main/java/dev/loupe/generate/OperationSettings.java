package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.loupe.openapi.Operation;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a builder has because of the operation: the header of the key, and the parameters of the path, the query and the headers. */
final class OperationSettings {
    /** Headers that are no parameters by the OpenAPI specification, and headers that the client sets. */
    private static final Set<String> OTHER_HEADERS = Set.of(
            "accept",
            "accept-encoding",
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "expect",
            "host",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "user-agent");

    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    private static final Pattern SECRET =
            Pattern.compile("(?i)(key|token|secret|sig|signature|password|auth|code|.*[_-](key|token|secret))");
    private static final Pattern METHOD = Pattern.compile("(?:public|protected) final .*? (\\w+)\\(");

    private final KeyScheme key;
    private final List<Parameter> parameters = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * A parameter with a method of the builder.
     *
     * @param value the value that it has unless the application sets one
     */
    private record Parameter(
            String in, String name, String method, boolean required, String description, @Nullable String value) {}

    OperationSettings(JsonNode document, Operation operation) {
        key = KeyScheme.of(document, operation);
        warnings.addAll(key.warnings());
        Set<String> methods = METHOD.matcher(RuntimeSources.runtime().get("ClientBuilder.java"))
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(HashSet::new));
        described(new ReferenceResolver(document), operation).forEach(parameter -> add(parameter, methods));
    }

    /** The parameters of the path item and the operation; one in the path that the spec does not describe is a text. */
    private static List<JsonNode> described(ReferenceResolver references, Operation operation) {
        Map<String, JsonNode> all = new LinkedHashMap<>();
        for (String name : operation.pathParameters()) {
            all.put(
                    "path " + name,
                    JsonNodeFactory.instance.objectNode().put("in", "path").put("name", name));
        }
        for (JsonNode list :
                List.of(operation.item().path("parameters"), operation.node().path("parameters"))) {
            for (JsonNode entry : list) {
                JsonNode parameter = references.resolved(entry);
                String in = parameter.path("in").asText();
                String name = parameter.path("name").asText();
                if (!in.equals("path") || operation.pathParameters().contains(name)) {
                    all.put(in + " " + name, parameter);
                }
            }
        }
        return List.copyOf(all.values());
    }

    private void add(JsonNode parameter, Set<String> methods) {
        String in = parameter.path("in").asText();
        String name = parameter.path("name").asText();
        boolean required = in.equals("path") || parameter.path("required").asBoolean();
        boolean sent =
                switch (in) {
                    case "path" -> true;
                    case "query" -> !SECRET.matcher(name).matches();
                    case "header" -> HEADER_NAME.matcher(name).matches();
                    default -> false;
                };
        if (in.equals("header")
                && (OTHER_HEADERS.contains(name.toLowerCase(Locale.ROOT)) || name.equalsIgnoreCase(key.header()))) {
            return;
        }
        if (!sent) {
            if (required) {
                warnings.add("the client does not send the required parameter " + name + " in " + in);
            }
            return;
        }
        String method = JavaName.member(name);
        for (int i = 2; !methods.add(method); i++) {
            method = JavaName.member(name) + "Parameter" + (i == 2 ? "" : i);
        }
        parameters.add(new Parameter(in, name, method, required, Javadoc.text(parameter), value(parameter, required)));
    }

    /** The default of a required parameter, or its only value. */
    private static @Nullable String value(JsonNode parameter, boolean required) {
        JsonNode schema = parameter.path("schema");
        JsonNode only = schema.path("enum").size() == 1 ? schema.path("enum").path(0) : schema.path("const");
        JsonNode value = schema.has("default") ? schema.path("default") : only;
        return required && value.isValueNode() && !value.asText().isEmpty() ? value.asText() : null;
    }

    /** What the client does not send. */
    List<String> warnings() {
        return warnings;
    }

    /** The source of the builder with these settings. */
    String applyTo(String source, String builder) {
        StringBuilder constructor = new StringBuilder();
        StringBuilder methods = new StringBuilder();
        if (key.header() != null) {
            constructor
                    .append("        apiKeyHeader(")
                    .append(JavaName.literal(key.header()))
                    .append(");\n");
        }
        for (Parameter parameter : parameters) {
            String name = JavaName.literal(parameter.name);
            if (parameter.value != null) {
                constructor.append(
                        "        %s(%s, %s);\n".formatted(setter(parameter), name, JavaName.literal(parameter.value)));
            } else if (parameter.required) {
                constructor.append("        requireParameter(\"%s\", %s, %s);\n"
                        .formatted(parameter.in, name, JavaName.literal(parameter.method)));
            }
            methods.append(
                    """
                        /** The %s parameter {@code %s}%s.%s */
                        public %s %s(String value) {
                            return %s(%s, value);
                        }

                    """
                            .formatted(
                                    parameter.in,
                                    Javadoc.code(parameter.name),
                                    parameter.required ? ", which is required" : "",
                                    parameter.description.isEmpty() ? "" : " " + parameter.description,
                                    builder,
                                    parameter.method,
                                    setter(parameter),
                                    name));
        }
        String constructed = "super(DEFAULTS, environment);\n";
        return JavaName.ascii(source.replace(constructed, constructed + constructor)
                .replaceFirst(
                        "(?s)    /\\*\\*\\s+\\* Builds the client\\.",
                        Matcher.quoteReplacement(methods.toString()) + "$0"));
    }

    private static String setter(Parameter parameter) {
        return parameter.in.equals("header") ? "header" : parameter.in + "Parameter";
    }
}
