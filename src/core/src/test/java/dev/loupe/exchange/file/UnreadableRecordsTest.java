package dev.loupe.exchange.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.text.InputLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Records that are not read, each with its location and a reason. */
class UnreadableRecordsTest {
    private static final String HEAD = "{'format':'loupe-exchange/1','id':'a/b','request':{'method':'POST'},";

    private static ReadResult.Unreadable unreadable(String record) {
        return unreadable(record.replace('\'', '"').getBytes(UTF_8));
    }

    private static ReadResult.Unreadable unreadable(byte[] record) {
        ReadResult entry = RecordingFormat.read(RawRecord.of("some/file.ndjson", 7, record));
        assertThat(entry).isInstanceOf(ReadResult.Unreadable.class);
        return (ReadResult.Unreadable) entry;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            5                                             | a record is a JSON object, this is not one
            {'openapi':'3.1.0','info':{}}                | this is an OpenAPI document, no recording; to check it: loupe lint
            {'id':'a'}                                    | no "format"; add "format": "loupe-exchange/1"
            {'format':'loupe-exchange/2','id':'a'}        | use a version of Loupe that supports it
            {'format':'other'}                            | this is not a recording
            {'format':5}                                  | "format" is not a string
            {'format':'loupe-exchange/1','request':{},'response':{}} | no "id"
            {'format':'loupe-exchange/1','id':'a','response':{}}     | no "request"
            HEAD'source':{}}                              | no "response"
            HEAD'response':null}                          | no "failure"; add the reason why "response" is null
            HEAD'response':[]}                            | "response" is not an object
            HEAD'response':{'body':1,'text':'a'}}         | more than one of "body", "text" and "base64"
            HEAD'response':{'body':1,'stream':[]}}        | has a body and a "stream"; keep one
            HEAD'response':{'status':'200'}}              | write a number from 100 to 599
            HEAD'response':{'status':99999999999}}        | write a number from 100 to 599
            HEAD'response':{'base64':'*'}}                | "response.base64" is not base64
            HEAD'response':{'stream':5}}                  | "response.stream" is not an array
            HEAD'response':{'stream':[{'at':1}]}}         | neither "raw" nor "base64"
            HEAD'response':{'stream':[{'raw':'','base64':''}]}} | has both "raw" and "base64"; keep one
            HEAD'response':{'stream':[{'raw':'','at':-1}]}}     | "at" in "response.stream" is not a number
            HEAD'response':{'stream':[{'raw':'\\ud83d'}]}}      | unpaired surrogate
            HEAD'response':{},'failure':{'kind':'reset'}} | contradicts
            HEAD'response':null,'failure':{'kind':'gone'}} | "failure.kind" is "gone"; write one of timeout, refused
            HEAD'response':null,'failure':{}}             | "failure.kind" is missing; write one of
            HEAD'response':{'headers':{'A':'1','a':'2'}}} | the property "a" occurs twice
            HEAD'response':{'headers':{'a':5}}}           | "response.headers.a" is not a string
            HEAD'response':{'body':{'x':{'y':1,'y':1}}}}  | the property "y" occurs twice in one object; keep one
            HEAD'response':{},'response':{}}              | the property "response" occurs twice
            HEAD'response':{},'recordedAt':'now'}         | which is not a time; write one such as 2025-06-06T07:30:15Z
            HEAD'response':{},'probe':{'id':'p','at':'x','rule':'','published':'allowed','corrected':'allowed'}} | not a JSON Pointer
            HEAD'response':{},'probe':{'id':'p','at':'','rule':'','published':'maybe','corrected':'allowed'}} | "probe.published" is "maybe"
            HEAD'response':{}} {}                         | there is text after the record
            HEAD'response':{'body':{'a':1e99999}}}        | a number with more digits than the limit of 1,000
            HEAD'response':{                              | not JSON at column
            HEAD'response':{'body':[1,}}                  | not JSON at column
            """)
    void errorsAreReportedWithFileAndLine(String record, String message) {
        ReadResult.Unreadable unreadable = unreadable(record.replace("HEAD", HEAD));
        assertThat(unreadable.message()).contains(message);
        assertThat(unreadable.file()).isEqualTo("some/file.ndjson");
        assertThat(unreadable.line()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "{'firstByte':-1,'end':2}", "{'firstByte':3,'end':2}", "{'firstByte':3}"})
    void timesThatAreNoneNameTheirProperty(String times) {
        assertThat(unreadable(HEAD + "'response':{'status':200,'times':" + times + "}}")
                        .message())
                .contains("response.times");
    }

    @Test
    void aFaultWithinAPrettyRecordIsAtItsOwnLine() {
        assertThat(unreadable("{\n'format':'loupe-exchange/1',\n'id':5}").line())
                .isEqualTo(9);
        assertThat(unreadable("{\n\n\n'format' 5}").line()).isEqualTo(10);
    }

    @Test
    void tenThousandLevelsAreBeyondANamedBound() {
        String deep = HEAD + "'response':{'body':" + "[".repeat(10_000) + "]".repeat(10_000) + "}}";
        assertThat(unreadable(deep).message()).contains("deeper than the limit of 1,000 levels");
    }

    @Test
    void millionsOfNodesAreBeyondANamedBound() {
        String wide = HEAD + "'response':{'body':[" + "[],".repeat(2_100_000) + "[]]}}";
        assertThat(unreadable(wide).message()).contains("more JSON tokens than the limit of 4,000,000");
    }

    @Test
    void aNumberOfManyDigitsIsBeyondANamedBound() {
        String long1 = HEAD + "'response':{'body':" + "1".repeat(2_000) + "}}";
        assertThat(unreadable(long1).message()).contains("a number with more digits than the limit of 1,000");
    }

    @Test
    void aRecordOfMoreThanTheBoundIsNotRead() {
        byte[] large = new byte[InputLimits.RECORD_BYTES + 1];
        assertThat(unreadable(large).message()).startsWith("larger than 32 MiB, the limit");
    }

    @Test
    void anEventOfMoreThanTheBoundIsNotRead() {
        String large = HEAD + "'response':{'stream':[{'raw':'data: " + "x".repeat(9 << 20) + "\\n\\n'}]}}";
        assertThat(unreadable(large).message())
                .isEqualTo("event 0 of the stream is larger than the limit of 8 MiB; exclude this record");
    }

    @ParameterizedTest
    @CsvSource({"255", "192", "237"})
    void bytesThatAreNotUtf8AreReportedWithTheirLocation(int bad) {
        byte[] record =
                (HEAD + "\n'response':{'text':'?x'}}").replace('\'', '"').getBytes(UTF_8);
        int at = new String(record, UTF_8).indexOf('?');
        record[at] = (byte) bad;
        var unreadable = unreadable(record);
        assertThat(unreadable.message()).startsWith("not UTF-8 at byte " + at);
        assertThat(unreadable.line()).isEqualTo(8);
    }
}
