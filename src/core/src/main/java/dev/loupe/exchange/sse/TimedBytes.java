package dev.loupe.exchange.sse;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import org.apiguardian.api.API;

/**
 * Bytes of a stream that arrived together: sender and network split a stream independently of its events.
 *
 * @param at milliseconds since the request was sent; negative when not recorded
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
@API(status = API.Status.EXPERIMENTAL)
public record TimedBytes(double at, byte[] bytes) {
    /** The bytes of all parts. */
    public static byte[] joined(List<TimedBytes> parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream(
                parts.stream().mapToInt(part -> part.bytes().length).sum());
        parts.forEach(part -> joined.writeBytes(part.bytes()));
        return joined.toByteArray();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TimedBytes that && at == that.at && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(at) + Arrays.hashCode(bytes);
    }
}
