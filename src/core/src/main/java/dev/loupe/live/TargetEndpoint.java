package dev.loupe.live;

import dev.loupe.exchange.redact.Redactor;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go.
 *
 * @param base without a slash at its end, {@code https://api.aimlapi.com}
 * @param key sent as a bearer token; null when there is none
 * @param keyVariable name of the environment variable that holds the key; what recordings show in its place
 * @param headers sent with every request
 */
public record TargetEndpoint(URI base, @Nullable String key, String keyVariable, Map<String, String> headers) {
    /** Holds the key of an endpoint whose provider names no variable: a key of one provider is not sent to another. */
    public static final String DEFAULT_KEY_VARIABLE = "LOUPE_KEY";

    /** A shorter key would be found in ordinary text. */
    private static final int SHORTEST_KEY = 8;

    /**
     * A target.
     *
     * @throws Unsendable when the key or a header cannot be sent
     */
    public TargetEndpoint {
        headers = Map.copyOf(new TreeMap<>(headers));
        headers.forEach((name, value) -> {
            if (!isSendable(name, value)) {
                throw new Unsendable("the header '" + name + "' cannot be sent: its name or its value is not"
                        + " allowed, or it is the HTTP client's own, as content-length and host are");
            }
        });
        if (key != null && !isSendable("authorization", key)) {
            throw new Unsendable("the key in " + keyVariable
                    + " has a character that no header can carry, such as a line break; set it again");
        }
    }

    /** A key or a header that no HTTP client sends; the message says which, and shows no value. */
    public static final class Unsendable extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        Unsendable(String message) {
            super(message);
        }
    }

    /** Asks the client that will send it; what it throws shows the value, which may be a secret. */
    private static boolean isSendable(String name, String value) {
        try {
            HttpRequest.newBuilder().header(name, value);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }

    /**
     * A target by its base URL.
     *
     * @throws IllegalArgumentException when this is no HTTP URL; the message says what would be one
     */
    public static TargetEndpoint at(
            String baseUrl, @Nullable String key, String keyVariable, Map<String, String> headers) {
        String trimmed = baseUrl.strip().replaceAll("/+$", "");
        try {
            URI base = new URI(trimmed);
            boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
            if (http && base.getHost() != null && base.getUserInfo() == null) {
                return new TargetEndpoint(base, key, keyVariable, headers);
            }
        } catch (URISyntaxException notAUrl) {
            // said below
        }
        throw new IllegalArgumentException("'" + baseUrl + "' is not the base URL of an endpoint; it looks like"
                + " https://api.example.com, without a key in it");
    }

    /**
     * The URL of an operation. A base that already ends in the version, as in {@code https://openrouter.ai/api/v1}, is not
     * given it twice; one that names the whole operation is taken as it is.
     */
    public URI resolve(String path) {
        String root = base.toString();
        if (root.endsWith(path) || (path.startsWith("/v1/") && root.endsWith(path.substring("/v1".length())))) {
            return base;
        }
        return URI.create(path.startsWith("/v1/") && root.endsWith("/v1") ? root + path.substring(3) : root + path);
    }

    /** Removes the key of this endpoint, and what looks like a key, from exchanges. */
    public Redactor redactor() {
        Redactor redactor = Redactor.of(keyVariable.isEmpty() ? DEFAULT_KEY_VARIABLE : keyVariable);
        return key == null || key.length() < SHORTEST_KEY ? redactor : redactor.withKey(key);
    }

    /** The key is not part of what this prints. */
    @Override
    public String toString() {
        return base.toString();
    }
}
