package dev.loupe.live;

import dev.loupe.exchange.redact.Redactor;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * Where requests go.
 *
 * @param base without a slash at its end, {@code https://api.aimlapi.com}
 * @param key sent as a bearer token; null when there is none
 * @param keyVariable name of the environment variable that holds the key; recordings contain it in place of the key
 * @param headers sent with every request
 * @param otherVersion whether {@code /v1} is added before the operation where the base URL and the contract do not have it, and
 *     removed where they do
 */
@API(status = API.Status.EXPERIMENTAL)
public record TargetEndpoint(
        URI base, @Nullable String key, String keyVariable, Map<String, String> headers, boolean otherVersion) {
    private static final String VERSION = "/v1";

    /** Holds the key of an endpoint whose provider names no variable: a key of one provider is not sent to another. */
    public static final String DEFAULT_KEY_VARIABLE = "LOUPE_KEY";

    private static final int HIGHEST_PORT = 65_535;

    /**
     * A target.
     *
     * @throws UnsendableHeaderException when the key or a header cannot be sent
     */
    public TargetEndpoint {
        headers = Map.copyOf(new TreeMap<>(headers));
        headers.forEach((name, value) -> {
            if (!isSendable(name, value)) {
                throw new UnsendableHeaderException(
                        "the header '" + name + "' cannot be sent: its name or its value is not"
                                + " allowed, or the HTTP client sets it itself, like content-length and host");
            }
        });
        if (key != null && !isSendable("authorization", key)) {
            throw new UnsendableHeaderException("the key in " + keyVariable
                    + " contains a character that a header must not contain, such as a line break; set it again");
        }
    }

    /** A key or a header that no HTTP client sends; the message names it and does not contain its value. */
    public static final class UnsendableHeaderException extends IllegalArgumentException {
        private static final long serialVersionUID = 1L;

        UnsendableHeaderException(String message) {
            super(message);
        }
    }

    /** The HTTP client decides; its exception contains the value, which may be a secret, so it is dropped. */
    private static boolean isSendable(String name, String value) {
        try {
            HttpRequest.newBuilder().header(name, value);
            return true;
        } catch (IllegalArgumentException rejected) {
            return false;
        }
    }

    /**
     * A target by its base URL.
     *
     * @throws IllegalArgumentException when this is not an HTTP URL; the message has an example
     */
    public static TargetEndpoint at(
            String baseUrl, @Nullable String key, String keyVariable, Map<String, String> headers) {
        String trimmed = baseUrl.strip().replaceAll("/+$", "");
        try {
            URI base = new URI(trimmed);
            boolean http = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
            if (base.getPort() > HIGHEST_PORT) {
                throw new IllegalArgumentException(
                        "'" + baseUrl + "' has port " + base.getPort() + ", expected at most " + HIGHEST_PORT);
            }
            if (http && base.getUserInfo() != null) {
                throw new IllegalArgumentException(
                        "the URL contains a user name or a password; keys are read from environment variables only");
            }
            if (http && base.getHost() != null) {
                return new TargetEndpoint(base, key, keyVariable, headers, false);
            }
        } catch (URISyntaxException notAUrl) {
            // the exception below has the message
        }
        throw new IllegalArgumentException(
                "'" + baseUrl + "' is not the base URL of an endpoint (" + remedy(trimmed) + ")");
    }

    /** A host and a port without a scheme parse as a URL with the host as its scheme. */
    private static String remedy(String url) {
        return url.matches("[\\w.-]+:\\d{1,5}(/.*)?") ? "write http://" + url : "example: https://api.example.com";
    }

    /**
     * The URL of an operation. A base that already ends in the version, as in {@code https://openrouter.ai/api/v1}, does not
     * get it twice; one that already is the URL of the operation is used unchanged.
     */
    public URI resolve(String path) {
        URI given = given(path);
        String operation = path.startsWith(VERSION + "/") ? path.substring(VERSION.length()) : path;
        if (!otherVersion || !given.toString().endsWith(operation)) {
            return given;
        }
        String before = given.toString().substring(0, given.toString().length() - operation.length());
        return URI.create(
                before.endsWith(VERSION)
                        ? before.substring(0, before.length() - VERSION.length()) + operation
                        : before + VERSION + operation);
    }

    /** The same endpoint with {@code /v1} where this one is without it, or without where this one has it. */
    TargetEndpoint withOtherVersion() {
        return new TargetEndpoint(base, key, keyVariable, headers, !otherVersion);
    }

    private URI given(String path) {
        String root = base.toString();
        if (root.endsWith(path) || (path.startsWith("/v1/") && root.endsWith(path.substring("/v1".length())))) {
            return base;
        }
        return URI.create(path.startsWith("/v1/") && root.endsWith("/v1") ? root + path.substring(3) : root + path);
    }

    /** The authorization of a request to this URL: the key is sent to the server of this endpoint only. */
    public Optional<String> authorization(URI at) {
        boolean same = base.getScheme().equals(at.getScheme())
                && base.getHost().equalsIgnoreCase(at.getHost())
                && base.getPort() == at.getPort();
        return same && key != null ? Optional.of("Bearer " + key) : Optional.empty();
    }

    String keyVariableOrDefault() {
        return keyVariable.isEmpty() ? DEFAULT_KEY_VARIABLE : keyVariable;
    }

    /** Removes the key of this endpoint, and what looks like a key, from exchanges. */
    public Redactor redactor() {
        Redactor redactor = Redactor.of(keyVariableOrDefault());
        return key == null || key.length() < Redactor.SHORTEST_KEY ? redactor : redactor.withKey(key);
    }

    /** The base URL, without the key. */
    @Override
    public String toString() {
        return base.toString();
    }
}
