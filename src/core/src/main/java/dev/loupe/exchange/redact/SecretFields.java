package dev.loupe.exchange.redact;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.ProbeInfo;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redacts headers and URLs, and collects the secret values in them. */
record SecretFields(String keyPlaceholder, SecretSearch search) {
    private static final Pattern AUTHORIZATION =
            Pattern.compile("(?i)(Bearer|Basic|Token|ApiKey|Negotiate|Digest)(\\s+)(\\S.*)");
    private static final Pattern CREDENTIAL = Pattern.compile("(?i)(?:Bearer|Basic)\\s+[^\\s=,\"]+={0,2}");
    private static final Pattern USER_INFO = Pattern.compile("^([a-zA-Z][a-zA-Z0-9+.-]*://)([^/?#@]*)@");
    private static final Pattern PARAMETER = Pattern.compile("([?&#;])([^=&#;?]{1,64}+)=([^&#;]*+)");

    /** A segment of a path after the name of what it is; the query is no part of the path. */
    private static final Pattern SEGMENT = Pattern.compile("(?<=/)([A-Za-z0-9_.-]{3,40}+)/([^/?#]{20,}+)(?=[/?#]|$)");

    /** One of several named values in a header: a cookie, a part of a digest, a signature. */
    private static final Pattern PART = Pattern.compile("([A-Za-z0-9_.-]{1,64}+)=\"?([^\",;&\\s]++)");

    /** Parts of credentials and cookies that are no secrets. */
    private static final Set<String> PLAIN_PARTS = Set.of(
            "username",
            "realm",
            "uri",
            "algorithm",
            "qop",
            "nc",
            "path",
            "domain",
            "expires",
            "max-age",
            "samesite",
            "credential",
            "signedheaders",
            "accountname",
            "endpointsuffix",
            "sr",
            "skn",
            "defaultendpointsprotocol");

    HeaderFields headers(HeaderFields headers) {
        return NamedValueMapper.mapped(
                headers,
                (name, value) ->
                        SecretNames.isHeader(name) || isCredential(name, value) ? header(name, value) : text(value));
    }

    private String text(String text) {
        return TextReplacement.in(text, search.in(text));
    }

    /** A value that begins like a credential is one under any name, but not a challenge ({@code Basic realm="x"}). */
    private static boolean isCredential(String name, String value) {
        return !name.endsWith("-authenticate") && CREDENTIAL.matcher(value).matches();
    }

    private String header(String name, String value) {
        boolean authorizes = name.endsWith("authorization") || name.endsWith("api-key");
        String placeholder = authorizes ? keyPlaceholder : SecretNames.placeholder(name);
        String scheme = scheme(value);
        String secret = value.substring(scheme.length());
        if (secret.isEmpty() || secret.equals(ProbeInfo.INVALID_KEY) || SecretNames.isPlaceholder(secret)) {
            return value;
        }
        collect(value, placeholder);
        return scheme + placeholder;
    }

    private static String scheme(String value) {
        Matcher scheme = AUTHORIZATION.matcher(value);
        return scheme.matches() ? scheme.group(1) + scheme.group(2) : "";
    }

    /** Collects a secret value, without the scheme of a credential, and its parts. */
    void collect(String value, String placeholder) {
        String scheme = scheme(value);
        String secret = value.substring(scheme.length());
        search.found().putIfAbsent(secret.strip(), placeholder);
        // a scheme that is not known, or a name before a value
        search.found()
                .putIfAbsent(
                        secret.substring(Math.max(secret.lastIndexOf(' '), secret.lastIndexOf('.')) + 1), placeholder);
        for (Matcher part = PART.matcher(secret); part.find(); ) {
            if (!PLAIN_PARTS.contains(part.group(1).toLowerCase(Locale.ROOT))) {
                search.found().putIfAbsent(part.group(2), placeholder);
            }
        }
        if (scheme.toLowerCase(Locale.ROOT).startsWith("basic")) {
            search.addPassword(userAndPassword(secret), placeholder);
        }
    }

    /** Collects the secrets of all addresses in a log, and the values of properties whose names are those of secret headers. */
    void collect(JsonNode log) {
        NamedValueMapper.mapped(log, "", (name, value) -> {
            if (SecretNames.isHeader(name)) {
                collect(value, SecretNames.placeholder(name));
            }
            return value.contains("://") ? url(value) : text(value);
        });
    }

    private static String userAndPassword(String basic) {
        try {
            return new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notBase64) {
            return "";
        }
    }

    String url(String url) {
        String plain = USER_INFO
                .matcher(url)
                .replaceFirst(found -> Matcher.quoteReplacement(userInfo(found.group(1), found.group(2))));
        String named = PARAMETER
                .matcher(plain)
                .replaceAll(found -> Matcher.quoteReplacement(
                        found.group(1) + found.group(2) + "=" + parameter(found.group(2), found.group(3))));
        return text(withoutFragment(path(named)));
    }

    private String path(String url) {
        return SEGMENT.matcher(url)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) + "/" + segment(found.group(1), found.group(2))));
    }

    private String segment(String name, String value) {
        return SecretNames.isGenerated(decoded(value)) ? parameter(name, value) : value;
    }

    /** A fragment is never sent to a server, but a browser may have recorded a token in it. */
    private static String withoutFragment(String url) {
        int hash = url.indexOf('#');
        return hash < 0 || hash == url.length() - 1 ? url : url.substring(0, hash + 1) + "${FRAGMENT}";
    }

    private String userInfo(String scheme, String userInfo) {
        if (SecretNames.isPlaceholder(userInfo)) {
            return scheme + userInfo + "@";
        }
        search.addPassword(decoded(userInfo), SecretSearch.USER_INFO);
        return scheme + SecretSearch.USER_INFO + "@";
    }

    private String parameter(String name, String value) {
        if (!SecretNames.isParameter(name, value) || SecretNames.isPlaceholder(value)) {
            return value;
        }
        String placeholder =
                name.toLowerCase(Locale.ROOT).endsWith("key") ? keyPlaceholder : SecretNames.placeholder(name);
        search.found().putIfAbsent(decoded(value), placeholder);
        search.found().putIfAbsent(value, placeholder);
        return placeholder;
    }

    private static String decoded(String escaped) {
        return DecodedText.of(escaped).withoutPercentEscapes().text();
    }
}
