package dev.loupe.serve.answer;

import java.time.Duration;

/** How an answer goes over the wire. */
public sealed interface Delivery {
    /** Whole and in order, at the server's pace. */
    record Whole() implements Delivery {}

    /** Whole, but its first byte comes late. */
    record Late(Duration by) implements Delivery {}

    /** A stream that stops for a while before its last frames. */
    record Stalling(Duration by) implements Delivery {}

    /** Cut by a connection reset after so many bytes, the head counted. */
    record ResetAfter(int bytes) implements Delivery {}

    /** Whole, a few bytes at a time. */
    record Trickling(int bytes, Duration every) implements Delivery {}

    /** Nothing, ever, on an open connection. */
    record Silent() implements Delivery {}

    /** Closed between two bytes of one character; an ASCII text is closed at its middle. */
    record CutInCharacter() implements Delivery {}

    /** A content length that is more (or less) than what is sent; the connection is then closed. */
    record WrongLength(int difference) implements Delivery {}

    /** The body, then its last bytes again and again until the client goes away. */
    record Endless() implements Delivery {}

    /** Declared as gzip, and not gzip. */
    record NotGzip() implements Delivery {}

    Delivery WHOLE = new Whole();
}
