package dev.loupe.exchange.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cassettes of other tools, with bodies in each of their forms; {@link EncodedCassetteTest} has the encoded ones. */
class CassetteImportTest extends ImportedFiles {
    @Test
    void vcrpyHasBodiesAsText() {
        Exchange exchange = only(entries(
                "a.yaml",
                vcrpy(
                        body(quoted(REQUEST)),
                        "Content-Type: [application/json]",
                        body("{string: " + quoted(RESPONSE) + "}"))));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(exchange.request().url()).isEqualTo(URL);
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(status(exchange)).isEqualTo(200);
        assertThat(exchange.id()).hasToString("llm.example.com/a/1");
        assertThat(exchange.origin().recordedAt()).isNull();
    }

    @Test
    void aParsedBodyIsTheBody() {
        Exchange exchange = only(entries(
                "a.yaml",
                vcrpy(
                        "    parsed_body: {model: m, messages: [{role: user, content: hi}], temperature: 0.10}\n",
                        "content-type: [application/json]",
                        "    parsed_body: {choices: [{index: 0, message: {content: 'on'}}]}\n")));
        assertThat(exchange.request().body().json())
                .hasToString(
                        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"temperature\":0.10}");
        assertThat(response(exchange).at("/choices/0/message/content").asText()).isEqualTo("on");
    }

    @Test
    void aStreamKeepsItsText() {
        Exchange exchange = only(entries(
                "a.yml",
                vcrpy(
                        body(quoted(REQUEST)),
                        "Content-Type: [text/event-stream; charset=utf-8]",
                        "    body:\n      string: |+\n" + STREAM.indent(8))));
        assertThat(stream(exchange)).isEqualTo(STREAM);
    }

    @Test
    void rubyVcrHasTextOrBytes() {
        String cassette =
                """
                ---
                http_interactions:
                - request:
                    method: post
                    uri: %s
                    body: {encoding: UTF-8, string: %s}
                    headers: {Authorization: [Bearer <TOKEN>]}
                  response:
                    status: {code: 429, message: Too Many}
                    headers: {Content-Type: [application/json]}
                    body: {encoding: ASCII-8BIT, %s}
                    http_version: null
                  recorded_at: Fri, 14 Mar 2025 14:01:51 GMT
                recorded_with: VCR 6.2.0
                """;
        String error = "{\"error\":{\"message\":\"no\"}}";
        for (String body : List.of(
                "string: !binary " + base64(error.getBytes(UTF_8)),
                "base64_string: " + base64(error.getBytes(UTF_8)),
                "string: " + quoted(error))) {
            Exchange exchange = only(entries("a.yml", cassette.formatted(URL, quoted(REQUEST), body)));
            assertThat(response(exchange)).hasToString(error);
            assertThat(status(exchange)).isEqualTo(429);
            assertThat(exchange.origin().recordedAt()).hasToString("2025-03-14T14:01:51Z");
        }
    }

    @Test
    void goVcrAndSchemathesisAndJsonCassettesAreRead() {
        String goVcr = "version: 2\ninteractions:\n- id: 0\n  request: {url: " + URL + ", method: POST, body: "
                + quoted(REQUEST) + ", headers: {Accept: ['*/*']}}\n  response: {body: " + quoted(RESPONSE)
                + ", headers: {Content-Type: [application/json]}, status: 200 OK, code: 200, duration: 1.2s}\n";
        assertThat(status(only(entries("go.yaml", goVcr)))).isEqualTo(200);
        String schemathesis =
                "command: st run\nrecorded_with: Schemathesis 4.0\nhttp_interactions:\n- id: '1'\n  recorded_at:"
                        + " '2025-03-14T14:01:51+00:00'\n  request: {uri: " + URL
                        + ", method: POST, headers: {}, body: {encoding: utf-8,"
                        + " base64_string: " + base64(REQUEST.getBytes(UTF_8))
                        + "}}\n  response: {status: {code: '200', message: OK},"
                        + " headers: {Content-Type: [application/json]}, body: {encoding: utf-8, base64_string: "
                        + base64(RESPONSE.getBytes(UTF_8)) + "}}\n";
        assertThat(response(only(entries("st.yaml", schemathesis)))).hasToString(RESPONSE);
        String ddTrace = "{\"request\":{\"method\":\"POST\",\"url\":\"" + URL + "\",\"headers\":{\"a\":\"b\"},\"body\":"
                + new TextNode(REQUEST)
                + "},\"response\":{\"status\":{\"code\":200},\"headers\":{\"Content-Type\":\"text/event-stream\"},\"body\":\"base64:"
                + base64(STREAM.getBytes(UTF_8)) + "\"}}";
        assertThat(stream(only(entries("dd.json", ddTrace)))).isEqualTo(STREAM);
    }

    @Test
    void wireMockBodiesAreReadFromTheirFilesAndNoOthers() {
        write("stubs/__files/answer.json", RESPONSE);
        write("secret.json", RESPONSE);
        String mapping =
                """
                {"request": {"urlPath": "/v1/chat/completions", "method": "POST", "bodyPatterns": [{"equalToJson": %s}]},
                 "response": {"status": 200, "bodyFileName": "%s", "headers": {"Content-Type": "application/json"}}}""";
        write("stubs/mappings/a.json", mapping.formatted(REQUEST, "answer.json"));
        write("stubs/mappings/b.json", mapping.formatted(REQUEST, "../../secret.json"));
        List<ImportedEntry> entries = entries(null, folder.resolve("stubs"));
        assertThat(entries).hasSize(2);
        Exchange exchange = only(entries.subList(0, 1));
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(exchange.request().headers()).isEqualTo(HeaderFields.NOT_RECORDED);
        assertThat(exchange.id()).hasToString("imported/mappings/a/1");
        assertThat(entries.get(1)).isInstanceOf(ImportedEntry.Damaged.class);
    }

    @Test
    void aMappingOfWireMockForAnyMethodIsTheOneOfPost() {
        String mapping =
                """
                {"request": {"urlPath": "/v1/chat/completions"%s}, "response": {"status": 200, "jsonBody": %s}}""";
        for (String method : List.of("", ", \"method\": \"ANY\"")) {
            Exchange exchange = only(entries("a.json", mapping.formatted(method, RESPONSE)));
            assertThat(exchange.request().method()).isEqualTo("POST");
            assertThat(response(exchange)).hasToString(RESPONSE);
        }
        assertThat(skipped(entries("a.json", mapping.formatted(", \"method\": \"GET\"", RESPONSE))))
                .isEqualTo("not a POST to .../chat/completions");
    }

    @Test
    void vcrpyNamesTheBodyOfHttpxContentBeforeVersionFive() {
        String old = "interactions:\n- request:\n" + body(quoted(REQUEST)) + "    method: POST\n    uri: " + URL
                + "\n  response:\n    content: " + quoted(RESPONSE)
                + "\n    headers: {Content-Type: [application/json]}\n    http_version: HTTP/1.1\n    status_code: 429\n";
        Exchange exchange = only(entries("a.yaml", old));
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(status(exchange)).isEqualTo(429);
    }

    @Test
    void anInteractionWithoutAResponseIsSkipped() {
        String text = "recorded_with: Schemathesis 4.0\nhttp_interactions:\n- request: {uri: " + URL
                + ", method: POST, body: {encoding: utf-8, base64_string: " + base64(REQUEST.getBytes(UTF_8))
                + "}}\n  response: null\n";
        assertThat(skipped(entries("st.yaml", text))).isEqualTo("the cassette has no response to this request");
    }

    @Test
    void oneDamagedBodyDoesNotStopTheOthers() {
        String good = vcrpy(body(quoted(REQUEST)), "", body("{string: " + quoted(RESPONSE) + "}"));
        String bad = vcrpy(
                body(quoted(REQUEST)), "content-encoding: [gzip]", body("{string: !!binary H4sIAAAAAAAACo1Sy27bMBC8}"));
        String item = good.substring(good.indexOf("- request"), good.indexOf("version: 1"));
        String damaged = bad.substring(bad.indexOf("- request"), bad.indexOf("version: 1"));
        assertThat(entries("a.yaml", "interactions:\n" + item + damaged + item + "version: 1\n"))
                .extracting(entry -> entry.getClass().getSimpleName())
                .containsExactly("Imported", "Damaged", "Imported");
    }

    private static String interaction(String sent, String received) {
        String cassette = vcrpy(body(sent), "", body(received));
        return cassette.substring(cassette.indexOf("- request"), cassette.indexOf("version: 1"));
    }

    @Test
    void aTagOfALanguageOrBytesThatAreNotBase64DoNotStopTheOthers() {
        String good = interaction(quoted(REQUEST), "{string: " + quoted(RESPONSE) + "}");
        String tagged = interaction("!!python/object/apply:os.getcwd []", "{string: " + quoted(RESPONSE) + "}");
        String cut = interaction(quoted(REQUEST), "{string: !!binary AAAAA}");
        List<ImportedEntry> entries = entries("a.yaml", "interactions:\n" + tagged + cut + good + "version: 1\n");
        assertThat(entries).hasSize(3);
        assertThat(entries.get(1)).isInstanceOf(ImportedEntry.Damaged.class);
        assertThat(only(entries.subList(2, 3)).request().body().json()).hasToString(REQUEST);
    }

    @Test
    void aCassetteThatIsCutNamesTheLine() {
        List<ImportedEntry> entries = entries(
                "a.yaml",
                "interactions:\n" + interaction(quoted(REQUEST), "{string: ").stripTrailing());
        assertThat(entries).singleElement().isInstanceOfSatisfying(ImportedEntry.Damaged.class, damaged -> assertThat(
                        damaged.message())
                .startsWith("not valid YAML at line "));
    }

    @Test
    void aCassetteNeedsNoEndingInItsName() {
        String cassette = vcrpy(body(quoted(REQUEST)), "", body("{string: " + quoted(RESPONSE) + "}"));
        assertThat(response(only(entries("test_chat", cassette)))).hasToString(RESPONSE);
    }

    @Test
    void joinedCassettesAreRead() {
        String one = "---\ninteractions:\n" + interaction(quoted(REQUEST), "{string: " + quoted(RESPONSE) + "}")
                + "version: 1\n";
        assertThat(entries("a.yaml", one + one)).hasSize(2).allMatch(ImportedEntry.Imported.class::isInstance);
    }
}
