package dev.loupe.exchange;

import org.apiguardian.api.API;

/**
 * A deviation of a response from the message format of HTTP/1.1.
 *
 * @param detail what was announced and what arrived; contains no text of the response
 */
@API(status = API.Status.EXPERIMENTAL)
public record FramingError(Kind kind, String detail) {
    /** The kind of deviation; lower case in recordings. */
    public enum Kind {
        LINE_END(true, "a line of the header ends with LF alone"),
        FOLDED_HEADER(true, "a header continues on a second line"),
        BYTES_AFTER(true, "bytes follow the end of the response"),
        LENGTH_REPEATED(true, "Content-Length is sent more than once, with one value"),
        CODING_UNKNOWN(true, "Content-Encoding names no coding, and the body has none"),
        REASON(true, "no space follows the status"),
        TYPES_DIFFER(true, "Content-Type is sent twice, with different values"),
        CUT_ONCE(true, "the response was cut or malformed, and complete when it was requested again"),
        INTERIM(true, "more than 10 interim responses precede the response"),
        STATUS_LINE(false, "the first line is not a version of HTTP/1, a status of three digits and a reason"),
        SWITCHED(false, "status 101 switches to a protocol that the request does not offer"),
        HEADER_SYNTAX(false, "a line of the header is not a name, a colon and a value"),
        HEADER_CONTROL(false, "the value of a header contains NUL or CR"),
        LENGTH_INVALID(false, "Content-Length is not a number"),
        LENGTHS_DIFFER(false, "Content-Length is sent twice, with different values"),
        LENGTH_AND_CHUNKED(false, "Content-Length and Transfer-Encoding: chunked are both sent"),
        BODY_SHORTER(false, "the body is shorter than Content-Length"),
        BODY_LONGER(false, "the body is longer than Content-Length"),
        CHUNK_SIZE(false, "the size of a chunk is not a hexadecimal number"),
        CHUNK_LENGTH(false, "a chunk is not as long as its size"),
        LAST_CHUNK(false, "the last chunk is missing"),
        CODING(false, "the body is not in the format of its Content-Encoding");

        private final boolean tolerated;
        private final String words;

        Kind(boolean tolerated, String words) {
            this.tolerated = tolerated;
            this.words = words;
        }

        /** Whether RFC 9112 allows a client to accept it. */
        public boolean tolerated() {
            return tolerated;
        }

        /** What is wrong. */
        public String words() {
            return words;
        }
    }
}
