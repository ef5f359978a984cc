package dev.loupe.exchange.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.exchange.sse.SseEvent;
import dev.loupe.exchange.sse.TimedBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class RecordingFormatTest {
    private static final Redactor REDACTOR = Redactor.of("API_KEY");
    private static final String HEAD = "{'format':'loupe-exchange/1','id':'a/b','request':{'method':'POST'},";

    private static ReadResult entry(String record) {
        return entry(record.replace('\'', '"').getBytes(UTF_8));
    }

    private static ReadResult entry(byte[] record) {
        return RecordingFormat.read(RawRecord.of("some/file.ndjson", 7, record));
    }

    private static Exchange read(String record) {
        ReadResult entry = entry(record);
        assertThat(entry).isInstanceOf(ReadResult.Read.class);
        return ((ReadResult.Read) entry).exchange();
    }

    private static String line(Exchange exchange) {
        return new String(RecordingFormat.line(exchange, REDACTOR), UTF_8);
    }

    private static void comesBackAsItWas(String record) {
        String text = record.replace('\'', '"');
        assertThat(line(read(record))).isEqualTo(text + "\n");
    }

    @Test
    void jsonInATextOrCompressedIsJson() {
        String compressed = Base64.getEncoder().encodeToString(gzip("{\"a\":1}"));
        String response = HEAD + "'response':{'status':200,'headers':{'content-encoding':'gzip'},";
        assertThat(body(response + "'base64':'" + compressed + "'}}")
                        .json()
                        .path("a")
                        .intValue())
                .isEqualTo(1);
        assertThat(body(response + "'text':' {} '}}").json().isObject()).isTrue();
        assertThat(body(response + "'text':'{'}}")).isEqualTo(new Body.Text("{"));
        assertThat(body(response + "'base64':'//8='}}")).isInstanceOf(Body.Bytes.class);
    }

    private static Body body(String record) {
        return ((Reply.Answered) read(record).reply()).body();
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    @Test
    void whatHappenedToTheConnectionsIsReadAndWritten() {
        comesBackAsItWas(
                HEAD + "'response':null,'failure':{'kind':'reset','message':'closed'},'transport':{'failed':[],"
                        + "'endedServer':true,'inFlight':['n/two'],'serverErrors':['n/three (500)'],'framing':[{'kind':'body_shorter','detail':'2 of 12 bytes'}]}}");
    }

    @Test
    void whatIsReadIsWrittenByteForByte() {
        comesBackAsItWas("{'format':'loupe-exchange/1','id':'a/b','provider':'aimlapi','contract':'gemma-3',"
                + "'recordedAt':'2025-06-06T07:30:15Z','source':{'kind':'documentation','note':'n'},"
                + "'request':{'method':'POST','url':'https://x/y','headers':{'content-type':'application/json'},"
                + "'body':{'z':1.10,'a':[null,true,'👋',12345678901234567890123,1E+400]}},"
                + "'response':{'status':200,'headers':{'set-cookie':['${SET_COOKIE}','${SET_COOKIE}']},'body':{}}}");
    }

    @Test
    void theTimeOfAResponseIsReadBack() {
        String record = HEAD + "'response':{'status':200,'times':{'firstByte':12.5,'end':30.0},'text':'x'}}";
        comesBackAsItWas(record);
        assertThat(read(record).reply().headOrNull().times()).isEqualTo(new Reply.Times(12.5, 30));
    }

    @Test
    void unknownPropertiesKeepTheirLocation() {
        comesBackAsItWas("{'format':'loupe-exchange/1','id':'a','source':{'kind':'k','x':1},"
                + "'probe':{'id':'p','at':'/a','rule':'r','published':'allowed','corrected':'forbidden','y':2},"
                + "'request':{'method':'POST','x':[1]},"
                + "'response':{'stream':[{'at':1,'raw':'data: 1\\n\\n','z':3},{'raw':''}],'q':4},"
                + "'failure':{'kind':'reset','message':'m','w':5},'top':{'deep':[6]}}");
    }

    @Test
    void whatTheTestedRequestWasComesBack() {
        String record = HEAD.replace("},", "},'response':null,'failure':{'kind':'too_large','message':''},")
                + "'probe':{'id':'temperature/above-maximum','at':'/temperature','value':'2.1','rule':'maximum 2',"
                + "'published':'forbidden','corrected':'allowed','twin':'a/c'}}";
        assertThat(read(record).probed())
                .isEqualTo(new ProbeInfo(
                        "temperature/above-maximum",
                        JsonPointer.compile("/temperature"),
                        "2.1",
                        "maximum 2",
                        ProbeInfo.Permission.FORBIDDEN,
                        ProbeInfo.Permission.ALLOWED,
                        "a/c"));
    }

    @Test
    void theOrderOfPropertiesDoesNotMatter() {
        Exchange exchange = read("{'response':{'stream':[{'raw':'data: {}\\n\\n','at':2.5}],'status':200},"
                + "'id':'a','request':{},'format':'loupe-exchange/1'}");
        var streamed = (Reply.Streamed) exchange.reply();
        assertThat(streamed.events())
                .containsExactly(
                        new SseEvent(2.5, "", "{}", streamed.events().getFirst().json()));
        assertThat(streamed.head().code()).isEqualTo(200);
    }

    @Test
    void whatWasNotRecordedIsAbsent() {
        Exchange exchange = read(HEAD + "'response':{}}");
        assertThat(exchange.reply())
                .isEqualTo(new Reply.Answered(new Reply.Head(0, HeaderFields.NOT_RECORDED), new Body.None()));
        assertThat(exchange.origin()).isEqualTo(new Origin(null, null, null, "", "some/file.ndjson", 7));
    }

    @Test
    void aStreamSplitWithinACharacterComesBackByteForByte() {
        byte[] all = "data: {\"a\":\"👋\"}\n\n".getBytes(UTF_8);
        for (int cut = 0; cut <= all.length; cut++) {
            var pieces = List.of(
                    new TimedBytes(1.25, Arrays.copyOfRange(all, 0, cut)),
                    new TimedBytes(3, Arrays.copyOfRange(all, cut, all.length)));
            var reply = Reply.Streamed.of(new Reply.Head(200, HeaderFields.NOT_RECORDED), pieces, Reply.Ending.CLOSED);
            Exchange written = exchange(reply);
            ReadResult entry = entry(RecordingFormat.line(written, REDACTOR));
            assertThat(((ReadResult.Read) entry).exchange().reply()).isEqualTo(reply);
            assertThat(reply.events()).extracting(SseEvent::data).containsExactly("{\"a\":\"👋\"}");
        }
    }

    @Test
    void aStreamMadeFromEventsIsWrittenAsTheBytesThatReadAsIt() {
        var events = List.of(new SseEvent(1, "ping", "a\nb", null), new SseEvent(2, "", "[DONE]", null));
        var reply = new Reply.Streamed(new Reply.Head(0, HeaderFields.NOT_RECORDED), events, Reply.Ending.CLOSED);
        ReadResult entry = entry(RecordingFormat.pretty(exchange(reply), REDACTOR));
        assertThat(((Reply.Streamed) ((ReadResult.Read) entry).exchange().reply()).events())
                .isEqualTo(events);
    }

    @Test
    void bodiesOfAllKindsComeBack() {
        for (Body body : List.of(
                new Body.Text("<html>"), new Body.Bytes(new byte[] {(byte) 0xC0, (byte) 0xAF}), new Body.None())) {
            var reply = new Reply.Answered(new Reply.Head(502, new HeaderFields(new TreeMap<>(), true)), body);
            ReadResult entry = entry(RecordingFormat.line(exchange(reply), REDACTOR));
            assertThat(((ReadResult.Read) entry).exchange().reply()).isEqualTo(reply);
        }
    }

    @Test
    void anUnpairedSurrogateInJsonIsWrittenAsReceived() {
        String record = HEAD + "'response':{'body':{'a':'\\ud83d'}}}";
        assertThat(line(read(record))).contains("\"\\uD83D\"");
    }

    private static Exchange exchange(Reply reply) {
        return new Exchange(
                new Exchange.Id("a/b"),
                new Origin(null, null, Instant.EPOCH, "live", null, 1),
                new Exchange.Request("POST", "", HeaderFields.NOT_RECORDED, new Body.None()),
                reply,
                null);
    }

    @Test
    void aBodyOfTheDeepestKindCanBeWrittenAndReadAgain() {
        Body body = Body.of(("[".repeat(1_000) + "]".repeat(1_000)).getBytes(UTF_8));
        assertThat(body).isInstanceOf(Body.Json.class);
        byte[] record = RecordingFormat.line(
                exchange(new Reply.Answered(new Reply.Head(200, HeaderFields.NOT_RECORDED), body)), REDACTOR);
        assertThat(entry(record)).isInstanceOf(ReadResult.Read.class);
    }

    @Test
    void aDeepLiveExchangeIsWrittenAsJson() {
        assertThat(Body.of("{\"a\":1,\"a\":2}".getBytes(UTF_8))).isEqualTo(new Body.Text("{\"a\":1,\"a\":2}"));
        assertThat(Body.of("{\"a\":1.50}".getBytes(UTF_8)).json()).hasToString("{\"a\":1.50}");
        assertThat(Body.of(new byte[0])).isEqualTo(new Body.None());
        assertThat(Body.of(new byte[] {(byte) 0xFF})).isInstanceOf(Body.Bytes.class);
    }
}
