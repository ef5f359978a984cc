package dev.loupe.exchange.imports;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logs of no known tool: which request and response belong together. */
class UnknownLogImportTest extends ImportedFiles {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"llm_request":REQ,"raw_response":RES}
            {"Request":REQ,"Response":TEXT}
            {"level":"info","data":{"call":{"sent":REQ,"received":RES}}}
            {"endpoint":"a","request_payload":[REQ],"response_payload":[RES]}
            {"RequestBody":REQ,"copy":REQ,"ResponseBody":RES}
            {"request":{"uri":"/a","url":"https://a/a"},"response":{"status":200},"ai":{"payload":{"request":REQ,"response":RES}}}
            """)
    void theOnlyRequestAndResponseAreFoundUnderAnyName(String line) {
        Exchange exchange = only(entries("log.jsonl", line(line)));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(exchange.request().url()).isEmpty();
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(status(exchange)).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"sent":REQ,"again":{"model":"n","messages":[]},"received":RES}
            {"sent":REQ,"failure":{"error":{"message":"a timeout of the gateway"}}}
            {"sent":REQ,"text":"hello"}
            """)
    void whatMayBelongToAnotherCallIsNotPaired(String line) {
        assertThat(skipped(entries("log.jsonl", line(line)))).startsWith("no request (model, messages) and response");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"hits":{"hits":[{"_source":{"request":REQ,"response":RES}},{"_source":{"request":OTHER,"response":RES}}]}}
            {"data":{"result":[{"values":[["1",{"request":REQ,"response":RES}],["2",{"sent":OTHER,"response":RES}]]}]}}
            {"calls":[{"request":REQ,"response":RES},{"request":OTHER},{"request":OTHER,"response":RES}]}
            {"attempts":[{"request":REQ,"response":{"error":{"message":"busy"}}},{"request":REQ,"response":RES}]}
            """)
    void eachItemOfAListMayBeACall(String line) {
        String record = line(line).replace("OTHER", REQUEST.replace("hi", "another"));
        assertThat(entries("log.json", record).stream()
                        .filter(ImportedEntry.Imported.class::isInstance)
                        .map(entry ->
                                ((ImportedEntry.Imported) entry).exchange().id().value()))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void anObjectWithBothBodiesHasTheHeadersOfEachByName() {
        String line = "{\"properties\":{\"method\":\"POST\",\"url\":\"" + URL
                + "\",\"responseCode\":201,\"headers\":{\"x-any\":\"1\"},\"responseHeaders\":{\"x-id\":\"7\"},\"requestBody\":"
                + new TextNode(REQUEST) + ",\"responseBody\":" + new TextNode(RESPONSE) + "}}";
        Exchange exchange = only(entries("log.jsonl", line));
        assertThat(exchange.request().url()).isEqualTo(URL);
        assertThat(exchange.request().headers().recorded()).isFalse();
        assertThat(status(exchange)).isEqualTo(201);
        assertThat(Objects.requireNonNull(exchange.reply().headOrNull())
                        .headers()
                        .first("x-id"))
                .contains("7");
    }

    @Test
    void aRowOfATableIsARecord() {
        String table = "\uFEFFtime,request,response,status\r\n2026-01-01T00:00:00Z,\""
                + REQUEST.replace("hi", "h\\ni").replace("\"", "\"\"") + "\",\"" + RESPONSE.replace("\"", "\"\"")
                + "\",200\r\n,,\"a\nb\",\r\n";
        List<ImportedEntry> entries = entries("log.csv", table);
        assertThat(entries).hasSize(2);
        Exchange exchange = only(entries.subList(0, 1));
        assertThat(exchange.request().body().json()).hasToString(REQUEST.replace("hi", "h\\ni"));
        assertThat(response(exchange)).hasToString(RESPONSE);
        assertThat(status(exchange)).isEqualTo(200);
        assertThat(exchange.origin().recordedAt()).hasToString("2026-01-01T00:00:00Z");
        assertThat(damaged(entries("cut.csv", "request,response\n\"{"))).startsWith("a quoted value has no end");
    }

    @Test
    void theColumnsOfATableMayHaveSemicolonsBetweenThem() {
        String cells = (REQUEST + ";" + RESPONSE).replace("\"", "\"\"").replace("};{", "}\";\"{");
        Exchange exchange = only(entries("log.csv", "request;response\n\"" + cells + "\"\n"));
        assertThat(exchange.request().body().json()).hasToString(REQUEST);
        assertThat(response(exchange)).hasToString(RESPONSE);
    }

    @ParameterizedTest
    @CsvSource({
        "log.json, '', ''",
        "log.ndjson, '', ' '",
        "log.json-seq, '\u001e', ''",
        "log.log, '2026-01-02T03:04:05.678Z ', '\n'",
        "log.log, '[main] INFO x ', '\n'",
        "log, '2026-01-02 03:04:05 stdout F ', '\n'"
    })
    void valuesMayFollowOneAnotherOrTextOnTheirLines(String name, String before, String after) {
        String record = before + line("{\"request\":REQ,\"response\":RES,\"note\":\"\\\\\\\"}{\"}") + after;
        assertThat(entries(name, record + record + record).stream()
                        .filter(ImportedEntry.Imported.class::isInstance)
                        .map(entry ->
                                ((ImportedEntry.Imported) entry).exchange().id().value()))
                .containsExactly("imported/log/1", "imported/log/2", "imported/log/3");
    }

    @Test
    void aDamagedValueEndsBeforeTheNextRecord() {
        String record = line("{\"request\":REQ,\"response\":RES}");
        assertThat(entries("log.ndjson", record + record.substring(0, 60) + "\n" + record + "}\n" + record))
                .extracting(entry -> entry.getClass().getSimpleName())
                .containsExactly("Imported", "Damaged", "Damaged", "Imported");
    }

    @Test
    void aLogHasRecordsAmongOtherLines() {
        assertThat(entries("app.log", "INFO start\n" + line("{\"request\":REQ,\"response\":RES}") + "\nINFO end\n"))
                .extracting(entry -> entry.getClass().getSimpleName())
                .containsExactly("Skipped", "Imported", "Skipped");
    }

    @ParameterizedTest
    @CsvSource({"{\"openapi\":\"3.1.0\"}, an OpenAPI document", "{\"_type\":\"export\"}, an export of Insomnia"})
    void otherDocumentsAreNamed(String document, String why) {
        assertThat(skipped(entries("a.json", document))).startsWith(why);
        String samples = line(",\"paths\":{\"sent\":REQ,\"received\":RES}}");
        assertThat(skipped(entries("b.json", document.substring(0, document.length() - 1) + samples)))
                .startsWith(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"messages":[]} | {"detail":"no such deployment"} | 404 | {"detail":"no such deployment"}
            "not JSON" | "Bad Gateway" | 502 | Bad Gateway
            """)
    void anExchangeWithMethodUrlAndStatusMayHaveAnyBodies(String sent, String received, int code, String text) {
        Exchange exchange = only(entries(
                "log.ndjson",
                "{\"request\":{\"method\":\"POST\",\"url\":\"" + URL + "\",\"headers\":{},\"body\":" + sent
                        + "},\"response\":{\"status\":" + code + ",\"headers\":{},\"body\":" + received + "}}"));
        assertThat(status(exchange)).isEqualTo(code);
        Body body = ((Reply.Answered) exchange.reply()).body();
        assertThat(body instanceof Body.Text plain ? plain.text() : body.json().toString())
                .isEqualTo(text);
    }

    private static String line(String form) {
        return form.replace("REQ", REQUEST).replace("RES", RESPONSE).replace("TEXT", new TextNode(RESPONSE).toString());
    }
}
