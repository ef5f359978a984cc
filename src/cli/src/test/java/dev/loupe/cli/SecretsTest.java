package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Recordings with a secret in every place and of every shape, each with {@value #MARK} in it: nothing that is printed or written
 * has it. What does not have the shape of a key is under the name of a secret.
 */
class SecretsTest {
    private static final String MARK = "QZQ";
    private static final String RANDOM = MARK + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8s9T0u1V2";
    private static final String KEY = "sk-" + "proj-" + RANDOM;

    /** Every shape, and phrases in prose. */
    private static final String PROSE = String.join(
            " and ",
            KEY,
            "gh" + "p_" + RANDOM,
            "hf" + "_" + RANDOM,
            "gl" + "pat-" + RANDOM,
            "sk" + "_live_" + RANDOM,
            "tgp" + "_v1_" + RANDOM,
            "fw" + "_" + RANDOM,
            "AI" + "za" + RANDOM,
            "AK" + "IAQZQ0123456789ABC",
            "xo" + "xb-" + RANDOM,
            "Authorization: Bearer " + RANDOM,
            "https://a.b/c?key=" + RANDOM,
            "-----BEGIN PRIVATE KEY-----\\nMII" + RANDOM + "\\n-----END PRIVATE KEY-----");

    private static final String HEADERS =
            """
            {"content-type": "application/json", "AUTHORIZATION": "Bearer QZQ1", "api-key": "QZQ2", "Cookie": "sid=QZQ3",\
             "Proxy-Authorization": "Basic QZQ4", "Ocp-Apim-Subscription-Key": "QZQ5", "X-Api-Token": "QZQ6",\
             "X-Subscription-Token": "QZQ7", "Helicone-Auth": "Bearer QZQ8", "X-Anything": "Bearer QZQ9",\
             "X-Custom": "%K", "retry-after": "%K"}""";

    private static final String REQUEST =
            """
            {"method": "POST",
             "url": "https://me:QZQ@api.openai.com/v1/chat/completions?key=QZQ&api_key=QZQ&sig=QZQ&x=%K",
             "headers": HEADERS,
             "body": {"model": "MODEL", "api_key": "QZQ", "extra": {"password": "QZQ", "secret": "QZQ",
               "n": [{"Authorization": "Bearer QZQ"}]}, "messages": [{"role": "user", "content": "PROSE"}], "%K": 1,
               "temperature": "%K", "user": "%K"}}""";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path dir;

    @SuppressWarnings("NullAway.Init") // before each
    private Path recordings;

    private static String filled(String text, String model) {
        return text.replace("HEADERS", HEADERS)
                .replace("PROSE", PROSE)
                .replace("MODEL", model)
                .replace("%K", KEY);
    }

    private static String record(String id, String model, String rest) {
        return filled(
                "{\"format\": \"loupe-exchange/1\", \"id\": \"" + id + "\", \"provider\": \"openai\", \"request\": "
                        + REQUEST + ", " + rest + "}",
                model);
    }

    @BeforeEach
    void plant() throws IOException {
        recordings = Files.createDirectory(dir.resolve("recordings"));
        String answer =
                """
                "response": {"status": 200, "headers": HEADERS, "body": {"id": "%K", "object": "%K", "created": 1,
                  "model": "%K", "secret": "QZQ", "choices": [{"index": 0, "message": {"role": "%K", "content": "PROSE",
                  "tool_calls": [{"id": "x", "type": "function", "function": {"name": "f", "arguments": "{%K"}}]},
                  "finish_reason": "%K"}], "usage": {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 5,
                  "password": "QZQ"}}}""";
        write("answer", record("mine/%K", "%K", answer));
        write("again", record("mine/again", "gpt-4o", answer.replace("\"created\": 1", "\"created\": 2")));
        write("gemma", record("mine/gemma", "google/gemma-3-4b-it", answer));
        write(
                "error",
                record(
                        "mine/error",
                        "gpt-4o",
                        "\"response\": {\"status\": 401, \"headers\": HEADERS, \"body\": {\"error\": {\"message\": \"PROSE\","
                                + " \"type\": 5, \"code\": \"%K\", \"password\": \"QZQ\"}}}"));
        write(
                "text",
                record(
                        "mine/text",
                        "gpt-4o",
                        "\"response\": {\"status\": 500, \"headers\": HEADERS, \"text\": \"PROSE\"}"));
        write(
                "failed",
                record(
                        "mine/failed",
                        "gpt-4o",
                        "\"response\": null, \"failure\": {\"kind\": \"other\", \"message\":"
                                + " \"GET https://me:QZQ@a.b/?key=QZQ failed: PROSE\"}"));
        write("stream", record("mine/stream", "google/gemma-3-4b-it", stream()));
        write("broken", "{\"format\": \"loupe-exchange/1\", \"id\": " + KEY + "}");
        write(KEY, record("mine/named", "gpt-4o", "\"response\": {\"status\": 200, \"body\": []}"));
    }

    /** A key that the network splits, one in a frame that is no JSON, and members by name. */
    private static String stream() {
        String half = KEY.substring(0, 12);
        List<String> pieces = List.of(
                "data: {'id':'" + KEY + "','object':'" + KEY + "','model':'a','choices':[{'index':0,'delta':{'role':'"
                        + KEY + "','content':'" + KEY + "'},'finish_reason':null}],'password':'QZQ'}\n\n",
                "data: {" + half,
                KEY.substring(12) + "\n\n",
                "data: {'id':'b','model':'" + KEY + "','choices':[],'error':{'message':'" + KEY + "'}}\n\n");
        List<String> parts = new ArrayList<>();
        pieces.forEach(
                piece -> parts.add("{\"raw\": \"" + piece.replace("'", "\\\"").replace("\n", "\\n") + "\"}"));
        return "\"response\": {\"status\": 200, \"headers\": {\"content-type\": \"text/event-stream\"}, \"stream\": ["
                + String.join(", ", parts) + "]}";
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(recordings.resolve(name + ".json"), text);
    }

    @Test
    void nothingThatReplayWritesOrPrintsContainsOne() throws IOException {
        for (String contract : List.of("none", "gemma-3")) {
            Path out = dir.resolve(contract);
            String printed = run("replay", recordings.toString(), "--contract", contract, "--out", out.toString());
            assertThat(out.resolve("run.json")).content().contains("${API_KEY}");
            assertDiscreet(printed, out);
            for (String format : List.of("text", "json", "markdown", "github", "sarif")) {
                assertDiscreet(run("replay", recordings.toString(), "--contract", contract, "--format", format), out);
                assertDiscreet(run("report", out.resolve("run.json").toString(), "--format", format), out);
            }
            Path again = dir.resolve("again-" + contract);
            assertDiscreet(run("report", out.resolve("journal.ndjson").toString(), "--out", again.toString()), again);
        }
    }

    /** A key under {@code type} would be of the wrong type, a key as the model another model, with or without its value. */
    @Test
    void whatIsFoundIsFoundAllTheSame() throws IOException {
        Path out = dir.resolve("out");
        run("replay", recordings.toString(), "--contract", "none", "--out", out.toString());
        assertThat(Files.readString(out.resolve("run.json")))
                .contains(
                        "\"identity.model-echo\"",
                        "\"identity.id-unique\"",
                        "\"usage.total-is-sum\"",
                        "\"error.shape\"");
    }

    @Test
    void aBaselineThatIsWrittenContainsNone() throws IOException {
        Path baseline = dir.resolve("baseline.yaml");
        String printed = run("replay", recordings.toString(), "--write-baseline", baseline.toString());
        assertDiscreet(printed, baseline);
        assertThat(baseline).exists();
    }

    @Test
    void importedRecordingsHoldNone() throws IOException {
        Path log = dir.resolve("log.ndjson");
        StringBuilder lines = new StringBuilder();
        try (Stream<Path> files = Files.list(recordings)) {
            for (Path file : files.sorted().toList()) {
                lines.append(Files.readString(file).replace("\n", " ")).append('\n');
            }
        }
        Files.writeString(log, lines);
        Path out = dir.resolve("imported");
        String printed = run("import", log.toString(), "--out", out.toString());
        assertThat(printed).contains("8 recordings");
        assertDiscreet(printed, out);
    }

    @Test
    void noExportContainsOne() throws IOException {
        for (String format : List.of("har", "ndjson", "otel", "vcr")) {
            Path out = dir.resolve("exported." + format);
            assertDiscreet(run("export", recordings.toString(), "--format", format, "--out", out.toString()), out);
            assertThat(out).isNotEmptyFile();
        }
    }

    @Test
    void noPublishedRunContainsOne() throws IOException {
        Path runs = dir.resolve("runs");
        run("replay", recordings.toString(), "--out", runs.resolve("one").toString());
        Path site = dir.resolve("site");
        assertDiscreet(run("site", runs.toString(), "--out", site.toString()), site);
        assertThat(site.resolve("index.html")).isNotEmptyFile();
    }

    @Test
    void noGateAndNoCalibrationContainsOne() throws IOException {
        Path config = dir.resolve("loupe.yaml");
        Files.writeString(config, "replay:\n  recordings: [" + recordings + "]\n");
        Path out = dir.resolve("gates");
        assertDiscreet(run("ci", "--config", config.toString(), "--out", out.toString()), out);
        String counts = run("calibrate", recordings.toString());
        assertThat(counts).contains("usage.total-is-sum");
        assertDiscreet(counts, out);
    }

    private static void assertDiscreet(String printed, Path written) throws IOException {
        assertThat(around(printed)).isEmpty();
        try (Stream<Path> files = Files.walk(written)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(file.toString()).doesNotContain(MARK);
                assertThat(around(Files.readString(file, StandardCharsets.UTF_8)))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    /** The text around it, because a whole report hides it. */
    private static List<String> around(String text) {
        List<String> found = new ArrayList<>();
        for (int at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + 1)) {
            found.add(text.substring(Math.max(0, at - 120), Math.min(text.length(), at + 60)));
        }
        return found;
    }

    private static String run(String... words) {
        StringWriter text = new StringWriter();
        PrintWriter both = new PrintWriter(text);
        CommandRunner.run(both, both, words);
        return text.toString();
    }
}
