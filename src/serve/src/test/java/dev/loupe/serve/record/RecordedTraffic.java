package dev.loupe.serve.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.serve.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;

/** A recorder before an upstream, a client that sends raw requests, and what is recorded. */
abstract class RecordedTraffic {
    static final String OK = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n%s\r\n{}";

    @TempDir
    Path folder;

    final List<String> losses = Collections.synchronizedList(new ArrayList<>());

    RecordingProxy start(ScriptedUpstream upstream) {
        return start(upstream, options -> options);
    }

    RecordingProxy start(ScriptedUpstream upstream, UnaryOperator<RecordingProxyOptions> more) {
        RecordingProxyOptions options = RecordingProxyOptions.of(
                URI.create("http://127.0.0.1:" + upstream.port()), folder.resolve("out"), Redactor.of("API_KEY"));
        return RecordingProxy.start(more.apply(options.observer(new RecordingObserver() {
            @Override
            public void lost(String reason) {
                losses.add(reason);
            }
        })));
    }

    static String send(RecordingProxy recorder, String request) throws IOException {
        return send(URI.create(recorder.url()).getPort(), request);
    }

    static String send(int port, String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(600_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return ScriptedUpstream.read(socket.getInputStream());
        }
    }

    static String post(String body) {
        return "POST /v1/chat/completions HTTP/1.1\r\nhost: localhost\r\ncontent-length: " + body.length() + "\r\n\r\n"
                + body;
    }

    List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("out"))) {
            return files.sorted().toList();
        }
    }

    JsonNode recording() throws IOException {
        return Endpoint.json(Files.readString(files().getFirst()));
    }
}
