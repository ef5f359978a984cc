package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.FramingError.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramingReaderTest {
    private static final String JSON = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private static FramedResponse read(String response) throws IOException {
        byte[] bytes = response.getBytes(StandardCharsets.ISO_8859_1);
        return FramingReader.read(new ByteArrayInputStream(bytes), () -> 1, 2, () -> {})
                .orElseThrow();
    }

    private static String body(FramedResponse response) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        response.body().forEach(part -> body.writeBytes(part.bytes()));
        return body.toString(StandardCharsets.ISO_8859_1);
    }

    private static List<Kind> kinds(FramedResponse response) {
        return response.errors().stream().map(FramingError::kind).toList();
    }

    @ParameterizedTest
    @CsvSource({
        "'Content-Length: 2\r\n\r\n{}'",
        "'content-LENGTH:2\r\nX-Empty:\r\n\r\n{}\r\n'",
        "'\r\n{}'",
        "'Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n'",
        "'Transfer-Encoding: gzip, Chunked\r\n\r\n0000000002;a=b;c=\"d\"\r\n{}\r\n000 ;x\r\nX-Trailer: 1\r\n\r\n'",
    })
    void correctResponsesHaveNoError(String rest) throws IOException {
        FramedResponse response = read(JSON + rest);

        assertThat(response.errors()).isEmpty();
        assertThat(response.failure()).isNull();
        assertThat(body(response)).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "LENGTH_REPEATED, 'Content-Length: 2, 2\r\nContent-Length: 2\r\n\r\n{}'",
        "LENGTH_AND_CHUNKED, 'Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'",
        "BODY_LONGER, 'Content-Length: 1\r\n\r\n{}'",
        "BYTES_AFTER, 'Content-Length: 2\r\n\r\n{}HTTP/1.1 200 OK'",
        "HEADER_SYNTAX, 'no header\r\nContent-Length: 2\r\n\r\n{}'",
        "HEADER_SYNTAX, 'X-Space : 1\r\nContent-Length: 2\r\n\r\n{}'",
        "HEADER_CONTROL, 'X-Nul: \0\r\nContent-Length: 2\r\n\r\n{}'",
        "HEADER_CONTROL, 'X-Cr: a\rb\r\nContent-Length: 2\r\n\r\n{}'",
        "TYPES_DIFFER, 'Content-Type: text/html\r\nContent-Length: 2\r\n\r\n{}'",
        "FOLDED_HEADER, 'X-Folded: 1\r\n 2\r\nContent-Length: 2\r\n\r\n{}'",
        "LINE_END, 'Content-Length: 2\n\n{}'",
    })
    void anErrorInAReadableResponseIsFoundAndTheBodyIsComplete(Kind kind, String rest) throws IOException {
        FramedResponse response = read(JSON + rest);

        assertThat(kinds(response)).containsExactly(kind);
        assertThat(response.failure()).isNull();
        assertThat(body(response)).isEqualTo("{}");
    }

    @ParameterizedTest
    @CsvSource({
        "LENGTH_INVALID, 'Content-Length: two\r\n\r\n{}'",
        "LENGTH_INVALID, 'Content-Length: -5\r\n\r\n{}'",
        "LENGTH_INVALID, 'Content-Length: 99999999999999999999\r\n\r\n{}'",
        "BODY_SHORTER, 'Content-Length: 12\r\n\r\n{}'",
        "LENGTHS_DIFFER, 'Content-Length: 5\r\nContent-Length: 2\r\n\r\n{}'",
        "CHUNK_SIZE, 'Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n'",
        "CHUNK_SIZE, 'Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n'",
        "CHUNK_SIZE, 'Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n{}\r\n0\r\n\r\n'",
        "CHUNK_LENGTH, 'Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n'",
        "LAST_CHUNK, 'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n'",
        "LAST_CHUNK, 'Transfer-Encoding: chunked\r\n\r\n5\r\n{}'",
    })
    void anUnreadableResponseEndsWithAFailure(Kind kind, String rest) throws IOException {
        FramedResponse response = read(JSON + rest);

        assertThat(kinds(response)).containsExactly(kind);
        assertThat(response.failure()).isNotNull();
    }

    @Test
    void aStreamThatGoesOnAfterItsLengthIsLongerThanItsLength() throws IOException {
        FramedResponse response =
                read("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 4\r\n\r\ndata: [DONE]\n\n");

        assertThat(kinds(response)).containsExactly(Kind.BODY_LONGER);
        assertThat(body(response)).isEqualTo("data: [DONE]\n\n");
    }

    @Test
    void interimResponsesAreSkipped() throws IOException {
        FramedResponse response = read("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n");

        assertThat(response.status()).isEqualTo(204);
        assertThat(response.errors()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "STATUS_LINE, 'HTTP/1.1 OK\r\n\r\n'",
        "STATUS_LINE, 'HTTP/2 200 OK\r\n\r\n'",
        "STATUS_LINE, 'http/1.1 200 OK\r\n\r\n'",
        "STATUS_LINE, 'HTTP/1.1  200 OK\r\n\r\n'",
        "SWITCHED, 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n'",
    })
    void aResponseWithoutAFinalStatusHasAFailure(Kind kind, String bytes) throws IOException {
        FramedResponse response = read(bytes);

        assertThat(kinds(response)).containsExactly(kind);
        assertThat(response.status()).isZero();
        assertThat(response.failure()).hasMessage(kind.words());
    }

    @Test
    void interimResponsesWithoutEndAreNotRead() throws IOException {
        FramedResponse response = read("HTTP/1.1 100 Continue\r\n\r\n".repeat(11) + "HTTP/1.1 204 No Content\r\n\r\n");

        assertThat(kinds(response)).containsExactly(Kind.INTERIM);
        assertThat(response.failure()).isNotNull();
    }

    @Test
    void aMissingSpaceAfterTheStatusIsTolerated() throws IOException {
        FramedResponse response = read("HTTP/1.1 204\r\n\r\n");

        assertThat(kinds(response)).containsExactly(Kind.REASON);
        assertThat(response.status()).isEqualTo(204);
    }

    @Test
    void bytesOfAnotherProtocolAreNoResponse() throws IOException {
        byte[] bytes = "SSH-2.0-OpenSSH\r\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(FramingReader.read(new ByteArrayInputStream(bytes), () -> 1, 2, () -> {}))
                .isEmpty();
    }

    @Test
    void aBodyThatIsNotCompleteInTimeIsNoFramingError() throws IOException {
        byte[] bytes = (JSON + "Content-Length: 2\r\n\r\n{}").getBytes(StandardCharsets.ISO_8859_1);

        FramedResponse response = FramingReader.read(new ByteArrayInputStream(bytes), () -> 3, 2, () -> {})
                .orElseThrow();

        assertThat(response.errors()).isEmpty();
        assertThat(response.failure()).isInstanceOf(ResponseReceiver.IdleTimeoutException.class);
    }
}
