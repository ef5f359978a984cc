package dev.loupe.gemma;

import java.net.URI;
import java.util.regex.Pattern;

/**
 * Where requests go, from the base URL that a caller gives: {@code https://host} and {@code https://host/v1} both mean
 * {@code https://host/v1/chat/completions}; a URL that ends with {@code /chat/completions} is taken as it is.
 */
final class EndpointUrl {
    private static final String OPERATION = "/chat/completions";
    private static final Pattern ENDS_WITH_VERSION = Pattern.compile(".*/v[0-9]+(beta|alpha)?");

    private EndpointUrl() {}

    static URI of(URI base) {
        String scheme = base.getScheme();
        if (!("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme)) || base.getHost() == null) {
            throw new IllegalArgumentException("the base URL must begin with https:// (or http://) and name a host");
        }
        if (base.getRawUserInfo() != null || base.getRawQuery() != null || base.getRawFragment() != null) {
            // not printed: such a URL may well hold a secret
            throw new IllegalArgumentException("the base URL of " + base.getHost()
                    + " must have no user info, query or fragment; give the key by apiKey()");
        }
        String path = base.getRawPath().replaceAll("/+$", "");
        String whole;
        if (path.endsWith(OPERATION)) {
            whole = path;
        } else if (ENDS_WITH_VERSION.matcher(path).matches()) {
            whole = path + OPERATION;
        } else {
            whole = path + "/v1" + OPERATION;
        }
        return URI.create(scheme + "://" + base.getRawAuthority() + whole);
    }
}
