package dev.loupe.provider;

import dev.loupe.text.RepeatedText;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The host and the port of a URL as it is written. A recording may have a URL that {@link java.net.URI} rejects: a placeholder
 * for a name, or an underscore in a host.
 *
 * @param host lower case, empty when there is none
 */
record UrlAuthority(String host, OptionalInt port) {
    private static final Pattern PATH = Pattern.compile("[/?#]");
    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private static final RepeatedText<UrlAuthority> KNOWN = new RepeatedText<>(UrlAuthority::parse);

    static UrlAuthority of(String url) {
        return KNOWN.of(url);
    }

    private static UrlAuthority parse(String url) {
        int scheme = url.indexOf("://");
        if (scheme < 0) {
            return new UrlAuthority("", OptionalInt.empty());
        }
        String authority = PATH.split(url.substring(scheme + 3), 2)[0].strip().toLowerCase(Locale.ROOT);
        String address = authority.substring(authority.indexOf('@') + 1);
        int colon = address.lastIndexOf(':');
        String port = address.substring(colon + 1);
        boolean numeric = colon > 0 && PORT.matcher(port).matches();
        return numeric
                ? new UrlAuthority(address.substring(0, colon), OptionalInt.of(Integer.parseInt(port)))
                : new UrlAuthority(address, OptionalInt.empty());
    }
}
