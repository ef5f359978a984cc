package dev.loupe.exchange.sse;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.text.ByteSlice;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/**
 * One event of a stream, without comments and empty events. Its data is decoded on demand: the text of a JSON frame is rarely
 * needed, and the bytes of the stream are in memory anyway.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class SseEvent {
    private final double at;
    private final String type;
    private final byte[] bytes;
    private final int from;
    private final int end;
    private final @Nullable JsonNode json;
    private final boolean dropped;

    /**
     * An event that is not from bytes.
     *
     * @param at milliseconds since the request was sent when its first byte arrived; negative when not recorded
     * @param type the {@code event:} field, empty when absent
     * @param data the {@code data:} lines joined by line feeds
     * @param json the data as JSON; null when it is not JSON ({@code [DONE]} is not)
     */
    public SseEvent(double at, String type, String data, @Nullable JsonNode json) {
        this(at, type, data.getBytes(StandardCharsets.UTF_8), json);
    }

    private SseEvent(double at, String type, byte[] data, @Nullable JsonNode json) {
        this(at, type, new ByteSlice(data, 0, data.length), json, false);
    }

    SseEvent(double at, String type, ByteSlice data, @Nullable JsonNode json, boolean dropped) {
        this.at = at;
        this.type = type;
        this.bytes = data.bytes();
        this.from = data.from();
        this.end = data.end();
        this.json = json;
        this.dropped = dropped;
    }

    /** Milliseconds since the request was sent when its first byte arrived; negative when not recorded. */
    public double at() {
        return at;
    }

    /** The {@code event:} field, empty when absent. */
    public String type() {
        return type;
    }

    /** The {@code data:} lines joined by line feeds. */
    public String data() {
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /** The data as JSON, parsed once and immutable; null when it is not JSON ({@code [DONE]} is not). */
    public @Nullable JsonNode json() {
        return json;
    }

    /** Whether clients drop this event: its line is a chunk without the field name {@code data}, which is in small letters. */
    public boolean isDropped() {
        return dropped;
    }

    public boolean isDone() {
        return json == null && data().strip().equals("[DONE]");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SseEvent that
                && at == that.at
                && dropped == that.dropped
                && type.equals(that.type)
                && data().equals(that.data())
                && Objects.equals(json, that.json);
    }

    @Override
    public int hashCode() {
        return Objects.hash(at, type, data());
    }

    @Override
    public String toString() {
        return "SseEvent[at=" + at + ", type=" + type + ", data=" + data() + "]";
    }
}
