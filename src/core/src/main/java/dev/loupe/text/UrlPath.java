package dev.loupe.text;

import java.util.Locale;

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

    private static String upTo(char stop, String text) {
        int at = text.indexOf(stop);
        return at < 0 ? text : text.substring(0, at);
    }
}
