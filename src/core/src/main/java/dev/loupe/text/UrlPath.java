package dev.loupe.text;

import java.util.Locale;
import java.util.regex.Pattern;

/** The path of a URL as it is written; a text that is no URL has one too, so recordings with any address can be read. */
public final class UrlPath {
    private UrlPath() {}

    /** {@code /v1/models} of {@code https://example.com/v1/models?limit=2}, and of {@code /v1/models?limit=2}. */
    public static String of(String urlOrPath) {
        String path = upTo('#', upTo('?', urlOrPath));
        int host = path.indexOf("://");
        if (host < 0) {
            return path;
        }
        int slash = path.indexOf('/', host + 3);
        return slash < 0 ? "/" : path.substring(slash);
    }

    /** {@code example.com:8080} of {@code https://example.com:8080/v1/models}; empty for a path. A placeholder is one, too. */
    public static String authority(String urlOrPath) {
        int scheme = urlOrPath.indexOf("://");
        int start = scheme < 0 ? 0 : scheme + 3;
        int end = start;
        while (end < urlOrPath.length() && "/?#".indexOf(urlOrPath.charAt(end)) < 0) {
            end++;
        }
        return urlOrPath.substring(start, end).toLowerCase(Locale.ROOT);
    }

    /** Whether the path ends with this one; slashes at its own end do not count. */
    public static boolean endsWith(String urlOrPath, String end) {
        String path = of(urlOrPath);
        int length = path.length();
        while (length > 1 && path.charAt(length - 1) == '/') {
            length--;
        }
        return path.substring(0, length).endsWith(end);
    }

    /** Whether the host is this machine or on a private network, where people run servers of their own. */
    public static boolean isOnOwnNetwork(String url) {
        String authority = authority(url);
        String host =
                authority.startsWith("[") ? authority.substring(0, authority.indexOf(']') + 1) : upTo(':', authority);
        boolean plain = !host.isEmpty() && host.indexOf('.') < 0 && host.charAt(0) != '[';
        return plain || OWN.matcher(host).matches();
    }

    private static final Pattern OWN =
            Pattern.compile("\\[::1\\]|0\\.0\\.0\\.0|127\\..*|10\\.[0-9.]+|192\\.168\\.[0-9.]+"
                    + "|172\\.(?:1[6-9]|2[0-9]|3[01])\\.[0-9.]+|.+\\.(?:local|lan|internal)");

    private static String upTo(char stop, String text) {
        int at = text.indexOf(stop);
        return at < 0 ? text : text.substring(0, at);
    }
}
