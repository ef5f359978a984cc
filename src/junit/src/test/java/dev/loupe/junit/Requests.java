package dev.loupe.junit;

import java.net.URI;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Chat completions that tests ask for. */
final class Requests {
    /** A member of the body that asks for a stream, and for its usage. */
    static final String STREAM = ", \"stream\": true, \"stream_options\": {\"include_usage\": true}";

    private Requests() {}

    /** A body, with more members where a comma begins them. */
    static String body(String more) {
        return "{\"model\": \"google/gemma-3-4b-it\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]"
                + more + "}";
    }

    /** A body in which this member has this value, as it stands there. */
    static String with(String member, String value) {
        Map<String, String> members = new LinkedHashMap<>();
        members.put("model", "\"google/gemma-3-4b-it\"");
        members.put("messages", "[{\"role\": \"user\", \"content\": \"Hello\"}]");
        members.put(member, value);
        return members.entrySet().stream()
                .map(each -> "\"" + each.getKey() + "\": " + each.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    static HttpRequest post(LoupeProvider provider, String body) {
        return HttpRequest.newBuilder(URI.create(provider.url() + "/v1/chat/completions"))
                .header("content-type", "application/json")
                .header("authorization", "Bearer sk-a-secret-of-this-test")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }
}
