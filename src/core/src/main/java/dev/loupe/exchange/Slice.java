package dev.loupe.exchange;

/** Bytes where they lie, within an array that nobody changes. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Slice(byte[] bytes, int from, int end) {
    int length() {
        return end - from;
    }
}
