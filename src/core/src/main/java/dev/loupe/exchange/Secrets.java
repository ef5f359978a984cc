package dev.loupe.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a secret is known: by the name it goes under, or by the shape that its issuer gives it. */
final class Secrets {
    private static final Set<String> HEADERS = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "api-key",
            "x-api-key",
            "x-goog-api-key",
            "x-auth-token",
            "x-access-token",
            "x-amz-security-token",
            "x-csrf-token");

    private static final List<String> SUFFIXES = List.of(
            "-api-key", "-secret", "-api-token", "-subscription-key", "-subscription-token", "-authorization", "-auth");

    /** Without case, hyphens and underscores. "token" and "key" alone are not here: log probabilities have tokens. */
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
            "secret",
            "apisecret",
            "apitoken",
            "subscriptionkey",
            "clientsecret",
            "secretkey",
            "privatekey",
            "password",
            "passwd",
            "authorization");

    /** In a query also these, where nothing else goes under such names. */
    private static final Set<String> PARAMETERS = Set.of("key", "token", "secret", "sig", "signature", "auth");

    /**
     * The shapes of well-known keys. Nothing before that could belong to a word ({@code task-...}); ids of answers
     * ({@code chatcmpl-}, {@code gen-}, {@code req_}) and bare hexadecimal numbers are not keys.
     */
    private static final Pattern SHAPES = Pattern.compile("(?<![A-Za-z0-9_-])(?:"
            + "sk-(?=[A-Za-z_-]*+[0-9])[A-Za-z0-9_-]{20,}+" // OpenAI, Anthropic, OpenRouter, DeepSeek
            + "|AIza[A-Za-z0-9_-]{35}" // Google
            + "|gsk_[A-Za-z0-9]{20,}+" // Groq
            + "|xai-[A-Za-z0-9]{40,}+"
            + "|pplx-[A-Za-z0-9]{40,}+"
            + "|nvapi-[A-Za-z0-9_-]{40,}+"
            + "|hf_[A-Za-z0-9]{30,}+" // Hugging Face
            + "|r8_[A-Za-z0-9]{30,}+" // Replicate
            + "|gh[opusr]_[A-Za-z0-9]{36,}+|github_pat_[A-Za-z0-9_]{40,}+"
            + "|glpat-[A-Za-z0-9_-]{20,}+" // GitLab
            + "|[rs]k_(?:live|test)_[A-Za-z0-9]{20,}+" // Stripe
            + "|tgp_v1_[A-Za-z0-9_-]{30,}+" // Together
            + "|fw_[A-Za-z0-9]{20,}+" // Fireworks
            + "|-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[^-]{0,10000}+-----END [A-Z ]{0,30}PRIVATE KEY-----"
            + "|xox[abeoprs]-[A-Za-z0-9-]{10,}+" // Slack
            + "|(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])" // AWS
            + "|eyJ[A-Za-z0-9_-]{10,}+\\.eyJ[A-Za-z0-9_-]{10,}+\\.[A-Za-z0-9_-]{10,}+" // JSON web token
            + ")");

    /** A member of JSON text, whole or cut, with its value. The bound keeps the matcher's stack small. */
    private static final Pattern NAMED =
            Pattern.compile("\"([A-Za-z_-]{6,20}+)\"\\s{0,8}+:\\s{0,8}+\"([^\"\\\\]*+(?:\\\\.[^\"\\\\]*+){0,200}+)\"");

    /** The same in JSON text that is itself within a JSON string, as arguments of tools are. */
    private static final Pattern NAMED_WITHIN =
            Pattern.compile("\\\\\"([A-Za-z_-]{6,20}+)\\\\\"\\s{0,8}+:\\s{0,8}+\\\\\"([^\"\\\\]*+)\\\\\"");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

    private Secrets() {}

    static boolean isHeader(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return HEADERS.contains(lower) || SUFFIXES.stream().anyMatch(lower::endsWith);
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

    /** A secret in a text, and what is to stand there instead. */
    record Edit(int start, int end, String replacement) {}

    /**
     * The secrets of a text in order, none overlapping.
     *
     * @param known a secret to find wherever it stands; empty for none
     */
    static List<Edit> in(String text, String known, String placeholder) {
        List<Edit> found = new ArrayList<>();
        for (int at = known.isEmpty() ? -1 : text.indexOf(known); at >= 0; at = text.indexOf(known, at + 1)) {
            found.add(new Edit(at, at + known.length(), placeholder));
        }
        SHAPES.matcher(text).results().forEach(hit -> found.add(new Edit(hit.start(), hit.end(), placeholder)));
        if (text.indexOf('"') >= 0) {
            named(NAMED.matcher(text), found);
            named(NAMED_WITHIN.matcher(text), found);
        }
        found.sort(Comparator.comparingInt(Edit::start).thenComparing(Edit::end, Comparator.reverseOrder()));
        List<Edit> apart = new ArrayList<>();
        for (Edit edit : found) {
            if (apart.isEmpty() || apart.getLast().end() <= edit.start()) {
                apart.add(edit);
            }
        }
        return apart;
    }

    private static void named(Matcher matcher, List<Edit> found) {
        while (matcher.find()) {
            if (isMember(matcher.group(1)) && !matcher.group(2).isEmpty() && !isPlaceholder(matcher.group(2))) {
                found.add(new Edit(matcher.start(2), matcher.end(2), placeholder(matcher.group(1))));
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
