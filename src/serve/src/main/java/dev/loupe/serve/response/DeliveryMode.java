package dev.loupe.serve.response;

import java.time.Duration;

/** How an answer goes over the wire. */
public sealed interface DeliveryMode {
    /** Whole and in order, at the server's pace. */
    record Whole() implements DeliveryMode {}

    /** Whole, but its first byte comes late. */
    record Late(Duration by) implements DeliveryMode {}

    /** A stream that stops for a while before its last frames. */
    record Stalling(Duration by) implements DeliveryMode {}

    /** Cut by a connection reset after so many bytes, the head counted. */
    record ResetAfter(int bytes) implements DeliveryMode {}

    /** Whole, a few bytes at a time. */
    record Trickling(int bytes, Duration every) implements DeliveryMode {}

    /** Nothing, ever, on an open connection. */
    record Silent() implements DeliveryMode {}

    /** Closed between two bytes of one character; an ASCII text is closed at its middle. */
    record CutInCharacter() implements DeliveryMode {}

    /** A content length that is more (or less) than what is sent; the connection is then closed. */
    record WrongLength(int difference) implements DeliveryMode {}

    /** The body, then its last bytes again and again until the client goes away. */
    record Endless() implements DeliveryMode {}

    /** Declared as gzip, and not gzip. */
    record NotGzip() implements DeliveryMode {}

    DeliveryMode WHOLE = new Whole();
}
