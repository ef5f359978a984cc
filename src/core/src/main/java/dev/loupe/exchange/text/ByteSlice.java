package dev.loupe.exchange.text;

/** A range of an array that never changes. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ByteSlice(byte[] bytes, int from, int end) {
    public int length() {
        return end - from;
    }
}
