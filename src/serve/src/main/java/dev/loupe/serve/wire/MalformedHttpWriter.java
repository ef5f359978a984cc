package dev.loupe.serve.wire;

import dev.loupe.serve.response.DeliveryMode;
import dev.loupe.serve.response.PlannedResponse;
import dev.loupe.serve.response.ResponsePayload;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;

/**
 * Writes an answer in a way that no HTTP server would: the bytes go to the socket past the HTTP encoder, which is there to
 * prevent all of this. The only place that reaches under Vert.x.
 */
final class MalformedHttpWriter {
    /** An endless answer ends somewhere, so that a client without a bound does not fill its disk. */
    private static final long ENDLESS = 1L << 30;

    private final Vertx vertx;
    private final ChannelHandlerContext channel;

    MalformedHttpWriter(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        this.channel = ((ConnectionBase) request.connection()).channelHandlerContext();
    }

    void send(PlannedResponse answer, Buffer body) {
        switch (answer.delivery()) {
            case DeliveryMode.ResetAfter reset -> resetAfter(reset.bytes(), whole(answer, body));
            case DeliveryMode.Trickling trickle -> trickle(whole(answer, body), 0, trickle);
            case DeliveryMode.Silent silent -> {
                // nothing is said; the idle time-out of the server, or the client, ends it
            }
            case DeliveryMode.CutInCharacter cut ->
                writeAndClose(head(answer, body.length()).appendBuffer(cutInCharacter(body)));
            case DeliveryMode.WrongLength wrong ->
                writeAndClose(head(answer, body.length() + wrong.difference()).appendBuffer(body));
            case DeliveryMode.Endless endless -> endless(answer, body);
            case DeliveryMode.NotGzip garbage ->
                writeAndClose(head(answer.header("content-encoding", "gzip"), body.length())
                        .appendBuffer(body));
            case DeliveryMode.Whole whole -> throw new IllegalArgumentException("not broken");
            case DeliveryMode.Late late -> throw new IllegalArgumentException("not broken");
            case DeliveryMode.Stalling stalling -> throw new IllegalArgumentException("not broken");
        }
    }

    private Buffer whole(PlannedResponse answer, Buffer body) {
        return head(answer, body.length()).appendBuffer(body);
    }

    private static Buffer head(PlannedResponse answer, long length) {
        Buffer head = Buffer.buffer("HTTP/1.1 " + answer.status() + " -\r\nconnection: close\r\n");
        answer.headers().forEach((name, value) -> head.appendString(name + ": " + value + "\r\n"));
        if (length >= 0) {
            head.appendString("content-length: " + length + "\r\n");
        }
        return head.appendString("\r\n");
    }

    /** With no time to linger, closing sends a reset in place of an orderly end. */
    private void resetAfter(int bytes, Buffer whole) {
        write(whole.getBuffer(0, Math.min(bytes, whole.length()))).addListener(written -> {
            channel.channel().config().setOption(ChannelOption.SO_LINGER, 0);
            // the peer may lose what it has not read yet when the reset overtakes it
            vertx.setTimer(20, timer -> close());
        });
    }

    private void trickle(Buffer whole, int from, DeliveryMode.Trickling trickle) {
        int to = Math.min(whole.length(), from + trickle.bytes());
        if (!channel.channel().isActive()) {
            return;
        }
        if (to == whole.length()) {
            writeAndClose(whole.getBuffer(from, to));
            return;
        }
        write(whole.getBuffer(from, to))
                .addListener(written ->
                        vertx.setTimer(Math.max(1, trickle.every().toMillis()), timer -> trickle(whole, to, trickle)));
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

    /** Without a length, so that only the end of the connection could end it. */
    private void endless(PlannedResponse answer, Buffer body) {
        boolean stream = answer.said() instanceof ResponsePayload.Events;
        int role = stream ? endOfFrame(body, 0) : 0;
        int text = stream ? endOfFrame(body, role) : body.length() - 1;
        Buffer again = stream ? body.getBuffer(role, text) : Buffer.buffer(" ".repeat(1024));
        write(head(answer, -1).appendBuffer(body, 0, text)).addListener(written -> goOn(again, 0));
    }

    private void goOn(Buffer again, long sent) {
        if (sent > ENDLESS) {
            close();
            return;
        }
        // one write at a time: the next waits until the socket took this one, so a slow reader costs no memory
        write(again).addListener(written -> {
            if (written.isSuccess()) {
                goOn(again, sent + again.length());
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
