package dev.loupe.client;

import java.net.URI;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * The URL of the operation for a base URL: {@code https://host} and {@code https://host/v1} both mean
 * {@code https://host/v1/chat/completions}; a URL that ends with {@code /chat/completions} is used unchanged. A deployment of Azure,
 * {@code https://host/openai/deployments/name?api-version=...}, has no version in its path. A query is kept.
 */
final class EndpointUrl {
    private static final Pattern ENDS_WITH_VERSION = Pattern.compile(".*/(v[0-9]+(beta|alpha)?|deployments/[^/]+)");
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?i)(key|token|secret|sig|signature|password|auth|code|[^=]*[_-](key|token|secret))=.*");

    private EndpointUrl() {}

    /** Rejects a base URL that cannot be one. */
    static void check(URI base) {
        String scheme = base.getScheme();
        if (!("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme)) || base.getHost() == null) {
            throw new IllegalArgumentException("the base URL must begin with https:// or http:// and have a host");
        }
        String query = base.getRawQuery() == null ? "" : base.getRawQuery();
        boolean secret = Arrays.stream(query.split("&"))
                .anyMatch(parameter -> SECRET_PARAMETER.matcher(parameter).matches());
        if (base.getRawUserInfo() != null || secret || base.getRawFragment() != null) {
            // not printed: such a URL may contain a secret
            throw new IllegalArgumentException("the base URL of " + base.getHost()
                    + " must not have user info, a fragment or a key in its query; set the key with apiKey()");
        }
    }

    static URI of(URI base, ClientDefaults defaults, OperationParameters parameters) {
        check(base);
        String path = base.getRawPath().replaceAll("/+$", "");
        String operation;
        if (OperationParameters.endsWith(path, defaults.operation())) {
            operation = path;
        } else {
            boolean hasVersion = ENDS_WITH_VERSION.matcher(path).matches();
            operation = path + (hasVersion ? "" : defaults.version()) + parameters.filled(defaults.operation());
        }
        String query = parameters.query(base.getRawQuery());
        return URI.create(
                base.getScheme() + "://" + base.getRawAuthority() + operation + (query.isEmpty() ? "" : "?" + query));
    }
}
