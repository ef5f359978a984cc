package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** JSON documents that are no logs, although they may have samples of requests and responses. */
final class OtherDocuments {
    /** Properties of documents whose samples and settings are not of one call. */
    private static final List<String> DOCUMENTS =
            List.of("$schema", "asyncapi", "overlay", "arazzo", "_postman_variable_scope", "nbformat");

    private OtherDocuments() {}

    /** What a record without a call is, and what to do with it. */
    static String reason(JsonNode log) {
        if (isSpec(log)) {
            return "an OpenAPI document; judge it with loupe lint";
        }
        if (log.path("format").asText("").startsWith("loupe-run/")) {
            return "a report of a run; print it with loupe report";
        }
        if (isInsomnia(log)) {
            return "an export of Insomnia, which has no responses; export it as HAR";
        }
        if (isOne(log)) {
            return "a document with samples or settings, not a log";
        }
        return "no request (model, messages) and response (choices or error) here;"
                + " write them as \"request\" and \"response\"";
    }

    /** Whether it is a document whose samples are not of one call. */
    static boolean isOne(JsonNode log) {
        boolean isKubernetes = log.has("apiVersion") && log.has("kind");
        return isSpec(log)
                || isInsomnia(log)
                || isKubernetes
                || DOCUMENTS.stream().anyMatch(log::has);
    }

    private static boolean isInsomnia(JsonNode log) {
        return log.path("_type").asText("").equals("export")
                || log.path("type").asText("").startsWith("collection.insomnia.rest/");
    }

    private static boolean isSpec(JsonNode log) {
        return log.has("openapi") || log.has("swagger");
    }
}
