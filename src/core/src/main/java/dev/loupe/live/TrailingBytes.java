package dev.loupe.live;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.sse.TimedBytes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What follows a response on its connection, which no request caused. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TrailingBytes(byte[] bytes) {
    private static final int MOST = 65_536;
    private static final int BUFFER = 8_192;

    static TrailingBytes read(InputStream in) {
        ByteArrayOutputStream extra = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER];
        try {
            for (int read = in.read(buffer); read >= 0 && extra.size() < MOST; read = in.read(buffer)) {
                extra.write(buffer, 0, read);
            }
        } catch (IOException closed) {
            // the response is complete, so how its connection ends does not matter
        }
        return new TrailingBytes(extra.toByteArray());
    }

    boolean isBlank() {
        return new String(bytes, StandardCharsets.ISO_8859_1).isBlank();
    }

    /** Whether a body of this media type is not complete and these bytes complete it. */
    boolean completes(String type, List<TimedBytes> body) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(TimedBytes.joined(body));
        if (type.contains("event-stream")) {
            return !whole.toString(StandardCharsets.ISO_8859_1).endsWith("\n\n");
        }
        if (!type.contains("json") || isJson(whole.toByteArray())) {
            return false;
        }
        whole.writeBytes(bytes);
        return isJson(whole.toByteArray());
    }

    private static boolean isJson(byte[] bytes) {
        return !Body.of(bytes).json().isMissingNode();
    }
}
