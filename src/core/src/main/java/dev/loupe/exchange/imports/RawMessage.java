package dev.loupe.exchange.imports;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.loupe.exchange.HeaderFields;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * An HTTP message as it was transferred.
 *
 * @param start its first line
 * @param body without its transfer-encoding
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawMessage(String start, HeaderFields headers, byte[] body) {
    /** Reads the bytes of a head and of a body. */
    static RawMessage of(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        int crlf = text.indexOf("\r\n\r\n");
        int lf = text.indexOf("\n\n");
        boolean lines = lf >= 0 && (crlf < 0 || lf < crlf);
        int end = lines ? lf : crlf;
        HeaderFields headers = headers(end < 0 ? text : text.substring(0, end));
        byte[] body = end < 0 ? new byte[0] : Arrays.copyOfRange(bytes, end + (lines ? 2 : 4), bytes.length);
        boolean chunked = headers.first("transfer-encoding").orElse("").equalsIgnoreCase("chunked");
        return new RawMessage(text.lines().findFirst().orElse(""), headers, chunked ? unchunked(body) : body);
    }

    /** The fields of the lines of a head; the first line is the request line or the status line, if it is one. */
    static HeaderFields headers(String head) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        head.lines().filter(line -> !line.startsWith("HTTP/")).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && line.lastIndexOf(' ', colon) < 0) {
                fields.add(Map.entry(
                        line.substring(0, colon), line.substring(colon + 1).strip()));
            }
        });
        return ImportedMessages.headers(fields);
    }

    /** The status of a status line; 0 when it is none. */
    int status() {
        return start.matches("HTTP/[0-9.]+ [1-5][0-9]{2}\\b.*")
                ? Integer.parseInt(start.substring(start.indexOf(' ') + 1, start.indexOf(' ') + 4))
                : 0;
    }

    /** Tools that show a body without its chunks may keep the header. */
    private static byte[] unchunked(byte[] body) {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        String text = new String(body, ISO_8859_1);
        for (int at = 0; at < body.length; ) {
            int line = text.indexOf("\r\n", at);
            String size = line < 0
                    ? ""
                    : text.substring(at, line).replaceFirst(";.*", "").strip();
            int length = size.matches("[0-9a-fA-F]{1,7}") ? Integer.parseInt(size, 16) : -1;
            if (length < 0 || line + 2 + length > body.length) {
                return body;
            }
            if (length == 0) {
                return plain.toByteArray();
            }
            plain.write(body, line + 2, length);
            at = line + 2 + length + 2;
        }
        return plain.toByteArray();
    }
}
