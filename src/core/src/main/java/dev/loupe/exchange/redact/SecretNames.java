package dev.loupe.exchange.redact;

import dev.loupe.text.RepeatedText;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Which headers, properties and parameters are secret by their name. Names are compared without case, hyphens and underscores. */
final class SecretNames {
    /** A header, property or parameter with such an end is secret, whatever its value. */
    private static final List<String> ENDS = List.of(
            "apikey",
            "accesskey",
            "accesskeyid",
            "authkey",
            "signingkey",
            "subscriptionkey",
            "secretkey",
            "privatekey",
            "accesstoken",
            "authtoken",
            "refreshtoken",
            "sessiontoken",
            "securitytoken",
            "bearertoken",
            "idtoken",
            "apitoken",
            "secret",
            "password",
            "passwd",
            "passphrase",
            "authorization");

    /** Such an end is secret in a header, and elsewhere with a value that looks generated: log probabilities have tokens. */
    private static final List<String> OPEN_ENDS = List.of("key", "token", "signature", "credential", "credentials");

    private static final List<String> HEADER_ENDS = List.of(
            "-auth",
            "authentication",
            "cookie",
            "cookie2",
            "-assertion",
            "-jwt",
            "dpop",
            "-session-id",
            "-bypass",
            "-signature-256",
            "-sig",
            "_sig");

    /** Headers that begin so are about access and limits; the value of a limit may be the name of a model. */
    private static final List<String> HARMLESS_HEADERS = List.of("access-control-", "x-ratelimit-");

    /**
     * A property with exactly such a name is secret with a value that looks generated: the credentials of a registry of images, and
     * the signature of an address of Azure.
     */
    private static final Set<String> OPEN = Set.of("auth", "sig");

    /** Also the name of a working directory. */
    private static final String PWD = "pwd";

    /** In a query also these, which have no other meaning there. */
    private static final Set<String> PARAMETERS =
            Set.of("key", "token", "sig", "signature", "auth", "jwt", "pass", PWD);

    /** Names with such an end that are no secrets. */
    private static final Set<String> HARMLESS = Set.of(
            "publickey",
            "primarykey",
            "foreignkey",
            "sortkey",
            "partitionkey",
            "cachekey",
            "xcachekey",
            "promptcachekey",
            "surrogatekey",
            "idempotencykey",
            "xidempotencykey",
            "secwebsocketkey",
            "pagetoken",
            "nextpagetoken",
            "nexttoken",
            "continuationtoken",
            "bostoken",
            "eostoken",
            "padtoken",
            "unktoken",
            "stoptoken",
            "thoughtsignature");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[A-Za-z_][A-Za-z0-9_]*}");

    private static final RepeatedText<Boolean> HEADERS = new RepeatedText<>(SecretNames::isSecretHeader);
    private static final RepeatedText<Boolean> PROPERTIES = new RepeatedText<>(name ->
            endsWith(plain(name), ENDS) || isOpen(plain(name)) || plain(name).endsWith(PWD));

    private SecretNames() {}

    static boolean isHeader(String name) {
        return HEADERS.of(name);
    }

    private static boolean isSecretHeader(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String plain = plain(name);
        return HARMLESS_HEADERS.stream().noneMatch(lower::startsWith)
                && (endsWith(plain, ENDS) || isOpen(plain) || endsWith(lower, HEADER_ENDS));
    }

    /** Whether a property of this name is secret whatever its value. */
    static boolean isProperty(String name) {
        return canEnd(name) && endsWith(plain(name), ENDS);
    }

    /** Whether a property of this name is secret with some values. */
    static boolean canBeSecret(String name) {
        return canEnd(name) && PROPERTIES.of(name);
    }

    /** Whether the values of such a name are secret when they look generated. */
    private static boolean isOpen(String plain) {
        return (endsWith(plain, OPEN_ENDS) && !HARMLESS.contains(plain)) || OPEN.contains(plain) || isPlural(plain);
    }

    /** {@code api_keys} and {@code passwords}, but not {@code tokens}. */
    private static boolean isPlural(String plain) {
        return plain.endsWith("s") && endsWith(plain.substring(0, plain.length() - 1), ENDS);
    }

    /** Whether a property is secret by its name and value. */
    static boolean isProperty(String name, String value) {
        if (!canEnd(name)) {
            return false;
        }
        String plain = plain(name);
        boolean password = plain.endsWith(PWD) && value.indexOf('/') < 0 && value.indexOf('\\') < 0;
        return endsWith(plain, ENDS) || ((password || isOpen(plain)) && isGenerated(value));
    }

    /** Whether a parameter of a URL is secret by its name and value. */
    static boolean isParameter(String name, String value) {
        return isProperty(name, value)
                || PARAMETERS.contains(plain(name))
                || endsWith(name.toLowerCase(Locale.ROOT), HEADER_ENDS)
                || (name.equalsIgnoreCase("code") && value.length() >= 20 && isGenerated(value));
    }

    /** A cheap test for the many names that are harmless. */
    private static boolean canEnd(String name) {
        return name.length() >= 3 && "yntedshg".indexOf(Character.toLowerCase(name.charAt(name.length() - 1))) >= 0;
    }

    private static boolean endsWith(String name, List<String> ends) {
        for (String end : ends) {
            if (name.endsWith(end)) {
                return true;
            }
        }
        return false;
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
    }

    /**
     * Whether a value is no word or name: it has no space, and letters with digits or many letters of both cases that are
     * no words like in {@code ChatCompletionResponse}.
     */
    static boolean isGenerated(String value) {
        return value.length() >= 12
                && isOneWord(value)
                && hasLetter(value)
                && (hasDigit(value) || (value.length() >= 20 && hasBothCases(value) && !isOfWords(value)));
    }

    /** Capitalized words of three letters or more; the first may be in lower case. */
    private static boolean isOfWords(String value) {
        int letters = 3;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean capital = c >= 'A' && c <= 'Z';
            if ((!capital && (c < 'a' || c > 'z')) || (capital && letters < 3)) {
                return false;
            }
            letters = capital || i == 0 ? 1 : letters + 1;
        }
        return letters >= 3;
    }

    /** Whether a secret occurs in no ordinary text, so that it can be found by its value. */
    static boolean isDistinct(String secret) {
        boolean phrase = secret.length() >= 20 && hasDigit(secret) && isOneWord(secret.replace(' ', '_'));
        return phrase || isDistinctWord(secret);
    }

    private static boolean isDistinctWord(String secret) {
        return secret.length() >= SecretValues.SHORTEST
                && isOneWord(secret)
                && (secret.length() >= 16 || (hasDigit(secret) && (hasLetter(secret) || secret.length() >= 12)));
    }

    /** Whether it has no space, and is not a variable or a description in its location. */
    private static boolean isOneWord(String value) {
        return value.chars().allMatch(c -> c > ' ' && c <= '~') && "$<".indexOf(value.charAt(0)) < 0;
    }

    private static boolean hasDigit(String value) {
        return value.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean hasLetter(String value) {
        return value.chars().anyMatch(Character::isLetter);
    }

    private static boolean hasBothCases(String value) {
        return !value.equals(value.toLowerCase(Locale.ROOT)) && !value.equals(value.toUpperCase(Locale.ROOT));
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
