package dev.loupe.exchange.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Items of Burp and results of JMeter. */
class XmlImportTest extends ImportedFiles {
    private static final String BURP =
            """
            <?xml version="1.0"?>
            <!DOCTYPE items [
            <!ELEMENT items (item*)>
            <!ATTLIST items burpVersion CDATA "">
            <!ENTITY outside SYSTEM "file:///etc/hostname">
            ]>
            <items burpVersion="2025.1" exportTime="Sat Nov 15 06:18:00 UTC 2025">
            """;

    private static String base64(String message) {
        return Base64.getEncoder().encodeToString(message.getBytes(UTF_8));
    }

    private static String item(String time, String method, String request, String response) {
        return "<item><time>" + time + "</time><url><![CDATA[" + URL + "]]></url><method><![CDATA[" + method
                + "]]></method><request base64=\"true\"><![CDATA[" + base64(request)
                + "]]></request><status>200</status><response base64=\"true\"><![CDATA[" + base64(response)
                + "]]></response><comment></comment></item>\n";
    }

    private static final String SENT =
            "POST /v1/chat/completions HTTP/1.1\r\nHost: llm.example.com\r\nContent-Type: application/json\r\n\r\n"
                    + REQUEST;

    private static final String RECEIVED =
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Request-Id: r1\r\n\r\n" + RESPONSE;

    @Test
    void anItemOfBurpHasBothMessages() {
        String time = "Sat Nov 15 06:18:00 UTC 2025";
        Exchange exchange = only(entries("items.xml", BURP + item(time, "POST", SENT, RECEIVED) + "</items>"));
        assertThat(exchange.request().url()).isEqualTo(URL);
        assertThat(exchange.request().headers().first("content-type")).contains("application/json");
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(Objects.requireNonNull(exchange.reply().headOrNull()).code()).isEqualTo(200);
        assertThat(exchange.reply().headOrNull().headers().first("x-request-id"))
                .contains("r1");
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(exchange.origin().recordedAt()).isEqualTo(Instant.parse("2025-11-15T06:18:00Z"));
        assertThat(exchange.origin().line()).isEqualTo(8);
    }

    @Test
    void aTimeOfAnotherZoneAndOtherItemsOfBurpAreNotInvented() {
        String chunked = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "%x\r\n%s\r\n0\r\n\r\n".formatted(STREAM.length(), STREAM);
        String shown = "HTTP/2 200 OK\nContent-Type: text/event-stream\nTransfer-Encoding: chunked\n\n" + STREAM;
        List<ImportedEntry> entries = entries(
                "items.xml",
                BURP
                        + item("Sat Nov 15 06:18:00 IST 2025", "POST", SENT, chunked)
                        + item("", "POST", SENT, shown)
                        + item("", "GET", SENT, RECEIVED)
                        + item("", "POST", SENT, "")
                        + "<item><url>&outside;</url></item></items>");
        assertThat(entries).hasSize(5);
        Exchange stream = only(entries.subList(0, 1));
        assertThat(stream.origin().recordedAt()).isNull();
        assertThat(stream(stream)).isEqualTo(STREAM);
        assertThat(stream(only(entries.subList(1, 2)))).isEqualTo(STREAM);
        assertThat(skipped(entries.subList(2, 3))).isEqualTo("not a POST to .../chat/completions");
        assertThat(skipped(entries.subList(3, 4))).isEqualTo("a request without a response");
        assertThat(damaged(entries.subList(4, 5)))
                .as("an entity outside of the file")
                .startsWith("not valid XML");
    }

    private static String sample(String attributes, String elements) {
        return "<httpSample t=\"800\" lt=\"300\" ts=\"1763187480000\" lb=\"chat\" " + attributes
                + ">\n<assertionResult><name>fast</name></assertionResult><method class=\"java.lang.String\">POST</method>"
                + elements + "<java.net.URL>" + URL + "</java.net.URL></httpSample>\n";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    @Test
    void aSampleOfJMeterHasWhatWasSaved() {
        String query = "<queryString class=\"java.lang.String\">" + escaped(REQUEST) + "</queryString>";
        String heads = "<requestHeader>Content-Type: application/json\nHost: llm.example.com\n</requestHeader>"
                + "<responseHeader>HTTP/1.1 200 OK\nContent-Type: application/json\nX-Request-Id: r1\n</responseHeader>";
        String data = "<responseData class=\"java.lang.String\">" + escaped(RESPONSE) + "</responseData>";
        String inner = sample("rc=\"200\"", query + "<responseData>" + escaped(STREAM) + "</responseData>");
        List<ImportedEntry> entries = entries(
                "results.jtl",
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testResults version=\"1.2\">\n"
                        + sample("rc=\"200\"", heads + data + query)
                        + sample("rc=\"200\"", query)
                        + sample("rc=\"200\"", data)
                        + sample("rc=\"Non HTTP response code: java.net.SocketTimeoutException\"", query)
                        + sample("rc=\"500\"", inner + query + "<responseData>{}</responseData>")
                        + "</testResults>");
        assertThat(entries).hasSize(6);
        Exchange exchange = only(entries.subList(0, 1));
        assertThat(exchange.request().url()).isEqualTo(URL);
        assertThat(exchange.request().headers().first("content-type")).contains("application/json");
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange)).hasToString(RESPONSE);
        Reply.Head head = Objects.requireNonNull(exchange.reply().headOrNull());
        assertThat(head.code()).isEqualTo(200);
        assertThat(head.headers().first("x-request-id")).contains("r1");
        assertThat(head.times()).isEqualTo(new Reply.Times(300, 800));
        assertThat(exchange.origin().recordedAt()).isEqualTo(Instant.parse("2025-11-15T06:18:00Z"));
        assertThat(skipped(entries.subList(1, 2))).startsWith("saved without the response");
        assertThat(skipped(entries.subList(2, 3))).startsWith("saved without the body of the request");
        assertThat(only(entries.subList(3, 4)).reply())
                .isInstanceOfSatisfying(
                        Reply.Unanswered.class,
                        none -> assertThat(none.failure().kind()).isEqualTo(Reply.Failure.Kind.TIMEOUT));
        Exchange first = only(entries.subList(4, 5));
        assertThat(stream(first)).as("a sample in a sample").isEqualTo(STREAM);
        assertThat(Objects.requireNonNull(first.reply().headOrNull()).headers().recorded())
                .isFalse();
        assertThat(Objects.requireNonNull(only(entries.subList(5, 6)).reply().headOrNull())
                        .code())
                .isEqualTo(500);
    }

    @Test
    void aFileThatIsCutIsDamagedAfterItsCompleteItems() {
        List<ImportedEntry> entries = entries("items.xml", BURP + item("", "POST", SENT, RECEIVED) + "<item><time>");
        assertThat(response(only(entries.subList(0, 1)))).hasToString(RESPONSE);
        assertThat(damaged(entries.subList(1, 2))).startsWith("not valid XML at line");
        assertThat(skipped(entries("other.xml", "<testsuites><testsuite/></testsuites>")))
                .startsWith("not of a format that can be imported");
    }
}
