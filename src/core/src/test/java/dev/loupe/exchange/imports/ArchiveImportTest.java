package dev.loupe.exchange.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Archives, collections and terminal output. */
class ArchiveImportTest extends ImportedFiles {
    @Test
    void pollyStoresCompressedContentInPieces() {
        String har =
                "{\"log\":{\"entries\":[{\"startedDateTime\":\"2026-01-01T00:00:00Z\",\"request\":{\"method\":\"POST\",\"url\":\""
                        + URL + "\",\"headers\":[],\"postData\":{\"text\":"
                        + new TextNode(REQUEST)
                        + "}},\"response\":{\"status\":200,\"headers\":[{\"name\":\"content-encoding\",\"value\":\"gzip\"}],\"content\":{\"encoding\":"
                        + "\"base64\",\"mimeType\":\"application/json\",\"size\":9,\"text\":\"[\\\""
                        + base64(gzip(RESPONSE)) + "\\\"]\"}}}]}}";
        assertThat(response(only(entries("recording.json", har)))).hasToString(RESPONSE);
    }

    @Test
    void anEntryOfAnArchiveWithoutContentIsSkipped() {
        String har = "{\"log\":{\"entries\":[{\"request\":{\"method\":\"POST\",\"url\":\"" + URL
                + "\"},\"response\":{\"status\":200,\"content\":{\"size\":900,\"mimeType\":\"application/json\"}}}]}}";
        assertThat(skipped(entries("a.har", har))).startsWith("the archive has no content for this response");
    }

    @Test
    void anArchiveThatIsCutIsDamagedAndAnEmptyFileIsSkipped() {
        assertThat(damaged(entries("a.har", "{\"log\":{\"entries\":[{"))).startsWith("not valid JSON");
        assertThat(skipped(entries("b.json", ""))).isEqualTo("an empty file");
    }

    private static String item(String body, String type, int code) {
        String request =
                "{\"method\":\"POST\",\"header\":[{\"key\":\"Content-Type\",\"value\":\"application/json\"},{\"key\":\"X-Off\",\"value\":\"1\",\"disabled\":true}],\"body\":{\"mode\":\"raw\",\"raw\":"
                        + new TextNode(REQUEST) + "},\"url\":{\"raw\":\"" + URL + "\"}}";
        return "{\"name\":\"chat\",\"request\":" + request + ",\"response\":[{\"name\":\"saved\",\"originalRequest\":"
                + request + ",\"code\":" + code + ",\"header\":[{\"key\":\"Content-Type\",\"value\":\"" + type
                + "\"}],\"body\":" + new TextNode(body) + "}]}";
    }

    @Test
    void theSavedResponsesOfAPostmanCollectionAreSamples() {
        List<ImportedEntry> entries = entries(
                "api.postman_collection.json",
                "{\"info\":{\"name\":\"x\",\"schema\":\"https://schema.getpostman.com/json/collection/v2.1.0/collection.json\"},"
                        + "\"item\":[{\"name\":\"folder\",\"item\":[" + item(RESPONSE, "application/json", 200) + ","
                        + item(STREAM, "text/event-stream", 200)
                        + "]},{\"name\":\"models\",\"request\":{\"method\":\"GET\"},\"response\":[]}]}");
        assertThat(entries).hasSize(3);
        Exchange exchange = only(entries.subList(0, 1));
        assertThat(exchange.origin().kind()).isEqualTo(Origin.Kind.DOCUMENTATION);
        assertThat(exchange.request().url()).isEqualTo(URL);
        assertThat(exchange.origin().provider()).as("a host without a profile").isNull();
        assertThat(exchange.request().headers().first("x-off")).isEmpty();
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(stream(only(entries.subList(1, 2)))).isEqualTo(STREAM);
        assertThat(skipped(entries.subList(2, 3))).isEqualTo("a request without a saved response");
    }

    private static final String CURL =
            """
            *   Trying 192.0.2.1:443...
            * Connected to llm.example.com (192.0.2.1) port 443
            > POST /v1/chat/completions HTTP/2
            > Host: llm.example.com
            > Content-Type: application/json
            >
            * We are completely uploaded and fine
            < HTTP/2 100
            <
            < HTTP/2 429
            < content-type: application/json
            < retry-after: 3
            <
            {"error":{"message":"no"}}* Connection #0 to host llm.example.com left intact
            """;

    @Test
    void curlShowsTheRequestInTheCommandAndTheRestInItsOutput() {
        String command = "$ curl -v " + URL + " -H \"Authorization: Bearer $KEY\" -d '" + REQUEST + "'\n";
        List<ImportedEntry> entries = entries("terminal.txt", command + CURL + command + CURL);
        assertThat(entries).hasSize(2);
        for (ImportedEntry entry : entries) {
            Exchange exchange = only(List.of(entry));
            assertThat(exchange.request().url()).isEqualTo(URL);
            assertThat(exchange.request().body().json()).hasToString(REQUEST);
            assertThat(exchange.request().headers().first("host")).contains("llm.example.com");
            assertThat(status(exchange)).isEqualTo(429);
            assertThat(response(exchange)).hasToString("{\"error\":{\"message\":\"no\"}}");
        }
        assertThat(skipped(entries("output.txt", CURL))).startsWith("curl -v does not show the body of the request");
    }

    @Test
    void aBodyMayBeInAFileNextToTheArchive() {
        String har = "{\"log\":{\"entries\":[{\"request\":{\"method\":\"POST\",\"url\":\"" + URL
                + "\",\"postData\":{\"_file\":\"sent.json\"}},\"response\":{\"status\":200,\"content\":{\"size\":9,\"_file\":\"FILE\"}}}]}}";
        write("sent.json", REQUEST);
        write("received.json", RESPONSE);
        Exchange exchange = only(entries("a.har", har.replace("FILE", "received.json")));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange)).hasToString(RESPONSE);
        write("inner/sent.json", REQUEST);
        assertThat(damaged(entries("inner/a.har", har.replace("FILE", "../received.json"))))
                .contains("its body file ../received.json does not exist");
    }

    @Test
    void theExecutionsOfNewmanAreRecordings() {
        String bytes = java.util.Arrays.toString(RESPONSE.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Exchange exchange = only(entries(
                "report.json",
                "{\"run\":{\"executions\":[{\"request\":{\"method\":\"POST\",\"url\":{\"protocol\":\"https\",\"host\":[\"llm\",\"example\",\"com\"],"
                        + "\"path\":[\"v1\",\"chat\",\"completions\"]},\"body\":{\"mode\":\"raw\",\"raw\":"
                        + new TextNode(REQUEST)
                        + "}},\"response\":{\"code\":200,\"stream\":{\"type\":\"Buffer\",\"data\":" + bytes
                        + "}}}]}}"));
        assertThat(exchange.request().url()).isEqualTo(URL);
        assertThat(exchange.origin().kind()).isEqualTo(Origin.Kind.EXCHANGE);
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(status(exchange)).isEqualTo(200);
    }

    @Test
    void aStreamOfAnotherContentTypeIsAStream() {
        String har = "{\"log\":{\"entries\":[{\"request\":{\"method\":\"POST\",\"url\":\"" + URL
                + "\"},\"response\":{\"status\":200,\"headers\":[{\"name\":\"content-type\",\"value\":\"text/html\"}],\"content\":{\"text\":"
                + new TextNode(STREAM) + "}}}]}}";
        assertThat(stream(only(entries("a.har", har)))).isEqualTo(STREAM);
    }
}
