package dev.loupe.exchange.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds line ends, eight bytes at a time: most input is long lines of JSON. */
public final class LineScanner {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long ONES = 0x0101010101010101L;
    private static final long LINE_FEEDS = ONES * '\n';
    private static final long CARRIAGE_RETURNS = ONES * '\r';

    private LineScanner() {}

    /** The first line feed; the end when there is none. */
    static int lineFeed(byte[] bytes, int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end && hasZero((long) LONGS.get(bytes, at) ^ LINE_FEEDS) == 0) {
            at += Long.BYTES;
        }
        while (at < end && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** The first line feed or carriage return; the end when there is none. */
    public static int first(byte[] bytes, int from, int end) {
        int at = from;
        while (at + Long.BYTES <= end) {
            long eight = (long) LONGS.get(bytes, at);
            if ((hasZero(eight ^ LINE_FEEDS) | hasZero(eight ^ CARRIAGE_RETURNS)) != 0) {
                break;
            }
            at += Long.BYTES;
        }
        while (at < end && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        return at;
    }

    /** Not 0 when one of the eight bytes is 0 (Hacker's Delight, 6-1). */
    private static long hasZero(long eight) {
        return (eight - ONES) & ~eight & (ONES << 7);
    }
}
