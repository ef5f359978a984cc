package dev.loupe.exchange.text;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.brotli.dec.BrotliInputStream;

/** Undoes the content-encoding of recorded bodies. Many tools keep the header and store the decoded body. */
public final class ContentDecoder {
    private ContentDecoder() {}

    /** Why a body cannot be decoded. */
    public static final class Undecodable extends Exception {
        private static final long serialVersionUID = 1L;

        private Undecodable(String why) {
            super(why, null, false, false);
        }
    }

    /**
     * The body before its content-encoding.
     *
     * @param codings the value of the header, empty when absent
     */
    public static byte[] decodedBody(byte[] body, String codings) throws Undecodable {
        byte[] bytes = body;
        List<String> encodings = List.of(codings.split(","));
        for (String encoding : encodings.reversed()) {
            bytes = decoded(bytes, encoding.strip().toLowerCase(Locale.ROOT));
        }
        return isGzip(bytes) ? decoded(bytes, "gzip") : bytes;
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes.length > 2 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    private static byte[] decoded(byte[] bytes, String encoding) throws Undecodable {
        if (bytes.length == 0) {
            return bytes;
        }
        // plain text is no compressed data: it is decoded already
        boolean plain = Utf8.isValid(bytes, 0, bytes.length) && bytes[0] >= ' ';
        try {
            return switch (encoding) {
                case "", "identity" -> bytes;
                case "gzip", "x-gzip" -> isGzip(bytes) ? read(new GZIPInputStream(in(bytes))) : bytes;
                case "deflate" -> plain ? bytes : inflated(bytes);
                case "zstd" -> plain ? bytes : read(new ZstdInputStream(in(bytes)));
                case "br" -> plain ? bytes : read(new BrotliInputStream(in(bytes)));
                default -> {
                    if (plain) {
                        yield bytes;
                    }
                    throw new Undecodable(
                            "content-encoding " + encoding + " cannot be decoded; record without compression");
                }
            };
        } catch (IOException | RuntimeException invalid) {
            // the decoder of Zstandard reports damaged bytes by unchecked exceptions
            throw new Undecodable("content-encoding is " + encoding + ", but the body is not: " + invalid.getMessage());
        }
    }

    /** With the header of zlib or, as some servers send it, without. */
    private static byte[] inflated(byte[] bytes) throws IOException, Undecodable {
        boolean zlib =
                (bytes[0] & 0x0f) == 8 && bytes.length > 1 && (((bytes[0] & 0xff) << 8) | (bytes[1] & 0xff)) % 31 == 0;
        Inflater inflater = new Inflater(!zlib);
        try {
            return read(new InflaterInputStream(in(bytes), inflater));
        } finally {
            inflater.end();
        }
    }

    private static ByteArrayInputStream in(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }

    private static byte[] read(InputStream in) throws IOException, Undecodable {
        try (in) {
            return bounded(in.readNBytes(InputLimits.BODY_BYTES + 1));
        }
    }

    private static byte[] bounded(byte[] plain) throws Undecodable {
        if (plain.length > InputLimits.BODY_BYTES) {
            throw new Undecodable("a decoded body is larger than " + InputLimits.mebibytes(InputLimits.BODY_BYTES)
                    + ", the bound; exclude it");
        }
        return plain;
    }
}
