package dev.loupe.serve.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.redact.Redactor;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstHeadersTest {
    @Test
    void aConnectionWithoutCompleteHeadersIsClosed(@TempDir Path folder) throws Exception {
        RecordingProxyOptions options =
                RecordingProxyOptions.of(URI.create("http://127.0.0.1:9"), folder, Redactor.of("AIMLAPI_KEY"));
        try (RecordingProxy recorder = RecordingProxy.start(options, 20);
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(),
                        URI.create(recorder.url()).getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("POST /v1 HTTP/1.1\r\nX-A: b\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }
}
