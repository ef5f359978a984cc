package dev.loupe.provider;

import dev.loupe.text.UrlPath;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The host and the port of a URL as it is written. A recording may have a URL that {@link java.net.URI} rejects: a placeholder
 * for a name, or an underscore in a host.
 *
 * @param host lower case, empty when there is none
 */
record UrlAuthority(String host, OptionalInt port) {
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    static UrlAuthority of(String url) {
        if (!url.contains("://")) {
            return new UrlAuthority("", OptionalInt.empty());
        }
        String authority = UrlPath.authority(url).strip();
        String address = authority.substring(authority.indexOf('@') + 1);
        int colon = address.lastIndexOf(':');
        String port = address.substring(colon + 1);
        boolean numeric = colon > 0 && PORT.matcher(port).matches();
        return numeric
                ? new UrlAuthority(address.substring(0, colon), OptionalInt.of(Integer.parseInt(port)))
                : new UrlAuthority(address, OptionalInt.empty());
    }
}
