package dev.loupe.exchange.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Strict UTF-8: the JSON parser accepts overlong forms and unpaired surrogates. */
public final class Utf8 {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    /** The offset of the first invalid byte, or -1 when the bytes are UTF-8. */
    public static int firstInvalid(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int ascii = skipAscii(bytes, offset, end);
        if (ascii == end) {
            return -1;
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, ascii, end - ascii);
        CharBuffer out = CharBuffer.allocate(Math.min(8192, end - ascii));
        while (true) {
            var result = decoder.decode(in, out, true);
            if (result.isError()) {
                return in.position();
            }
            if (result.isUnderflow()) {
                return -1;
            }
            out.clear();
        }
    }

    public static boolean isValid(byte[] bytes, int offset, int length) {
        return firstInvalid(bytes, offset, length) < 0;
    }

    private static int skipAscii(byte[] bytes, int offset, int end) {
        int at = offset;
        while (at + Long.BYTES <= end && ((long) LONGS.get(bytes, at) & HIGH_BITS) == 0) {
            at += Long.BYTES;
        }
        while (at < end && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** The characters as UTF-8, or null when there is an unpaired surrogate. */
    public static byte @Nullable [] encode(char[] chars, int offset, int length) {
        byte[] bytes = new byte[length];
        // the virtual machine optimises this encoder only
        var ascii = StandardCharsets.US_ASCII
                .newEncoder()
                .encode(CharBuffer.wrap(chars, offset, length), ByteBuffer.wrap(bytes), true);
        return ascii.isUnderflow() ? bytes : encodeSlowly(chars, offset, length);
    }

    private static byte @Nullable [] encodeSlowly(char[] chars, int offset, int length) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(chars, offset, length));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            return null;
        }
    }
}
