package dev.loupe.serve.wire;

import dev.loupe.serve.response.DeliveryMode;
import dev.loupe.serve.response.PlannedResponse;
import dev.loupe.serve.response.ResponsePayload;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.util.Attribute;
import io.netty.util.AttributeKey;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Writes malformed HTTP responses. The bytes bypass the HTTP encoder, which prevents such responses. The only class that uses
 * internals of Vert.x.
 */
final class MalformedHttpWriter {
    /** An endless response stops here, so that a client without a limit does not fill its disk. */
    private static final long MAX_ENDLESS_BYTES = 1L << 30;

    private static final AttributeKey<Integer> REQUESTS = AttributeKey.valueOf("dev.loupe.serve.requests");

    private final Vertx vertx;
    private final ChannelHandlerContext channel;

    MalformedHttpWriter(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        this.channel = ((ConnectionBase) request.connection()).channelHandlerContext();
    }

    /** Counts a request of a connection; returns how many it has had, including this one. */
    static int counted(HttpServerRequest request) {
        Attribute<Integer> count = ((ConnectionBase) request.connection())
                .channelHandlerContext()
                .channel()
                .attr(REQUESTS);
        int requests = count.get() == null ? 1 : count.get() + 1;
        count.set(requests);
        return requests;
    }

    void send(PlannedResponse response, Buffer body) {
        switch (response.delivery()) {
            case DeliveryMode.ResetAfter reset -> resetAfter(reset.bytes(), message(response, body));
            case DeliveryMode.Trickling trickle -> trickle(message(response, body), 0, trickle);
            case DeliveryMode.Silent silent -> {
                // no bytes; the idle time-out of the server, or the client, ends the connection
            }
            case DeliveryMode.CutInCharacter cut ->
                writeAndClose(head(response, body.length()).appendBuffer(cutInCharacter(body)));
            case DeliveryMode.WrongLength wrong ->
                writeAndClose(head(response, body.length() + wrong.difference()).appendBuffer(body));
            case DeliveryMode.LineFeeds feeds ->
                writeAndClose(
                        Buffer.buffer(head(response, body.length()).toString().replace("\r\n", "\n"))
                                .appendBuffer(body));
            case DeliveryMode.Endless endless -> endless(response, body);
            case DeliveryMode.NotGzip garbage ->
                writeAndClose(head(response.header("content-encoding", "gzip"), body.length())
                        .appendBuffer(body));
            case DeliveryMode.ClosedWithoutResponse closed -> close();
            case DeliveryMode.EndsServer ends -> close();
            case DeliveryMode.ClosedWhenReused closed ->
                throw new IllegalArgumentException("depends on the connection");
            case DeliveryMode.Normal normal -> throw new IllegalArgumentException("not malformed");
            case DeliveryMode.Delayed late -> throw new IllegalArgumentException("not malformed");
            case DeliveryMode.Stalled stalling -> throw new IllegalArgumentException("not malformed");
        }
    }

    private Buffer message(PlannedResponse response, Buffer body) {
        return head(response, body.length()).appendBuffer(body);
    }

    private static Buffer head(PlannedResponse response, long length) {
        Buffer head = Buffer.buffer("HTTP/1.1 " + response.status() + " -\r\nconnection: close\r\n");
        response.headers().forEach((name, value) -> head.appendString(name + ": " + value + "\r\n"));
        if (length >= 0) {
            head.appendString("content-length: " + length + "\r\n");
        }
        return head.appendString("\r\n");
    }

    /** With a linger time of 0, closing sends a reset. */
    private void resetAfter(int bytes, Buffer message) {
        write(message.getBuffer(0, Math.min(bytes, message.length()))).addListener(written -> {
            channel.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            // a reset may discard bytes that the client has not read yet
            vertx.setTimer(20, timer -> close());
        });
    }

    private void trickle(Buffer message, int from, DeliveryMode.Trickling trickle) {
        int to = Math.min(message.length(), from + trickle.bytes());
        if (!channel.channel().isActive()) {
            return;
        }
        if (to == message.length()) {
            writeAndClose(message.getBuffer(from, to));
            return;
        }
        write(message.getBuffer(from, to))
                .addListener(written -> vertx.setTimer(
                        Math.max(1, trickle.every().toMillis()), timer -> trickle(message, to, trickle)));
    }

    private static Buffer cutInCharacter(Buffer body) {
        byte[] bytes = body.getBytes();
        for (int at = 1; at < bytes.length; at++) {
            boolean continues = (bytes[at] & 0xC0) == 0x80;
            if (continues) {
                return body.getBuffer(0, at);
            }
        }
        return body.getBuffer(0, bytes.length / 2);
    }

    /** Without a content length, so that only the end of the connection ends the response. */
    private void endless(PlannedResponse response, Buffer body) {
        boolean stream = response.payload() instanceof ResponsePayload.Events;
        int role = stream ? endOfFrame(body, 0) : 0;
        int text = stream ? endOfFrame(body, role) : body.length() - 1;
        Buffer repeated = stream ? body.getBuffer(role, text) : Buffer.buffer(" ".repeat(1024));
        write(head(response, -1).appendBuffer(body, 0, text)).addListener(written -> repeat(repeated, 0));
    }

    private void repeat(Buffer repeated, long sent) {
        if (sent > MAX_ENDLESS_BYTES) {
            close();
            return;
        }
        // the next write waits for the previous one, so a slow reader uses no memory
        write(repeated).addListener(written -> {
            if (written.isSuccess()) {
                repeat(repeated, sent + repeated.length());
            }
        });
    }

    private static int endOfFrame(Buffer stream, int from) {
        for (int at = from; at + 1 < stream.length(); at++) {
            if (stream.getByte(at) == '\n' && stream.getByte(at + 1) == '\n') {
                return at + 2;
            }
        }
        return stream.length();
    }

    private void writeAndClose(Buffer bytes) {
        write(bytes).addListener(written -> close());
    }

    private void close() {
        ChannelFuture unused = channel.channel().close();
    }

    private ChannelFuture write(Buffer bytes) {
        ChannelHandlerContext encoder = channel.pipeline().context(HttpResponseEncoder.class);
        return (encoder != null ? encoder : channel).writeAndFlush(Unpooled.wrappedBuffer(bytes.getBytes()));
    }
}
