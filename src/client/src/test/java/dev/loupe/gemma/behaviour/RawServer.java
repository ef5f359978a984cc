package dev.loupe.gemma.behaviour;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A server that knows no HTTP: it reads a request and plays a script of bytes, for each connection the next one. */
public final class RawServer implements AutoCloseable {
    private final ServerSocket listener;
    private final List<Received> requests = new CopyOnWriteArrayList<>();
    private final List<Socket> open = new CopyOnWriteArrayList<>();
    private final LinkedBlockingQueue<Boolean> hangUps = new LinkedBlockingQueue<>();
    private volatile List<Script> scripts = List.of();
    private final Semaphore chunksRead = new Semaphore(0);
    private CompletableFuture<Void> asked = new CompletableFuture<>();
    private int served;

    /** One request as it came. */
    public record Received(String head, String body) {
        /** The value of a header, or an empty text. */
        public String header(String name) {
            for (String line : head.lines().toList()) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }
    }

    public RawServer() {
        this(0);
    }

    /** @param port 0 for any that is free */
    public RawServer(int port) {
        try {
            listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::listen);
    }

    public String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** From now on the connections get these scripts, one each; the last one is played again and again. */
    public synchronized RawServer plays(Script... newScripts) {
        scripts = List.of(newScripts);
        served = 0;
        requests.clear();
        hangUps.clear();
        asked = new CompletableFuture<>();
        return this;
    }

    /** Done as soon as a request has come since the scripts were given. */
    public synchronized CompletableFuture<Void> isAsked() {
        return asked;
    }

    /** The test has read one more chunk of the stream of the last request. */
    public void chunkIsRead() {
        chunksRead.release();
    }

    public List<Received> requests() {
        return List.copyOf(requests);
    }

    /** Whether a client closes its connection within this time, before the script is over. */
    public boolean isHungUpWithin(Duration time) {
        try {
            return hangUps.poll(time.toMillis(), TimeUnit.MILLISECONDS) != null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                open.add(socket);
                daemon(() -> serve(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setTcpNoDelay(true);
            Received received = read(new BufferedInputStream(socket.getInputStream()));
            if (received != null) {
                Script script = next(received);
                play(script, socket);
            }
        } catch (IOException hungUp) {
            hangUps.add(true);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(socket);
        }
    }

    private synchronized Script next(Received received) {
        requests.add(received);
        asked.complete(null);
        chunksRead.drainPermits();
        return scripts.get(Math.min(served++, scripts.size() - 1));
    }

    private static Received read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return null;
            }
            head.write(b);
        }
        Received received = new Received(head.toString(StandardCharsets.ISO_8859_1), "");
        String length = received.header("content-length");
        if (!length.isEmpty()) {
            byte[] body = in.readNBytes(Integer.parseInt(length));
            return new Received(received.head(), new String(body, StandardCharsets.UTF_8));
        }
        return received;
    }

    private void play(Script script, Socket socket) throws IOException, InterruptedException {
        OutputStream out = socket.getOutputStream();
        for (Script.Step step : script.steps()) {
            if (step instanceof Script.Send send) {
                out.write(send.bytes().array());
                out.flush();
            } else if (step instanceof Script.Forever forever) {
                while (true) {
                    out.write(forever.bytes().array());
                }
            } else if (step instanceof Script.Reset reset) {
                // a reset discards what the other side has not read
                if (!chunksRead.tryAcquire(reset.afterChunks(), 10, TimeUnit.MINUTES)) {
                    throw new IllegalStateException("the test did not read " + reset.afterChunks() + " chunks");
                }
                socket.setSoLinger(true, 0);
                return;
            } else {
                untilHungUp(socket);
            }
        }
        socket.shutdownOutput();
    }

    private void untilHungUp(Socket socket) throws IOException {
        socket.setSoTimeout(600_000);
        while (socket.getInputStream().read() >= 0) {
            // a client that sends more is not hanging up
        }
        throw new IOException("the client hung up");
    }

    /** Everything this server was sent, in one text: to look for what must not be there. */
    public String everythingReceived() {
        List<String> all = new ArrayList<>();
        requests.forEach(request -> all.add(request.head() + request.body()));
        return String.join("\n", all);
    }
}
