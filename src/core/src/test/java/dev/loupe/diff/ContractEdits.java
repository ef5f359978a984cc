package dev.loupe.diff;

import static dev.loupe.diff.Edit.Effect.BREAKING;
import static dev.loupe.diff.Edit.Effect.HARMLESS;
import static dev.loupe.diff.Edit.Effect.RISKY;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Edits around the schemas: operations, responses, parameters, security, servers, descriptions. */
final class ContractEdits {
    /** An edit of a whole document. */
    record Named(String name, Edit.Effect effect, Predicate<ObjectNode> apply) {}

    private static final List<Named> ALL = new ArrayList<>();

    private ContractEdits() {}

    static List<Named> all() {
        return ALL;
    }

    private static void add(String name, Edit.Effect effect, Predicate<ObjectNode> apply) {
        ALL.add(new Named(name, effect, apply));
    }

    private static ObjectNode paths(ObjectNode root) {
        return (ObjectNode) root.path("paths");
    }

    private static String first(ObjectNode root) {
        return paths(root).fieldNames().next();
    }

    private static ObjectNode operation(ObjectNode root) {
        return (ObjectNode) paths(root).path(first(root)).path("post");
    }

    private static ObjectNode content(ObjectNode root) {
        JsonNode body = operation(root).path("requestBody");
        return (ObjectNode) target(root, body).path("content");
    }

    private static ObjectNode answer(ObjectNode root) {
        return (ObjectNode) target(root, operation(root).path("responses").path("200"));
    }

    private static JsonNode target(ObjectNode root, JsonNode node) {
        return new ReferenceResolver(root).follow(node, DocumentPointer.ROOT)
                        instanceof ReferenceResolver.Target.Found found
                ? found.node()
                : node;
    }

    static {
        operations();
        answers();
        requests();
        around();
    }

    private static void operations() {
        add("operation removed", BREAKING, root -> paths(root).remove(first(root)) != null);
        add("path renamed", BREAKING, root -> {
            JsonNode item = paths(root).remove(first(root));
            return paths(root).set("/v9/answers", item) != null;
        });
        add("path of another version", BREAKING, root -> {
            JsonNode item = paths(root).remove("/v1/chat/completions");
            return item != null && paths(root).set("/v2/chat/completions", item) != null;
        });
        add("method changed", BREAKING, root -> {
            ObjectNode item = (ObjectNode) paths(root).path(first(root));
            return item.set("put", item.remove("post")) != null;
        });
        add("operationId renamed", RISKY, root -> operation(root).put("operationId", "anotherName") != null);
        add("operation added", HARMLESS, root -> {
            ObjectNode answer = paths(root)
                    .putObject("/v1/models")
                    .putObject("get")
                    .putObject("responses")
                    .putObject("200");
            return answer.put("description", "models") != null;
        });
        add("operation deprecated", HARMLESS, root -> operation(root).put("deprecated", true) != null);
        add("summary changed", HARMLESS, root -> operation(root).put("summary", "other words") != null);
        add("tags changed", HARMLESS, root -> operation(root).putArray("tags").add("chat") != null);
        add("paths reordered", HARMLESS, root -> {
            String name = first(root);
            JsonNode item = paths(root).remove(name);
            return paths(root).set(name, item) != null;
        });
    }

    private static void answers() {
        add("status 200 became 201", BREAKING, root -> {
            ObjectNode responses = (ObjectNode) operation(root).path("responses");
            return responses.set("201", responses.remove("200")) != null;
        });
        add("answer removed", BREAKING, root -> ((ObjectNode) operation(root).path("responses")).remove("200") != null);
        add("answer without a body", BREAKING, root -> answer(root).remove("content") != null);
        add(
                "JSON answer removed",
                BREAKING,
                root -> ((ObjectNode) answer(root).path("content")).remove("application/json") != null);
        add(
                "stream removed",
                BREAKING,
                root -> ((ObjectNode) answer(root).path("content")).remove("text/event-stream") != null);
        add("media type of the answer replaced", BREAKING, root -> {
            ObjectNode content = (ObjectNode) answer(root).path("content");
            return content.set("application/xml", content.remove("application/json")) != null;
        });
        add(
                "media type of the answer added",
                HARMLESS,
                root -> ((ObjectNode) answer(root).path("content")).putObject("text/plain") != null);
        add("media type with a parameter", HARMLESS, root -> {
            ObjectNode content = (ObjectNode) answer(root).path("content");
            return content.set("application/json; charset=utf-8", content.remove("application/json")) != null;
        });
        add(
                "error described",
                HARMLESS,
                root -> ((ObjectNode) operation(root).path("responses"))
                                .putObject("429")
                                .put("description", "too many")
                        != null);
        add(
                "default answer described",
                HARMLESS,
                root -> ((ObjectNode) operation(root).path("responses"))
                                .putObject("default")
                                .put("description", "failure")
                        != null);
        add(
                "header of the answer described",
                HARMLESS,
                root -> answer(root)
                                .putObject("headers")
                                .putObject("x-request-id")
                                .putObject("schema")
                                .put("type", "string")
                        != null);
        add("description of the answer set", HARMLESS, root -> answer(root).put("description", "The answer.") != null);
    }

    private static void requests() {
        add(
                "body no longer required",
                HARMLESS,
                root -> target(root, operation(root).path("requestBody")) instanceof ObjectNode body
                        && body.path("required").asBoolean(false)
                        && body.put("required", false) != null);
        add(
                "media type of the request replaced",
                BREAKING,
                root -> content(root).set("multipart/form-data", content(root).remove("application/json")) != null);
        add(
                "media type of the request added",
                HARMLESS,
                root -> content(root)
                                .set(
                                        "application/x-ndjson",
                                        content(root).path("application/json").deepCopy())
                        != null);
        add("body removed", BREAKING, root -> operation(root).remove("requestBody") != null);
        add("optional parameter added", HARMLESS, root -> parameter(root, "query", "debug", false));
        add("required parameter added", BREAKING, root -> parameter(root, "query", "region", true));
        add("optional header added", HARMLESS, root -> parameter(root, "header", "X-Trace", false));
        add("required header added", BREAKING, root -> parameter(root, "header", "X-Tenant", true));
        add(
                "sample of the request set",
                HARMLESS,
                root -> ((ObjectNode) content(root).path("application/json"))
                                .putObject("example")
                                .put("model", "x")
                        != null);
    }

    private static boolean parameter(ObjectNode root, String in, String name, boolean required) {
        ObjectNode parameter = operation(root).putArray("parameters").addObject();
        parameter
                .put("in", in)
                .put("name", name)
                .put("required", required)
                .putObject("schema")
                .put("type", "string");
        return true;
    }

    private static void around() {
        add("credentials required", BREAKING, root -> {
            ObjectNode schemes = root.withObject("components").withObject("securitySchemes");
            schemes.putObject("loupe").put("type", "http").put("scheme", "bearer");
            operation(root).putArray("security").addObject().putArray("loupe");
            return true;
        });
        add("no credentials in words", HARMLESS, root -> operation(root).putArray("security") != null);
        add(
                "server changed",
                RISKY,
                root -> ((ObjectNode) root.path("servers").get(0)).put("url", "https://api.example.com") != null);
        add(
                "server added",
                HARMLESS,
                root -> root.withArray("servers").addObject().put("url", "https://eu.example.com") != null);
        add("server removed", RISKY, root -> root.remove("servers") != null);
        add(
                "version of the document",
                HARMLESS,
                root -> ((ObjectNode) root.path("info")).put("version", "9.9.9") != null);
        add("title of the document", HARMLESS, root -> ((ObjectNode) root.path("info")).put("title", "Other") != null);
        add("patch version of OpenAPI", HARMLESS, root -> root.put("openapi", "3.0.3") != null);
        add(
                "component that nothing reaches",
                HARMLESS,
                root -> root.withObject("components")
                                .withObject("schemas")
                                .putObject("Unused")
                                .put("type", "string")
                        != null);
        add("reference to nothing", RISKY, root -> {
            ObjectNode schema =
                    (ObjectNode) ((ObjectNode) answer(root).path("content").path("application/json")).path("schema");
            JsonNode whole = target(root, schema);
            return ((ObjectNode) whole.path("properties"))
                            .putObject("loupe_new")
                            .put("$ref", "#/components/schemas/Nothing")
                    != null;
        });
        add("extension of the document", HARMLESS, root -> root.put("x-note", "x") != null);
    }
}
