package dev.loupe.lint;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What OpenAPI demands of parts of a document that name each other, and no schema of its structure can say. */
final class Agreement {
    private static final Pattern TEMPLATE = Pattern.compile("\\{([^{}/]{1,200})}");
    /** Syntax of other languages' regular expressions that Java does not share, or the reverse: not ours to judge. */
    private static final Pattern UNLIKE_JAVA = Pattern.compile("\\[[^]]*\\[|\\\\[pPuxck]|\\(\\?<[^=!]|&&");

    private final Spec spec;
    private final List<Violation> violations = new ArrayList<>();

    private Agreement(Spec spec) {
        this.spec = spec;
    }

    static List<Violation> brokenIn(Spec spec) {
        Agreement agreement = new Agreement(spec);
        agreement.operationIds();
        agreement.securitySchemes();
        agreement.paths();
        agreement.patterns();
        return agreement.violations;
    }

    /** "The operationId value MUST be unique among all operations described in the API." */
    private void operationIds() {
        Map<String, Spec.Operation> seen = new HashMap<>();
        for (Spec.Operation operation : spec.operations()) {
            String id = operation.node().path("operationId").asText("");
            Spec.Operation first = id.isEmpty() ? null : seen.putIfAbsent(id, operation);
            if (first != null) {
                broken(
                        operation.at().appendProperty("operationId"),
                        "an id of its own",
                        id,
                        "operationId " + id + " is that of " + name(first) + " too");
            }
        }
    }

    /** "Each name MUST correspond to a security scheme which is declared in the Security Schemes." */
    private void securitySchemes() {
        required(JsonPointer.compile("/security"), spec.root().path("security"));
        for (Spec.Operation operation : spec.operations()) {
            required(operation.at().appendProperty("security"), operation.node().path("security"));
        }
    }

    private void required(JsonPointer at, JsonNode requirements) {
        JsonNode declared = spec.root().path("components").path("securitySchemes");
        for (int i = 0; i < requirements.size(); i++) {
            JsonPointer one = at.appendIndex(i);
            requirements.get(i).properties().forEach(scheme -> {
                if (!declared.has(scheme.getKey())) {
                    broken(
                            one.appendProperty(scheme.getKey()),
                            "a scheme that is declared",
                            "none of this name",
                            "security scheme " + scheme.getKey() + " is required, and not declared");
                }
            });
        }
    }

    /** "Templated paths with the same hierarchy but different templated names MUST NOT exist", and each name is a parameter. */
    private void paths() {
        Map<String, String> seen = new HashMap<>();
        spec.root().path("paths").properties().forEach(path -> {
            String shape = TEMPLATE.matcher(path.getKey()).replaceAll("{}");
            String first = seen.putIfAbsent(shape, path.getKey());
            if (first != null) {
                broken(
                        JsonPointer.compile("/paths").appendProperty(path.getKey()),
                        "a path of its own",
                        "the same as " + first,
                        "path " + path.getKey() + " differs from " + first + " only by the names of its parameters");
            }
        });
        for (Spec.Operation operation : spec.operations()) {
            Set<String> declared = new HashSet<>();
            JsonNode item = spec.root().path("paths").path(operation.path());
            boolean all = inPath(item.path("parameters"), declared)
                    && inPath(operation.node().path("parameters"), declared)
                    && !item.has("$ref");
            Matcher name = TEMPLATE.matcher(operation.path());
            while (all && name.find()) {
                if (!declared.contains(name.group(1))) {
                    broken(
                            operation.at(),
                            "a parameter " + name.group(1) + " in the path",
                            "none",
                            name(operation) + " does not declare the parameter " + name.group(1) + " of its path");
                }
            }
        }
    }

    /** Collects the names of parameters in the path; false when one cannot be known. */
    private boolean inPath(JsonNode parameters, Set<String> names) {
        for (JsonNode parameter : parameters) {
            JsonNode node = parameter;
            if (parameter.path("$ref").isTextual()) {
                String reference = parameter.path("$ref").textValue();
                if (!SchemaWords.resolves(spec.root(), reference)) {
                    return false;
                }
                node = spec.root().at(SchemaWords.pointer(reference));
            }
            if (node.path("in").asText("").equals("path")) {
                names.add(node.path("name").asText(""));
            }
        }
        return true;
    }

    /** "This string SHOULD be a valid regular expression": one that no dialect can read has no meaning. */
    private void patterns() {
        for (SchemaAt schema : spec.schemas()) {
            JsonNode pattern = schema.node().path("pattern");
            if (!pattern.isTextual() || UNLIKE_JAVA.matcher(pattern.textValue()).find()) {
                continue;
            }
            try {
                Pattern.compile(pattern.textValue());
            } catch (PatternSyntaxException notOne) {
                broken(
                        schema.at().appendProperty("pattern"),
                        "a regular expression",
                        pattern.toString(),
                        "pattern is no regular expression: "
                                + notOne.getDescription().toLowerCase(Locale.ROOT));
            }
        }
    }

    private static String name(Spec.Operation operation) {
        return operation.method().toUpperCase(Locale.ROOT) + " " + operation.path();
    }

    private void broken(JsonPointer at, String expected, String actual, String message) {
        violations.add(LintRule.defect(at, expected, actual, message));
    }
}
