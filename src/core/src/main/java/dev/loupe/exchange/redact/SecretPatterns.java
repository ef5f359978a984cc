package dev.loupe.exchange.redact;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds secrets in text by their shape, or by the phrase around them. Limits keep the stacks of the matchers small. */
final class SecretPatterns {
    /** With its end, or cut; line feeds may be those of JSON text. A line that only speaks of one is none. */
    private static final Pattern PRIVATE_KEY =
            Pattern.compile("-----BEGIN (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----(?:"
                    + "[^-]{1,6000}+-----END (?:[A-Z0-9]{1,20} ){0,4}PRIVATE KEY(?: BLOCK)?-----"
                    + "|(?:\\s|\\\\[nr]){0,8}+[A-Za-z0-9+/=]{32,}+[A-Za-z0-9+/=\\\\\\s]*+)");

    /** What follows the name of a scheme; words of prose that do so have no digit and are shorter. */
    private static final Pattern SCHEME = Pattern.compile("(?i)(?<![A-Za-z0-9])(?:Bearer|Basic)[ \\t]{1,4}+"
            + "((?=[A-Za-z._~+/-]*+[0-9])[A-Za-z0-9._~+/-]{16,}+={0,2}+|[A-Za-z0-9._~+/-]{40,}+={0,2}+)");

    /** The same in the message of a program, where no prose follows. */
    private static final Pattern LOGGED = Pattern.compile("(?i)(?<![A-Za-z0-9])(?:Bearer|Basic)[ \\t]{1,4}+"
            + "((?=[A-Za-z._~+/-]*+[0-9])[A-Za-z0-9._~+/-]{12,}+={0,2}+)(?![=\"])");

    /** After the name of the header, also letters alone, unless they have one case only, such as YOUR_API_KEY. */
    private static final Pattern HEADER =
            Pattern.compile("[Aa]uthorization[\"'\\\\]{0,2}+[ \\t]{0,4}+[:=][ \\t]{0,4}+[\"'\\\\]{0,2}+"
                    + "(?:[Bb]earer|[Bb]asic)[ \\t]{1,4}+"
                    + "((?=[A-Z0-9._~+/-]*+[a-z])(?=[a-z0-9._~+/-]*+[A-Z])[A-Za-z0-9._~+/-]{16,}+={0,2}+)");

    /** {@code ?key=...} and {@code api_key=...}; a value that is a word or a variable is not a secret. */
    private static final Pattern ASSIGNED =
            Pattern.compile("(?<![A-Za-z0-9_-])([A-Za-z0-9_-]{3,40}+)[\"'\\]]{0,2}+[ \\t]{0,2}+"
                    + "(?:=>|:=|[=:])[ \\t]{0,2}+[\"']?((?=[A-Za-z._~+/%-]*+[0-9])[A-Za-z0-9._~+/%-]{12,}+={0,2}+)");

    /** Parameters of a URL with any value, in a message of a program about a URL. */
    private static final Pattern PARAMETER = Pattern.compile("[?&;]([^=&#;?\\s]{1,64}+)=([^&#;\\s\"'<>]++)");

    /** A path of a file has one slash only. */
    private static final Pattern USER_INFO =
            Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]{1,20}+:/{1,2}+([^/?#@\\s]{1,200}+)@");

    /** The user and the password of a URL in any text. */
    private static final Pattern PASSWORD =
            Pattern.compile("[a-zA-Z0-9]://([^/?#@\\s:\"'<>]{0,100}+:[^/?#@\\s\"'<>]{1,200}+)@");

    /** An account key of Azure in a connection string. */
    private static final Pattern ACCOUNT_KEY = Pattern.compile("AccountKey=([A-Za-z0-9+/]{40,}+={0,2}+)");

    /** A password in the connection string of a database. */
    private static final Pattern CONNECTION =
            Pattern.compile("(?i);(?:password|pwd)=((?=[^;\"'\\s0-9]{0,100}+[0-9])[^;\"'\\s(){}<>$]{6,100}+)");

    /** The key in a header of a web socket, where a browser can set no other one. */
    private static final Pattern SUB_PROTOCOL = Pattern.compile("insecure-api-key\\.([A-Za-z0-9_-]{12,}+)");

    /** A client secret of Azure; it has no prefix. */
    private static final Pattern AZURE =
            Pattern.compile("(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34}(?![A-Za-z0-9_~.-])");

    /** Keys without a prefix: of Mailchimp and MaxMind, known by their end, of Asana, Zhipu and Discord, by their parts. */
    private static final Pattern WITHOUT_PREFIX = Pattern.compile("(?<![A-Za-z0-9_-])(?:"
            + "[a-f0-9]{32}-us[0-9]{1,2}+(?![A-Za-z0-9-])"
            + "|[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk(?![A-Za-z0-9_])"
            + "|[a-f0-9]{32}\\.(?=[A-Z0-9]*+[a-z])(?=[a-z0-9]*+[A-Z])[A-Za-z0-9]{16}(?![A-Za-z0-9_-])"
            + "|[012](?:/[0-9]{10,20}+){1,2}+:[a-f0-9]{32}(?![A-Za-z0-9])"
            + "|[MNO][A-Za-z0-9]{22,27}+\\.[A-Za-z0-9_-]{6}\\.[A-Za-z0-9_-]{27,38}+(?![A-Za-z0-9_-]))");

    private SecretPatterns() {}

    static void find(String text, String placeholder, List<TextReplacement> found) {
        KeySearch.find(text, key -> found.add(new TextReplacement(key.start(), key.end(), placeholder)));
        if (text.contains("-----BEGIN ")) {
            whole(PRIVATE_KEY.matcher(text), placeholder, found);
        }
        first(SCHEME.matcher(text), placeholder, found);
        first(HEADER.matcher(text), placeholder, found);
        first(ACCOUNT_KEY.matcher(text), placeholder, found);
        first(CONNECTION.matcher(text), placeholder, found);
        first(SUB_PROTOCOL.matcher(text), placeholder, found);
        whole(AZURE.matcher(text), placeholder, found);
        whole(WITHOUT_PREFIX.matcher(text), placeholder, found);
        if (text.contains("://")) {
            userInfo(PASSWORD.matcher(text), found);
        }
        assigned(ASSIGNED.matcher(text), text, found);
        SecretPhrases.find(text, placeholder, found);
    }

    /** Further secrets in a message of a program; in prose they may be samples. */
    static void findInMessage(String text, String placeholder, List<TextReplacement> found) {
        first(LOGGED.matcher(text), placeholder, found);
        for (Matcher hit = PARAMETER.matcher(text); hit.find(); ) {
            if (SecretNames.isParameter(hit.group(1), hit.group(2)) && !SecretNames.isPlaceholder(hit.group(2))) {
                found.add(new TextReplacement(hit.start(2), hit.end(2), SecretNames.placeholder(hit.group(1))));
            }
        }
        userInfo(USER_INFO.matcher(text), found);
    }

    private static void userInfo(Matcher hits, List<TextReplacement> found) {
        while (hits.find()) {
            if (!SecretNames.isPlaceholder(hits.group(1))) {
                found.add(new TextReplacement(hits.start(1), hits.end(1), SecretSearch.USER_INFO));
            }
        }
    }

    private static void whole(Matcher hits, String placeholder, List<TextReplacement> found) {
        while (hits.find()) {
            found.add(new TextReplacement(hits.start(), hits.end(), placeholder));
        }
    }

    private static void first(Matcher hits, String placeholder, List<TextReplacement> found) {
        while (hits.find()) {
            found.add(new TextReplacement(hits.start(1), hits.end(1), placeholder));
        }
    }

    private static void assigned(Matcher hits, String text, List<TextReplacement> found) {
        while (hits.find()) {
            boolean inAddress = hits.start() > 0 && "?&".indexOf(text.charAt(hits.start() - 1)) >= 0;
            String name = hits.group(1);
            String value = hits.group(2);
            if (inAddress ? SecretNames.isParameter(name, value) : isAssigned(name, value)) {
                found.add(new TextReplacement(hits.start(2), hits.end(2), SecretNames.placeholder(name)));
            }
        }
    }

    /** A bare key or token is one of a program in most texts, a bare signature one of Azure. */
    private static boolean isAssigned(String name, String value) {
        return SecretNames.isProperty(name)
                || ((name.length() > 9 || name.equals("sig"))
                        && value.length() >= 20
                        && SecretNames.isProperty(name, value));
    }
}
