package dev.loupe.exchange.redact;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Secrets that a phrase of a command line, a configuration or a message names. Each value looks generated: manuals have samples. */
final class SecretPhrases {
    /** Of 12 characters and more, with a digit. */
    private static final String VALUE = "((?=[A-Za-z._~+/=-]*+[0-9])[A-Za-z0-9._~+/=-]{12,}+)";

    /** {@code --api-key VALUE} and {@code --token=VALUE}. */
    private static final Pattern OPTION =
            Pattern.compile("(?<![A-Za-z0-9_-])--([A-Za-z0-9_-]{3,40}+)[= ][ \\t]{0,2}+[\"']?" + VALUE);

    /** {@code curl -u user:password}. */
    private static final Pattern CURL_USER =
            Pattern.compile("curl [^\\n;|&]{0,300}?(?:-u|--user)[= ]?+[\"']?[^\\s:\"']{1,100}+:([^\\s\"'$<{]{4,200}+)");

    /** {@code <apiKey>VALUE</apiKey>}. */
    private static final Pattern ELEMENT =
            Pattern.compile("<([A-Za-z0-9_.-]{3,40}+)>\\s{0,8}+" + VALUE + "\\s{0,8}+</");

    /** {@code name="ApiKey" value="VALUE"} in XML, and the same as two properties in JSON. */
    private static final Pattern PAIR =
            Pattern.compile("[\"']?(?:name|key|header)[\"']?[ \\t]{0,4}+[=:][ \\t]{0,4}+[\"']"
                    + "([A-Za-z0-9_-]{3,40}+)(?:[\"'],\\s{0,20}+|[\"']\\s{1,20}+)[\"']?value[\"']?[ \\t]{0,4}+[=:][ \\t]{0,4}+[\"']"
                    + VALUE);

    /** {@code password VALUE} of a .netrc, and {@code API key provided: VALUE} of a message. */
    private static final Pattern PROSE =
            Pattern.compile("(?i)(?<![A-Za-z0-9])(?:password|passwd|passphrase|api[ _-]?key"
                    + "|(?:access|auth|bearer|refresh|session)[ _-]token)(?: provided| is)?+:?+[ \\t]{1,3}+[\"'`]?+"
                    + VALUE);

    private SecretPhrases() {}

    static void find(String text, String placeholder, List<TextReplacement> found) {
        if (text.contains("--")) {
            named(OPTION.matcher(text), found);
        }
        if (text.contains("curl ")) {
            first(CURL_USER.matcher(text), SecretSearch.USER_INFO, found);
        }
        if (text.contains("</")) {
            named(ELEMENT.matcher(text), found);
        }
        if (text.contains("value")) {
            named(PAIR.matcher(text), found);
        }
        first(PROSE.matcher(text), placeholder, found);
    }

    private static void named(Matcher hits, List<TextReplacement> found) {
        while (hits.find()) {
            if (SecretNames.isProperty(hits.group(1), hits.group(2))) {
                found.add(new TextReplacement(hits.start(2), hits.end(2), SecretNames.placeholder(hits.group(1))));
            }
        }
    }

    private static void first(Matcher hits, String placeholder, List<TextReplacement> found) {
        while (hits.find()) {
            if (SecretNames.isGenerated(hits.group(1)) || placeholder.equals(SecretSearch.USER_INFO)) {
                found.add(new TextReplacement(hits.start(1), hits.end(1), placeholder));
            }
        }
    }
}
