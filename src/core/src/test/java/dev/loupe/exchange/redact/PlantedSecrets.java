package dev.loupe.exchange.redact;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recordings with one secret each: every kind of secret at every location. The values have the shape of keys and are of no use; they
 * are written in halves so that no scanner of repositories reports them.
 */
public final class PlantedSecrets {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlantedSecrets() {}

    /** How a kind of secret is known: by its shape anywhere, or by a name in one location. */
    private enum Known {
        SHAPE,
        HEADER,
        RESPONSE_HEADER,
        PARAMETER,
        USER_INFO,
        PATH,
        PROPERTY
    }

    /**
     * A kind of secret.
     *
     * @param name the name that makes it secret; of a header with its scheme: {@code authorization:Bearer }
     */
    public record Kind(String id, Known known, String name, String value) {
        @Override
        public String toString() {
            return id;
        }
    }

    /** Where the secret is repeated. */
    public enum Location {
        HEADER,
        URL,
        PROPERTY,
        MESSAGE,
        IMAGE_URL,
        ERROR,
        RESPONSE_TEXT,
        RESPONSE_HEADER,
        TOOL_ARGUMENTS,
        STREAM_CHUNKS,
        PERCENT_ENCODED,
        BASE64,
        JSON_ESCAPED,
        ID,
        FAILURE
    }

    /** A recording with its secret. */
    public record Plant(Kind kind, Location location, String record) {
        /** Texts of which none may be in an output. */
        public List<String> needles() {
            String value =
                    kind.value().lines().reduce((first, second) -> second).orElse("");
            String middle = value.substring(value.length() / 3, value.length() - 2);
            List<String> needles = new ArrayList<>(List.of(middle, percent(middle), escaped(middle)));
            for (int before = 0; before < 3; before++) {
                String encoded = base64("x".repeat(before) + value);
                needles.add(encoded.substring(8, encoded.length() - 4));
            }
            if (location == Location.STREAM_CHUNKS) {
                int half = kind.value().length() / 2;
                needles.add(kind.value().substring(half - 9, half));
                needles.add(kind.value().substring(half, half + 9));
            }
            return needles;
        }

        @Override
        public String toString() {
            return kind + " in " + location;
        }
    }

    /** The kinds with values of their own for each location. */
    private static List<Kind> kinds(Location location) {
        Random random = new Random(location.name().hashCode());
        Stream<Kind> named = Stream.of(
                named(random, "x-api-key", Known.HEADER, "x-api-key"),
                named(random, "api-key", Known.HEADER, "api-key"),
                named(random, "bearer", Known.HEADER, "authorization:Bearer "),
                named(random, "token", Known.HEADER, "authorization:Token "),
                named(random, "bare", Known.HEADER, "authorization"),
                named(random, "cookie", Known.HEADER, "cookie:theme=dark; session="),
                named(random, "set-cookie", Known.RESPONSE_HEADER, "set-cookie:sid="),
                named(random, "signature", Known.HEADER, "X-Hub-Signature"),
                named(random, "credential", Known.HEADER, "x-vendor-credential"),
                named(random, "password", Known.HEADER, "X-Db-Password"),
                named(random, "digest", Known.HEADER, "authorization:Digest username=\"u\", uri=\"/v1\", response="),
                named(random, "key-parameter", Known.PARAMETER, "key"),
                named(random, "signature-parameter", Known.PARAMETER, "X-Amz-Signature"),
                named(random, "token-parameter", Known.PARAMETER, "X-Amz-Security-Token"),
                named(random, "user-info", Known.USER_INFO, ""),
                named(random, "authentication", Known.HEADER, "authentication"),
                named(random, "session", Known.HEADER, "x-session-id"),
                named(random, "bypass", Known.HEADER, "x-vercel-protection-bypass"),
                named(random, "signature-256", Known.HEADER, "x-hub-signature-256:sha256="),
                named(random, "sig-parameter", Known.PARAMETER, "sv_sig"),
                named(random, "jwt-parameter", Known.PARAMETER, "jwt"),
                named(random, "pwd-parameter", Known.PARAMETER, "pwd"),
                named(random, "pass-parameter", Known.PARAMETER, "pass"),
                named(random, "key-path", Known.PATH, "api-key"),
                named(random, "token-path", Known.PATH, "token"),
                named(random, "pwd", Known.PROPERTY, "pwd"),
                new Kind("sas-parameter", Known.PARAMETER, "sig", sharedAccessSignature(random)),
                new Kind("sas-property", Known.PROPERTY, "sig", sharedAccessSignature(random)),
                new Kind(
                        "sas-header",
                        Known.HEADER,
                        "authorization:SharedAccessSignature sr=sb%3A%2F%2Fa&se=1893456000&skn=b&sig=",
                        sharedAccessSignature(random)),
                named(random, "client-secret", Known.PROPERTY, "client_secret"),
                named(random, "camel-case", Known.PROPERTY, "accessToken"),
                named(random, "suffix", Known.PROPERTY, "openai_api_key"),
                new Kind("basic", Known.HEADER, "authorization:Basic ", base64("user:" + letters(random, 24))));
        return Stream.concat(
                        named, shapes(random).map(value -> new Kind(value.substring(0, 8), Known.SHAPE, "", value)))
                .toList();
    }

    private static Kind named(Random random, String id, Known known, String name) {
        return new Kind(id, known, name, "Z9" + letters(random, 30));
    }

    private static Stream<String> shapes(Random random) {
        return Stream.of(
                "sk-" + "proj-" + letters(random, 40),
                "sk-" + "ant-api03-" + letters(random, 60),
                "gh" + "p_" + letters(random, 36),
                "github" + "_pat_" + letters(random, 60),
                "gl" + "pat-" + letters(random, 20),
                "np" + "m_" + letters(random, 36),
                "py" + "pi-AgEIcHlwaS5vcmc" + letters(random, 50),
                "do" + "p_v1_" + hex(random, 64),
                "S" + "G." + letters(random, 22) + "." + letters(random, 43),
                "cs" + "k-" + hex(random, 48),
                "S" + "K" + hex(random, 32),
                "DefaultEndpointsProtocol=https;AccountName=a;Account" + "Key=" + letters(random, 60)
                        + letters(random, 26) + "==",
                "si" + "g=" + sharedAccessSignature(random),
                "Server=db;Uid=app;P" + "wd=" + letters(random, 40) + "!9",
                "xox" + "b-123456789012-" + letters(random, 24),
                "AI" + "za" + letters(random, 35),
                "h" + "f_" + letters(random, 34),
                "gs" + "k_" + letters(random, 52),
                "x" + "ai-" + letters(random, 60),
                "sk" + "_live_" + letters(random, 24),
                "AK" + "IA" + hex(random, 16).toUpperCase(Locale.ROOT),
                hex(random, 32) + "-u" + "s20",
                letters(random, 6) + "_" + letters(random, 29) + "_m" + "mk",
                "1/12" + "00" + "123456789012:" + hex(random, 32),
                "MT" + letters(random, 22) + "." + letters(random, 6) + "." + letters(random, 30),
                "_gitlab" + "_session=" + hex(random, 32),
                "pk" + "." + letters(random, 60).toLowerCase(Locale.ROOT) + "." + letters(random, 22),
                hex(random, 32) + "." + letters(random, 15) + "a",
                "bce-v3/AL" + "TAK-" + letters(random, 21) + "/" + hex(random, 40),
                "AK" + "ID" + letters(random, 31) + "7",
                "se" + "ss-" + letters(random, 39) + "7",
                "rp" + "a_" + hex(random, 40).toUpperCase(Locale.ROOT) + "abc",
                "fl" + "p_" + letters(random, 46),
                "ll" + "x-" + letters(random, 48),
                "py" + "lf_v1_us_" + letters(random, 43),
                "rn" + "d_" + letters(random, 31) + "7",
                "nf" + "p_" + letters(random, 36),
                "m" + "0-" + letters(random, 39) + "7",
                "u" + "p_" + letters(random, 28) + "7",
                "r" + "c_" + hex(random, 64),
                "ps" + "k-" + letters(random, 31) + "7",
                "hooks.zapier.com/hooks/catch/1234567/" + hex(random, 24),
                "open.feishu.cn/open-apis/bot/v2/hook/" + hex(random, 8) + "-0000-4000-a000-" + hex(random, 12),
                "ey" + "JhbGciOiJkaXIiLCJlbmMiOiJBMjU2R0NNIn0.." + letters(random, 16) + "." + letters(random, 80) + "."
                        + letters(random, 22),
                base64("-----BEGIN " + "RSA PRIVATE KEY-----\n" + letters(random, 64)),
                "ey" + "JhbGciOiJIUzI1NiJ9.ey" + "JzdWIiOiIx" + letters(random, 20) + "." + letters(random, 43));
    }

    /** Of Azure, as it is in a URL: 32 bytes in Base64, percent-encoded. */
    private static String sharedAccessSignature(Random random) {
        return letters(random, 20) + "%2B" + letters(random, 22) + "%3D";
    }

    private static String letters(Random random, int count) {
        return of(random, count, "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ123456789");
    }

    private static String hex(Random random, int count) {
        return of(random, count, "0123456789abcdef");
    }

    private static String of(Random random, int count, String letters) {
        return random.ints(count, 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    /** All recordings; a kind that is known by name is given once under its name. */
    public static List<Plant> all() {
        List<Plant> plants = new ArrayList<>();
        for (Location location : Location.values()) {
            for (Kind kind : kinds(location)) {
                // without the name, a shape in Base64 is no shape; without a response, there is no header of one
                boolean unknown = (kind.known() == Known.SHAPE && location == Location.BASE64)
                        || (kind.known() == Known.RESPONSE_HEADER && location == Location.FAILURE);
                if (!unknown) {
                    plants.add(new Plant(kind, location, record(kind, location, plants.size())));
                }
            }
        }
        return plants;
    }

    private static String record(Kind kind, Location location, int number) {
        String value = kind.value();
        ObjectNode record = JSON.createObjectNode()
                .put("format", "loupe-exchange/1")
                .put("id", "planted/" + number + (location == Location.ID ? "/" + value : ""));
        ObjectNode request = record.putObject("request").put("method", "POST");
        ObjectNode headers = request.putObject("headers").put("content-type", "application/json");
        ObjectNode body = request.putObject("body").put("model", "gpt-4o");
        ObjectNode response = record.putObject("response").put("status", location == Location.ERROR ? 401 : 200);
        ObjectNode responseHeaders = response.putObject("headers");
        String url = "https://" + (kind.known() == Known.USER_INFO ? "user:" + value + "@" : "")
                + "api.example.com" + (kind.known() == Known.PATH ? "/" + kind.name() + "/" + value : "")
                + "/v1/chat/completions"
                + (kind.known() == Known.PARAMETER ? "?n=1&" + kind.name() + "=" + value : "");
        request.put("url", location == Location.URL ? url + (url.contains("?") ? "&" : "?") + "echo=" + value : url);
        String[] header = (kind.name() + ":").split(":", 3);
        switch (kind.known()) {
            case HEADER -> headers.put(header[0], header[1] + value);
            case RESPONSE_HEADER -> responseHeaders.put(header[0], header[1] + value + "; Path=/");
            case PROPERTY -> body.putObject("metadata").put(kind.name(), value);
            default -> {
                // by its shape, or in the URL
            }
        }
        switch (location) {
            case HEADER -> headers.put("x-debug", "v=" + value);
            case PROPERTY -> body.put("user", value);
            case RESPONSE_HEADER -> responseHeaders.put("x-echo", value);
            default -> {
                // in a text
            }
        }
        message(body, kind, location);
        response(response, kind, location);
        if (location == Location.FAILURE) {
            record.putNull("response");
            record.putObject("failure").put("kind", "reset").put("message", "sent " + value + " to the server");
        }
        return location == Location.JSON_ESCAPED
                ? record.toString().replace("ESCAPED", escaped(value))
                : record.toString();
    }

    private static void message(ObjectNode body, Kind kind, Location location) {
        String value = kind.value();
        ObjectNode message = body.putArray("messages").addObject().put("role", "user");
        switch (location) {
            case MESSAGE -> message.put("content", "my value is " + value + ", thanks");
            case PERCENT_ENCODED -> message.put("content", "see https://example.com/?v=" + percent(value));
            case BASE64 -> message.put("content", "data " + base64("user:" + value) + " and " + base64(value));
            case JSON_ESCAPED -> message.put("content", "ESCAPED");
            case IMAGE_URL ->
                message.putArray("content")
                        .addObject()
                        .put("type", "image_url")
                        .putObject("image_url")
                        .put("url", "https://img.example.com/a.png?w=1&t=" + value);
            default -> message.put("content", "Hello");
        }
    }

    private static void response(ObjectNode response, Kind kind, Location location) {
        String value = kind.value();
        if (location == Location.STREAM_CHUNKS) {
            int half = value.length() / 2;
            response.putArray("stream")
                    .add(piece("key " + value.substring(0, half)))
                    .add(piece(value.substring(half)))
                    .add(piece(" end"))
                    .addObject()
                    .put("at", 3)
                    .put("raw", "data: [DONE]\n\n");
            return;
        }
        ObjectNode body = response.putObject("body");
        if (location == Location.ERROR) {
            body.putObject("error")
                    .put("message", "Incorrect API key provided: " + value + ".")
                    .put("type", 5);
            return;
        }
        ObjectNode message = body.put("object", "chat.completion")
                .putArray("choices")
                .addObject()
                .put("index", 0)
                .putObject("message")
                .put("role", "assistant")
                .put("content", location == Location.RESPONSE_TEXT ? "You sent " + value + "." : "Fine.");
        if (location == Location.TOOL_ARGUMENTS) {
            String inner = JSON.createObjectNode().put("v", value).toString();
            message.putArray("tool_calls")
                    .addObject()
                    .putObject("function")
                    .put("arguments", JSON.createObjectNode().put("q", inner).toString());
        }
    }

    private static ObjectNode piece(String content) {
        ObjectNode chunk = JSON.createObjectNode().put("object", "chat.completion.chunk");
        chunk.putArray("choices").addObject().put("index", 0).putObject("delta").put("content", content);
        return JSON.createObjectNode().put("at", 1).put("raw", "data: " + chunk + "\n\n");
    }

    private static String percent(String value) {
        return value.chars().mapToObj("%%%02X"::formatted).collect(Collectors.joining());
    }

    private static String escaped(String value) {
        return value.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
    }

    private static String base64(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(UTF_8));
    }
}
