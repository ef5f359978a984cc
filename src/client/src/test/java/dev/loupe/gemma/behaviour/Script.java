package dev.loupe.gemma.behaviour;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What the server does with one connection once it has read a request, step by step. */
public final class Script {
    /** One step. */
    sealed interface Step {}

    record Send(ByteBuffer bytes) implements Step {}

    /** Sends the bytes again and again until the client hangs up. */
    record Forever(ByteBuffer bytes) implements Step {}

    /** Does nothing until the client hangs up. */
    record Hang() implements Step {}

    /** Breaks the connection instead of closing it, as soon as the test has read this number of chunks. */
    record Reset(int afterChunks) implements Step {}

    private final List<Step> steps = new ArrayList<>();

    private Script() {}

    public static Script of(byte[] bytes) {
        return new Script().then(bytes);
    }

    /** Closes without a word. */
    public static Script silent() {
        return new Script();
    }

    /** A whole answer that is not a stream. */
    public static Script answer(int status, String type, String body, String... headers) {
        return answer(status, type, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    public static Script answer(int status, String type, byte[] body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        all.add("Content-Length: " + body.length);
        return of(head(status, type, all)).then(body);
    }

    public static Script json(String body) {
        return answer(200, "application/json", body);
    }

    /** The head of a stream that ends when the connection does. */
    public static Script stream(String... headers) {
        return of(head(200, "text/event-stream", List.of(headers)));
    }

    /** The head of a stream in chunked coding, and the body as one chunk, with or without the end mark of that coding. */
    public static Script chunked(byte[] body, boolean ended) {
        Script script = of(head(200, "text/event-stream", List.of("Transfer-Encoding: chunked")));
        if (body.length > 0) {
            script.then(Integer.toHexString(body.length) + "\r\n").then(body).then("\r\n");
        }
        return ended ? script.then("0\r\n\r\n") : script;
    }

    private static byte[] head(int status, String type, List<String> headers) {
        StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
        if (!type.isEmpty()) {
            head.append("Content-Type: ").append(type).append("\r\n");
        }
        headers.forEach(header -> head.append(header).append("\r\n"));
        return head.append("Connection: close\r\n\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    public Script then(byte[] bytes) {
        steps.add(new Send(ByteBuffer.wrap(bytes)));
        return this;
    }

    public Script then(String text) {
        return then(text.getBytes(StandardCharsets.UTF_8));
    }

    /** One event with this data. */
    public Script event(String data) {
        return then("data: " + data + "\n\n");
    }

    /** Each byte by itself. */
    public Script byteByByte(byte[] bytes) {
        for (byte b : bytes) {
            then(new byte[] {b});
        }
        return this;
    }

    public Script forever(String text) {
        steps.add(new Forever(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
        return this;
    }

    public Script hang() {
        steps.add(new Hang());
        return this;
    }

    /** At once: what the client has not read yet may be lost. */
    public Script reset() {
        return resetAfterChunks(0);
    }

    /**
     * Resets the connection after the test has read some chunks.
     *
     * @param chunks those that the test reads first; it reports each with {@link RawServer#chunkIsRead}
     */
    public Script resetAfterChunks(int chunks) {
        steps.add(new Reset(chunks));
        return this;
    }

    List<Step> steps() {
        return steps;
    }
}
