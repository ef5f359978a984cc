package dev.loupe.exchange.file;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.sse.TimedBytes;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apiguardian.api.API;

/**
 * The file of an exchange that is being recorded, {@code NAME.json.part}: the beginning of its record, one line for each part. The
 * part after the last line feed is incomplete when the process was killed. The caller removes secrets first.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class PartialRecording {
    /** Appended to the name of the recording. */
    public static final String SUFFIX = ".part";

    /** Why a partial file has no end. */
    public static final Reply.Failure CUT =
            new Reply.Failure(Reply.Failure.Kind.OTHER, "the recorder stopped before the end of this exchange");

    private static final byte[] NOTHING = {};
    private static final String STREAM_BEGINS = "\"stream\":[";

    private PartialRecording() {}

    /** Whether this is the name of a partial file. */
    public static boolean isName(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".json" + SUFFIX);
    }

    /** The first line: the exchange without its response. */
    public static byte[] request(Exchange exchange) {
        return line(RecordWriter.beginning(exchange), "");
    }

    /** The first line of a stream: request, status and headers. It replaces the line of the request. */
    public static byte[] stream(Exchange exchange, Reply.Head head) {
        return line(RecordWriter.beginning(exchange, head), "");
    }

    /** A line for each piece of the stream. */
    public static byte[] pieces(Exchange exchange, List<TimedBytes> pieces) {
        var lines = new ByteArrayOutputStream();
        for (TimedBytes piece : pieces) {
            lines.writeBytes(line(RecordWriter.piece(exchange, piece), ","));
        }
        return lines.toByteArray();
    }

    private static byte[] line(byte[] json, String separator) {
        byte[] end = (separator + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] line = Arrays.copyOf(json, json.length + end.length);
        System.arraycopy(end, 0, line, json.length, end.length);
        return line;
    }

    /** The record of a partial file: its complete lines, with {@link #CUT} as failure; empty when there is no complete line. */
    public static byte[] complete(byte[] bytes) {
        int length = bytes.length;
        // a line that was not written completely is dropped
        while (length > 0 && bytes[length - 1] != '\n') {
            length--;
        }
        if (length == 0) {
            return NOTHING;
        }
        String failure = ",\"failure\":{\"kind\":\"other\",\"message\":\"" + CUT.message() + "\"}}";
        int end = length - 1;
        boolean pieces = bytes[end - 1] == ',';
        if (pieces) {
            end--;
        }
        String rest = pieces || endsWith(bytes, end, STREAM_BEGINS) ? "]}" + failure : ",\"response\":null" + failure;
        byte[] closing = rest.getBytes(StandardCharsets.US_ASCII);
        byte[] record = Arrays.copyOf(bytes, end + closing.length);
        System.arraycopy(closing, 0, record, end, closing.length);
        return record;
    }

    private static boolean endsWith(byte[] bytes, int end, String text) {
        byte[] expected = text.getBytes(StandardCharsets.US_ASCII);
        return end >= expected.length && Arrays.equals(bytes, end - expected.length, end, expected, 0, expected.length);
    }
}
