package dev.loupe.exchange.imports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Reply;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documentation pages. */
class PageImportTest extends ImportedFiles {
    @Test
    void theTabWhoseStreamFitsTheResponseIsItsRequest() {
        String page =
                "```json\n" + REQUEST + "\n```\n```json\n" + REQUEST.replace("{\"model\"", "{\"stream\":true,\"model\"")
                        + "\n```\n```json\n" + RESPONSE + "\n```\n```\n" + STREAM + "```\n";
        List<ImportedEntry> entries = entries("page.md", page);
        assertThat(entries).hasSize(2);
        assertThat(only(entries.subList(0, 1)).request().property("stream").isMissingNode())
                .isTrue();
        assertThat(only(entries.subList(1, 2)).request().property("stream").asBoolean())
                .isTrue();
    }

    @Test
    void aPageThatBeginsWithAComponentIsMarkdown() {
        String page = "<CodeGroup>\n```bash cURL\ncurl " + URL + " -d '" + REQUEST
                + "'\n```\n</CodeGroup>\n\n```json 200\n" + RESPONSE + "\n```\n";
        Exchange sample = only(entries("page.mdx", page));
        assertThat(sample.request().url()).isEqualTo(URL);
        assertThat(response(sample)).hasToString(RESPONSE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n# Response:\n", "\n"})
    void theResponseMayFollowTheCommandInItsSample(String between) {
        String page = "```bash\ncurl " + URL + " -d '" + REQUEST + "'\n" + between + RESPONSE + "\n```\n";
        Exchange sample = only(entries("page.md", page));
        assertThat(sample.request().body().json()).hasToString(REQUEST);
        assertThat(response(sample)).hasToString(RESPONSE);
    }

    @Test
    void aPageSavedAsPlainTextHasItsSamplesBetweenItsLines() {
        String page = "Chat completions\nCreate one:\ncurl " + URL + " \\\n-d '" + REQUEST + "'\nResponse\n"
                + RESPONSE.replace(",", ",\n") + "\nStreaming\nclient.chat.completions.create(\nmodel=\"m\")\n"
                + REQUEST.replace("{\"model\"", "{\"stream\":true,\"model\"") + "\n" + STREAM + "The end.\n";
        for (String name : List.of("page.md", "page.txt")) {
            List<ImportedEntry> entries = entries(name, page);
            assertThat(entries).hasSize(2);
            Exchange first = only(entries.subList(0, 1));
            assertThat(first.request().url()).isEqualTo(URL);
            assertThat(first.request().body().json()).hasToString(REQUEST);
            assertThat(response(first)).hasToString(RESPONSE);
            assertThat(first.origin().line()).isEqualTo(6);
            Exchange second = only(entries.subList(1, 2));
            assertThat(second.request().property("stream").asBoolean()).isTrue();
            assertThat(stream(second)).startsWith("data: {\"choices\":[]}");
        }
    }

    @Test
    void theArgumentsOfACallInPythonAreARequest() {
        String page =
                """
                ```python
                client = OpenAI(base_url="https://llm.example.com/v1", timeout=3)
                stream = client.chat.completions.create(
                    model="m",
                    messages=[{"role": "user", "content": "hi"}],  # a question
                    temperature=0.5,
                    stream=True,
                )
                ```

                ```
                data: {"choices":[]}

                data: [DONE]
                ```
                """;
        Exchange exchange = only(entries("page.md", page));
        assertThat(exchange.request().body().json())
                .hasToString("{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],"
                        + "\"temperature\":0.5,\"stream\":true}");
    }

    @Test
    void samplesOfHttpHaveTheUrlAndTheStatusButNoFields() {
        String request =
                "POST /v1/chat/completions HTTP/1.1\nHost: llm.example.com\nContent-Length: 3\n\n" + REQUEST + "\n";
        String response = "HTTP/1.1 201 Created\nContent-Length: 3\n\n" + RESPONSE + "\n";
        String apart = "```http\n" + request + "```\n\n```http\n" + response + "```\n";
        String together = "```http\n" + request + "\n" + response + "```\n";
        for (String page : List.of(apart, together)) {
            Exchange exchange = only(entries("page.md", page));
            assertThat(exchange.request().url()).isEqualTo(URL);
            assertThat(exchange.request().body().json()).hasToString(REQUEST);
            assertThat(response(exchange)).hasToString(RESPONSE);
            assertThat(exchange.reply().headOrNull()).isEqualTo(new Reply.Head(201, HeaderFields.NOT_RECORDED));
        }
        Exchange streamed = only(entries("page.md", "```\n" + request + "```\n```\nHTTP/2 200\n\n" + STREAM + "```\n"));
        assertThat(stream(streamed)).startsWith("data: {\"choices\":[]}");
    }

    @Test
    void theMessagesThatHttpieShowsWereSent() {
        String call = "POST /v1/chat/completions HTTP/1.1\nHost: llm.example.com\nX-Team: a\n\n" + REQUEST
                + "\n\n\nHTTP/1.1 200 OK\nX-Id: 7\n\n" + RESPONSE + "\n\n";
        List<ImportedEntry> entries = entries("output.txt", call + call);
        assertThat(entries).hasSize(2);
        Exchange exchange = only(entries.subList(1, 2));
        assertThat(exchange.origin().source()).isEqualTo("recording");
        assertThat(exchange.request().url()).isEqualTo(URL);
        assertThat(exchange.request().headers().first("x-team")).contains("a");
        assertThat(status(exchange)).isEqualTo(200);
        assertThat(Objects.requireNonNull(exchange.reply().headOrNull())
                        .headers()
                        .first("x-id"))
                .contains("7");
    }

    @ParameterizedTest
    @CsvSource({"page.rst, '.. code-block:: json\n\n   ', ''", "page.adoc, '[source,json]\n----\n', '\n----'"})
    void pagesOfOtherMarkupHaveSamples(String name, String before, String after) {
        String command = "curl " + URL + " -d '" + REQUEST + "'";
        Exchange exchange = only(entries(name, before + command + after + "\n\n" + before + RESPONSE + after + "\n"));
        assertThat(exchange.request().url()).isEqualTo(URL);
        assertThat(response(exchange)).hasToString(RESPONSE);
    }

    @Test
    void aPageInHtmlHasItsSamplesInPreformattedText() {
        String page = "<!doctype html><body><h1>Chat</h1>\n<pre class=\"x\"><span>curl " + URL + "</span><br>-d '"
                + REQUEST.replace("\"", "&quot;").replace("hi", "h&#105;")
                + "'</pre>\n<p>It returns</p><div><pre><code>"
                + RESPONSE.replace("\"", "&#x22;") + "</code></pre></div></body>";
        Exchange exchange = only(entries("page.html", page));
        assertThat(exchange.request().url()).isEqualTo(URL);
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(exchange.origin().line()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"```\nSAMPLE\n```", "It prints: SAMPLE", ">>> print(completion)\nSAMPLE\n\nMore text"})
    void aCompletionAsPythonPrintsItIsAResponse(String form) {
        String printed =
                "ChatCompletion(id='a', choices=[Choice(finish_reason='stop', index=0, logprobs=None, message=ChatCompletionMessage(content=\"it's (1, 2)\", role='assistant', tool_calls=None))], created=1, usage=CompletionUsage(prompt_tokens=2, details=None))";
        String request =
                "client.chat.completions.create(model=\"m\", messages=[{\"role\": \"user\", \"content\": \"hi\"}])";
        Exchange exchange = only(
                entries("page.md", "```python\n" + request + "\n```\n\n" + form.replace("SAMPLE", printed) + "\n"));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange))
                .hasToString(
                        "{\"id\":\"a\",\"choices\":[{\"finish_reason\":\"stop\",\"index\":0,\"message\":{\"content\":\"it's (1, 2)\",\"role\":\"assistant\"}}],\"created\":1,\"usage\":{\"prompt_tokens\":2}}");
    }

    @Test
    void aRequestWithObjectsOfALibraryIsNotChanged() {
        assertThat(
                        skipped(
                                entries(
                                        "page.md",
                                        "```python\nclient.chat.completions.create(model=\"m\", messages=[Message(content=\"hi\")])\n```\n")))
                .startsWith("no sample of a response");
    }

    @Test
    void aCommandMayHaveItsBodyInDoubleQuotes() {
        String command = "```bash\ncurl " + URL + " -d \""
                + REQUEST.replace("hi", "a \\\"b\\\" c").replace("\\", "\\\\").replace("\"", "\\\"")
                + "\"\n```\n\n```json\n" + RESPONSE + "\n```\n";
        assertThat(only(entries("page.md", command)).request().body().json())
                .hasToString(REQUEST.replace("hi", "a \\\"b\\\" c"));
    }

    @Test
    void aNumberMayBeginWithItsPoint() {
        String call =
                "```js\nclient.chat.completions.create({model: 'm', messages: [], temperature: .5})\n```\n\n```json\n"
                        + RESPONSE + "\n```\n";
        assertThat(only(entries("page.md", call))
                        .request()
                        .property("temperature")
                        .asDouble())
                .isEqualTo(0.5);
    }
}
