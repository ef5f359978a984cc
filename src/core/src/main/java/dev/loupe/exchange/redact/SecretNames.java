package dev.loupe.exchange.redact;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds secrets by their name, and by {@link SecretPatterns}. */
final class SecretNames {
    private static final Set<String> HEADERS =
            Set.of("authorization", "proxy-authorization", "cookie", "set-cookie", "api-key", "apikey", "token");

    /** Gateways add a prefix of their own to these: {@code X-Goog-Api-Key}, {@code Ocp-Apim-Subscription-Key}, {@code Helicone-Auth}. */
    private static final List<String> HEADER_ENDS = List.of(
            "-authorization",
            "-auth",
            "-api-key",
            "-apikey",
            "-access-key",
            "-subscription-key",
            "-token",
            "-secret",
            "-password");

    /** Without case, hyphens and underscores. "token" and "key" alone are not secret: log probabilities have tokens. */
    private static final Set<String> MEMBERS = Set.of(
            "apikey",
            "xapikey",
            "accesskey",
            "accesskeyid",
            "secretaccesskey",
            "accesstoken",
            "authtoken",
            "refreshtoken",
            "sessiontoken",
            "bearertoken",
            "idtoken",
            "clientsecret",
            "secret",
            "apisecret",
            "apitoken",
            "subscriptionkey",
            "secretkey",
            "privatekey",
            "password",
            "passwd",
            "authorization");

    /** In a query also these, which have no other meaning there. */
    private static final Set<String> PARAMETERS = Set.of("key", "token", "secret", "sig", "signature", "auth");

    /** A property in JSON text, complete or truncated, with its value. The limit keeps the stack of the matcher small. */
    private static final Pattern NAMED =
            Pattern.compile("\"([A-Za-z_-]{6,20}+)\"\\s{0,8}+:\\s{0,8}+\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,200}+)\"");

    /** The same in JSON text within a JSON string, such as tool arguments. */
    private static final Pattern NAMED_WITHIN =
            Pattern.compile("\\\\\"([A-Za-z_-]{6,20}+)\\\\\"\\s{0,8}+:\\s{0,8}+\\\\\"([^\"\\\\]*+)\\\\\"");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

    private SecretNames() {}

    static boolean isHeader(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return HEADERS.contains(lower) || HEADER_ENDS.stream().anyMatch(lower::endsWith);
    }

    static boolean isMember(String name) {
        return MEMBERS.contains(plain(name));
    }

    static boolean isParameter(String name) {
        return isMember(name) || PARAMETERS.contains(plain(name)) || isHeader(name);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /**
     * The secrets of a text in order, none overlapping.
     *
     * @param known a secret to find everywhere; empty for none
     */
    static List<TextReplacement> in(String text, String known, String placeholder) {
        List<TextReplacement> found = new ArrayList<>();
        for (int at = known.isEmpty() ? -1 : text.indexOf(known); at >= 0; at = text.indexOf(known, at + 1)) {
            found.add(new TextReplacement(at, at + known.length(), placeholder));
        }
        if (SecretPrefilter.in(text)) {
            SecretPatterns.find(text, placeholder, found);
            if (text.indexOf('"') >= 0) {
                named(NAMED.matcher(text), found);
                named(NAMED_WITHIN.matcher(text), found);
            }
        }
        return apart(found);
    }

    /** In order; of overlapping ones the first and longest. */
    static List<TextReplacement> apart(List<TextReplacement> found) {
        if (found.isEmpty()) {
            return found;
        }
        found.sort(Comparator.comparingInt(TextReplacement::start)
                .thenComparing(TextReplacement::end, Comparator.reverseOrder()));
        List<TextReplacement> apart = new ArrayList<>();
        for (TextReplacement edit : found) {
            if (apart.isEmpty() || apart.getLast().end() <= edit.start()) {
                apart.add(edit);
            }
        }
        return apart;
    }

    private static void named(Matcher matcher, List<TextReplacement> found) {
        while (matcher.find()) {
            if (isMember(matcher.group(1)) && !matcher.group(2).isEmpty() && !isPlaceholder(matcher.group(2))) {
                found.add(new TextReplacement(matcher.start(2), matcher.end(2), placeholder(matcher.group(1))));
            }
        }
    }

    static boolean isPlaceholder(String text) {
        return PLACEHOLDER.matcher(text).matches();
    }

    /** {@code client-secret} becomes <code>${CLIENT_SECRET}</code>. */
    static String placeholder(String name) {
        String variable = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]+", "_");
        return "${" + (variable.isEmpty() || Character.isDigit(variable.charAt(0)) ? "_" + variable : variable) + "}";
    }
}
