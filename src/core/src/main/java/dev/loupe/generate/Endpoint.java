package dev.loupe.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where the client sends its requests.
 *
 * @param base the default server
 * @param version the part of the path before the operation: {@code /v1}
 * @param operation the rest of the path; all of it when it has parameters, or when the base URL has another version
 * @param keyVariable the environment variable with the API key
 */
record Endpoint(String base, String version, String operation, String keyVariable) {
    /** Where a server listens whose spec names none. */
    private static final String LOCAL = "http://localhost:8000";

    private static final Pattern VERSIONED = Pattern.compile("(.*/v[0-9][^/]*)(/.*)");

    static Endpoint of(JsonNode document, String path, ClientOptions options) {
        String base = options.baseUrl() == null ? server(document) : options.baseUrl();
        String key = options.keyVariable() == null
                ? options.clientName().toUpperCase(Locale.ROOT) + "_API_KEY"
                : options.keyVariable();
        Matcher versioned = VERSIONED.matcher(path);
        boolean split = versioned.matches()
                && !path.contains("{")
                && (!base.matches(".*/v[0-9]+(beta|alpha)?/*")
                        || base.replaceAll("/+$", "").endsWith(versioned.group(1)));
        return split
                ? new Endpoint(base, versioned.group(1), versioned.group(2), key)
                : new Endpoint(base, "", path, key);
    }

    private static String server(JsonNode document) {
        JsonNode server = document.path("servers").path(0);
        String url = server.path("url").asText();
        for (Map.Entry<String, JsonNode> variable : server.path("variables").properties()) {
            url = url.replace(
                    "{" + variable.getKey() + "}",
                    variable.getValue().path("default").asText());
        }
        return ClientOptions.SERVER.matcher(url).matches() ? url : LOCAL;
    }

    /** Replaces the values of Gemma by these. */
    String applyTo(String source) {
        String host = URI.create(base).getHost();
        boolean local = "localhost".equals(host) || "127.0.0.1".equals(host);
        return source.replace("\"https://api.aimlapi.com\"", JavaName.literal(base))
                .replace("true,\n            \"/v1\"", !local + ",\n            " + JavaName.literal(version))
                .replace("AIMLAPI_KEY", keyVariable)
                .replace("AI/ML API", host == null ? base : host)
                .replace("\"/chat/completions\"", JavaName.literal(operation));
    }
}
