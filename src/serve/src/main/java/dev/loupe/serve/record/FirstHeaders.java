package dev.loupe.serve.record;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.vertx.core.impl.transports.JDKTransport;
import io.vertx.core.net.NetServerOptions;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Closes accepted connections that have no complete headers in time. A server that also accepts HTTP/2 without TLS reports a connection
 * of HTTP/1.1 only with the headers of its first request, because they may be an upgrade.
 */
final class FirstHeaders extends JDKTransport {
    /** Added to the pipeline of a connection when the server reports it. */
    private static final String REPORTED = "handler";

    private final long millis;

    FirstHeaders(long millis) {
        this.millis = millis;
    }

    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap bootstrap) {
        super.configure(options, domainSocket, bootstrap);
        bootstrap.handler(accepting());
    }

    /** Handles the connections that a server accepts. */
    ChannelHandler accepting() {
        return new Accepting();
    }

    @ChannelHandler.Sharable
    private final class Accepting extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object accepted) {
            if (accepted instanceof Channel connection) {
                connection.pipeline().addLast(new Timing());
            }
            context.fireChannelRead(accepted);
        }
    }

    /**
     * Runs on the thread that reads the connection: while that is busy, headers wait that have arrived, and their client is not slow.
     */
    private final class Timing extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            Channel connection = context.channel();
            Future<?> timer =
                    context.executor().schedule(() -> closeUnreported(connection), millis, TimeUnit.MILLISECONDS);
            connection.closeFuture().addListener(closed -> timer.cancel(false));
            context.fireChannelActive();
        }

        private static void closeUnreported(Channel connection) {
            if (connection.isOpen() && connection.pipeline().get(REPORTED) == null) {
                connection.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
            }
        }
    }
}
