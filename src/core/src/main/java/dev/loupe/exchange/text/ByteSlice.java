package dev.loupe.exchange.text;

/** Bytes where they lie, within an array that nobody changes. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ByteSlice(byte[] bytes, int from, int end) {
    public int length() {
        return end - from;
    }
}
