package dev.loupe.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** A TCP proxy that injects a fault into each connection, drawn from a seeded generator. */
final class FaultyPath implements AutoCloseable {
    /** What happens to the bytes of the server. */
    enum Fault {
        NONE,
        SINGLE_BYTES,
        DELAY,
        RESET_AT_ONCE,
        RESET_LATER,
        CLOSE_LATER,
        CLOSE_WHEN_IDLE
    }

    private final ServerSocket server;
    private final int target;
    private final Random random;
    private final AtomicInteger injected = new AtomicInteger();

    FaultyPath(int target, long seed) throws IOException {
        this.target = target;
        this.random = new Random(seed);
        server = new ServerSocket(0, 4096, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket client = server.accept();
                    Fault fault = Fault.values()[random.nextInt(Fault.values().length)];
                    int after = random.nextInt(2_000);
                    injected.addAndGet(fault == Fault.NONE ? 0 : 1);
                    Thread.ofVirtual().start(() -> connect(client, fault, after));
                } catch (IOException closed) {
                    // the end of the scenario
                }
            }
        });
    }

    int port() {
        return server.getLocalPort();
    }

    int injected() {
        return injected.get();
    }

    private void connect(Socket client, Fault fault, int after) {
        try (client;
                Socket upstream = new Socket(InetAddress.getLoopbackAddress(), target)) {
            if (fault == Fault.RESET_AT_ONCE) {
                reset(client);
                return;
            }
            Thread.ofVirtual().start(() -> {
                try {
                    client.getInputStream().transferTo(upstream.getOutputStream());
                    upstream.shutdownOutput();
                } catch (IOException gone) {
                    // the other direction ends, too
                }
            });
            if (fault == Fault.CLOSE_WHEN_IDLE) {
                upstream.setSoTimeout(60);
            }
            copy(upstream.getInputStream(), client, fault, after);
        } catch (IOException | InterruptedException gone) {
            // a closed connection is one of the faults
        }
    }

    private static void copy(InputStream in, Socket client, Fault fault, int after) throws IOException, InterruptedException {
        OutputStream out = client.getOutputStream();
        byte[] buffer = new byte[fault == Fault.SINGLE_BYTES ? 1 : 8192];
        int sent = 0;
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (fault == Fault.DELAY) {
                Thread.sleep(20);
            }
            boolean ends = fault == Fault.RESET_LATER || fault == Fault.CLOSE_LATER;
            int length = ends ? Math.min(read, after - sent) : read;
            out.write(buffer, 0, length);
            sent += length;
            if (ends && sent >= after) {
                if (fault == Fault.RESET_LATER) {
                    reset(client);
                }
                return;
            }
        }
    }

    private static void reset(Socket client) throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
