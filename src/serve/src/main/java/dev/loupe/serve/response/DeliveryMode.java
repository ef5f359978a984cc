package dev.loupe.serve.response;

import java.time.Duration;

/** How a response is sent. */
public sealed interface DeliveryMode {
    /** Complete, with the configured latency and speed. */
    record Normal() implements DeliveryMode {}

    /** Complete, with a delayed first byte. */
    record Delayed(Duration by) implements DeliveryMode {}

    /** A stream that pauses before its last frames. */
    record Stalled(Duration by) implements DeliveryMode {}

    /** Ended by a connection reset after this number of bytes, including the header. */
    record ResetAfter(int bytes) implements DeliveryMode {}

    /** Complete, a few bytes at a time. */
    record Trickling(int bytes, Duration every) implements DeliveryMode {}

    /** No bytes; the connection stays open. */
    record Silent() implements DeliveryMode {}

    /** Closed inside a multi-byte character; an ASCII text is closed in the middle. */
    record CutInCharacter() implements DeliveryMode {}

    /** A content length that differs from the number of bytes sent; then the connection is closed. */
    record WrongLength(int difference) implements DeliveryMode {}

    /** Complete, with header lines that end with LF alone. */
    record LineFeeds() implements DeliveryMode {}

    /** The body, then its last bytes repeatedly until the client disconnects. */
    record Endless() implements DeliveryMode {}

    /** Declared as gzip, but not compressed. */
    record NotGzip() implements DeliveryMode {}

    /** No bytes; the connection is closed. */
    record ClosedWithoutResponse() implements DeliveryMode {}

    /** Complete on a new connection; on one that has had a response, no bytes, and the connection is closed. */
    record ClosedWhenReused() implements DeliveryMode {}

    /** No bytes; this connection and those of the next requests are closed, as if the server started again. */
    record EndsServer(int requests) implements DeliveryMode {}

    DeliveryMode NORMAL = new Normal();
}
