package dev.loupe.exchange.redact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that no header names are known by their prefix or by the phrase around them. */
class KeyPrefixesTest {
    private static final Redactor REDACTOR = Redactor.of("API_KEY");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tool --api-key # run",
                "tool --token=# run",
                "curl -u bob:# https://x.example",
                "os.environ['API_KEY'] = '#'",
                "{'api_key': '#', 'x': 1}",
                "<apiKey>#</apiKey>",
                "<add key=\"ApiKey\" value=\"#\"/>",
                "machine x.example login bob password #",
                "Incorrect API key provided: #.",
                "{\"auths\":{\"x.example\":{\"auth\":\"#\"}}}",
                "{\"name\":\"api_key\",\"value\":\"#\"}",
                "https://x.example/f?code=#aB3dE5fG"
            })
    void aPhraseNamesASecret(String phrase) {
        String value = "Zq8vN3xK7mT2pL";
        assertThat(REDACTOR.redact("Run " + phrase.replace("#", value) + " now"))
                .contains("${")
                .doesNotContain(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The password must have 12 characters, the API key is in the settings, --token-limit 100000000000",
                "curl -u user:$PASSWORD https://x.example; sort -u file:name",
                "<token>word</token> <key>another</key> <apiKey>YOUR_API_KEY</apiKey>",
                "tool --api-key YOUR_API_KEY --password ${PASSWORD}",
                "path.to/pattern pat.tern sm_art live_stream db-connection pa-role ico-nic API-First sl.ide t1.x",
                "name=\"token\" value=\"required\"; Tom &amp; Jerry &lt;b&gt; &#169; &#; &#x; &#99999999;"
            })
    void ordinaryPhrasesStay(String text) {
        assertThat(REDACTOR.redact(text)).isEqualTo(text);
    }

    /** The prefix of a key and its parts: how many characters of lower case, digits, hexadecimal digits or all. */
    @ParameterizedTest
    @CsvSource({
        "glagent-, a50",
        "glffct-, a20",
        "gloas-, a64",
        "GR1348941, a20",
        "https://discord.com/api/webhooks/, d18/a68",
        "https://x.webhook.office.com/webhookb2/, h32@h32/IncomingWebhook/h32",
        "https://api.telegram.org/bot, d10:a35",
        "EAAA, a60",
        "EAAM, a120",
        "secret_, a43",
        "fm2_, a100",
        "ATCTT3xFfGN0, a172",
        "CLOJARS_, l60",
        "dt0c01., u24.u64",
        "EZTK, a54",
        "FLWSECK_TEST-, h12",
        "HRKU-AA, a58",
        "LTAI, a20",
        "NRII-, a32",
        "p8e-, l32",
        "rdme_, l70",
        "shippo_live_, h40",
        "tfp_, a59",
        "duffel_test_, a43",
        "fio-u-, a64",
        "ico-, a32",
        "tk-us-, a48",
        "AKCp, a69",
        "cmVmdGtuOj, a54",
        "ops_eyJ, a250",
        "A3-, u6-u11-u5-u5-u5",
        "pnu_, l36",
        "v1.0-, h24-h146",
        "pat., a22.h24.a20",
        "pat, a14.h64",
        "sha256~, a43",
        "polar_pat_, a43",
        "CFPAT-, a43",
        "sm_aat_, a16",
        "live_, a40",
        "ABSK, a120",
        "bedrock-api-key-, a60",
        "db-, a29",
        "sk_, h48",
        "pa-, a43",
        "vck_, a56",
        "pcsk_, a5_a63",
        "sb_secret_, a22_a8",
        "dnkey-, a26-a52",
        "sl., a140",
        "eyJrIjoi, a72",
        "s-s4t2ud-, h64",
        "API-, u26",
        "AQVN, a37",
        "t1., a40.a86",
        "slk_, h64",
        "phx_, a43",
        "tskey-, auth-a12-a32",
        "wandb_v1_, a60"
    })
    void keysAreKnownByTheirPrefix(String prefix, String parts) {
        String key = prefix + generated(parts);
        String secret = key.substring(key.length() - 12);
        assertThat(REDACTOR.redact("Use " + key + ", please"))
                .startsWith("Use ")
                .contains("${API_KEY}")
                .doesNotContain(secret)
                .endsWith(", please");
    }

    /** Generated here, so that no scanner of repositories finds a key. */
    private static String generated(String parts) {
        StringBuilder key = new StringBuilder();
        for (String part : parts.split("(?<=[-_./:@])|(?=[-_./:@])", -1)) {
            if (part.matches("[alduh][0-9]+")) {
                String characters = alphabet(part.charAt(0));
                for (int i = 0; i < Integer.parseInt(part.substring(1)); i++) {
                    key.append(characters.charAt((i * 7 + 3) % characters.length()));
                }
            } else {
                key.append(part);
            }
        }
        return key.toString();
    }

    private static String alphabet(char kind) {
        String digits = "0123456789";
        return switch (kind) {
            case 'd' -> digits;
            case 'h' -> digits + "abcdef";
            case 'l' -> digits + "abcdefghijklmnopqrstuvwxyz";
            case 'u' -> digits + "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
            default -> digits + "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        };
    }
}
