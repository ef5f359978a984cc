package dev.loupe.exchange.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of one line of a recording, before they are parsed. */
final class RecordLine {
    private static final byte[] FORMAT_NAME = "loupe-exchange".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private RecordLine() {}

    static boolean isWhole(byte[] line) {
        int last = line.length - 1;
        while (last > 0 && line[last] <= ' ' && line[last] >= 0) {
            last--;
        }
        return last > 0 && line[last] == '}';
    }

    /** Every record names its format. */
    static boolean mayBeRecord(byte[] line) {
        return isWhole(line) && namesFormat(line);
    }

    private static boolean namesFormat(byte[] line) {
        for (int start = 0; start + FORMAT_NAME.length <= line.length; start++) {
            if (Arrays.equals(line, start, start + FORMAT_NAME.length, FORMAT_NAME, 0, FORMAT_NAME.length)) {
                return true;
            }
        }
        return false;
    }

    static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }

    static byte[] withLineFeed(byte[] line) {
        byte[] with = Arrays.copyOf(line, line.length + 1);
        with[line.length] = '\n';
        return with;
    }

    static byte[] withoutByteOrderMark(byte[] line) {
        boolean marked = line.length >= 3 && Arrays.equals(line, 0, 3, BYTE_ORDER_MARK, 0, 3);
        return marked ? Arrays.copyOfRange(line, 3, line.length) : line;
    }
}
