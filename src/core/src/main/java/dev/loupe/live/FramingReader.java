package dev.loupe.live;

import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.FramingError.Kind;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.sse.TimedBytes;
import dev.loupe.exchange.text.InputLimits;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one response of HTTP/1.1 and notes every deviation from RFC 9112, which HTTP clients hide or report in their own words. */
final class FramingReader {
    private static final int MAX_LINE = 65_536;
    private static final int MAX_HEADER_LINES = 500;
    private static final int MAX_INTERIM = 10;
    private static final int BUFFER = 8_192;
    private static final int SWITCHING_PROTOCOLS = 101;
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-5]\\d\\d)( .*)?");
    private static final Pattern CHUNK_SIZE = Pattern.compile("0{0,32}[0-9A-Fa-f]{1,7}");

    private final InputStream in;
    private final DoubleSupplier clock;
    private final double latest;
    private final Runnable onComplete;
    private final Map<Kind, String> errors = new EnumMap<>(Kind.class);
    private final List<TimedBytes> body = new ArrayList<>();
    private long size;

    private FramingReader(InputStream in, DoubleSupplier clock, double latest, Runnable onComplete) {
        this.in = in;
        this.clock = clock;
        this.latest = latest;
        this.onComplete = onComplete;
    }

    /**
     * Reads to the end of the connection; a read that times out after the end of the response ends it too.
     *
     * @param clock the time of each part of the body
     * @param latest when the response has to be complete, on this clock
     * @param onComplete runs at the end of the response, before what follows is read
     * @return empty when the bytes do not begin with a status line of HTTP/1
     */
    static Optional<FramedResponse> read(InputStream in, DoubleSupplier clock, double latest, Runnable onComplete)
            throws IOException {
        return new FramingReader(in, clock, latest, onComplete).response();
    }

    private Optional<FramedResponse> response() throws IOException {
        for (int interim = 0; interim < MAX_INTERIM; interim++) {
            String line = line().orElseThrow(() -> new EOFException("closed before the header"));
            var statusLine = STATUS_LINE.matcher(line);
            if (!statusLine.matches()) {
                return line.regionMatches(true, 0, "HTTP/", 0, 5)
                        ? Optional.of(unread(Kind.STATUS_LINE, line.length() + " characters"))
                        : Optional.empty();
            }
            if (statusLine.group(2) == null) {
                note(Kind.REASON, "the line ends");
            }
            int status = Integer.parseInt(statusLine.group(1));
            SortedMap<String, List<String>> fields = headers();
            if (status == SWITCHING_PROTOCOLS) {
                return Optional.of(unread(Kind.SWITCHED, "101"));
            }
            List<String> types = fields.getOrDefault("content-type", List.of());
            if (new HashSet<>(types).size() > 1) {
                note(Kind.TYPES_DIFFER, types.size() + " headers");
            }
            if (status >= 200) {
                double firstByte = clock.getAsDouble();
                return Optional.of(response(status, fields, firstByte, body(status, fields)));
            }
        }
        return Optional.of(unread(Kind.INTERIM, "more than " + MAX_INTERIM));
    }

    private FramedResponse unread(Kind kind, String detail) {
        note(kind, detail);
        return response(0, new TreeMap<>(), clock.getAsDouble(), new ProtocolException(kind.words()));
    }

    private FramedResponse response(
            int status, SortedMap<String, List<String>> fields, double firstByte, @Nullable IOException failure) {
        List<FramingError> found = new ArrayList<>();
        errors.forEach((kind, detail) -> found.add(new FramingError(kind, detail)));
        return new FramedResponse(status, new HeaderFields(fields, true), firstByte, body, found, failure);
    }

    private void note(Kind kind, String detail) {
        errors.putIfAbsent(kind, detail);
    }

    /** A line without its end; empty at the end of the connection. */
    private Optional<String> line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            if (next == '\n') {
                String text = line.toString(StandardCharsets.ISO_8859_1);
                if (!text.endsWith("\r")) {
                    note(Kind.LINE_END, "LF without CR");
                    return Optional.of(text);
                }
                return Optional.of(text.substring(0, text.length() - 1));
            }
            line.write(next);
            if (line.size() > MAX_LINE) {
                throw new ProtocolException("a line of the header is longer than " + MAX_LINE + " bytes");
            }
        }
        return Optional.empty();
    }

    private SortedMap<String, List<String>> headers() throws IOException {
        SortedMap<String, List<String>> fields = new TreeMap<>();
        for (int number = 1; number <= MAX_HEADER_LINES; number++) {
            int count = number;
            String line = line().orElseThrow(() -> new EOFException("closed in the header"));
            if (line.isEmpty()) {
                return fields;
            }
            HeaderLine header = new HeaderLine(line);
            header.error().ifPresent(kind -> note(kind, "line " + count));
            if (header.isReadable()) {
                fields.computeIfAbsent(header.name(), name -> new ArrayList<>()).add(header.value());
            }
        }
        throw new ProtocolException("more than " + MAX_HEADER_LINES + " header lines");
    }

    /** Reads the body; returns why it ends early, or null. */
    private @Nullable IOException body(int status, SortedMap<String, List<String>> fields) {
        try {
            if (status == 204 || status == 304) {
                return null;
            }
            List<String> codings = fields.getOrDefault("transfer-encoding", List.of());
            boolean chunked = !codings.isEmpty()
                    && codings.getLast().toLowerCase(Locale.ROOT).endsWith("chunked");
            Set<String> lengths = lengths(fields);
            if (chunked) {
                if (!lengths.isEmpty()) {
                    note(Kind.LENGTH_AND_CHUNKED, "both are present");
                }
                chunks();
            } else if (lengths.size() > 1) {
                note(Kind.LENGTHS_DIFFER, lengths.size() + " values");
                throw new ProtocolException(Kind.LENGTHS_DIFFER.words());
            } else if (lengths.isEmpty()) {
                untilClosed();
                return null;
            } else {
                fixed(lengths.iterator().next());
            }
            after(fields);
            return null;
        } catch (SocketTimeoutException slow) {
            return new ResponseReceiver.IdleTimeoutException("no byte in time");
        } catch (IOException failed) {
            return failed;
        }
    }

    private Set<String> lengths(SortedMap<String, List<String>> fields) {
        Set<String> lengths = new HashSet<>();
        int count = 0;
        for (String values : fields.getOrDefault("content-length", List.of())) {
            for (String value : values.split(",", -1)) {
                lengths.add(value.strip());
                count++;
            }
        }
        if (lengths.size() == 1 && count > 1) {
            note(Kind.LENGTH_REPEATED, count + " times");
        }
        return lengths;
    }

    private void fixed(String value) throws IOException {
        if (!value.matches("\\d{1,10}")) {
            // RFC 9112, 6.3: where the body ends is unknown
            note(Kind.LENGTH_INVALID, "not digits");
            throw new ProtocolException(Kind.LENGTH_INVALID.words());
        }
        long length = Long.parseLong(value);
        try {
            exactly(length);
        } catch (EOFException | SocketException closed) {
            note(
                    Kind.BODY_SHORTER,
                    "Content-Length is " + length + ", the connection is closed after " + size + " bytes");
            throw closed;
        }
    }

    private void chunks() throws IOException {
        while (true) {
            String line = line().orElse(null);
            if (line == null) {
                note(Kind.LAST_CHUNK, "the connection is closed after " + size + " bytes");
                throw new EOFException("closed before the last chunk");
            }
            String digits = line.split(";", 2)[0].strip();
            if (!CHUNK_SIZE.matcher(digits).matches()) {
                note(Kind.CHUNK_SIZE, "after " + size + " bytes");
                throw new ProtocolException(Kind.CHUNK_SIZE.words());
            }
            int length = Integer.parseInt(digits, 16);
            if (length == 0) {
                headers();
                return;
            }
            chunk(length);
        }
    }

    private void chunk(int length) throws IOException {
        try {
            exactly(length);
        } catch (EOFException | SocketException closed) {
            note(Kind.LAST_CHUNK, "the connection is closed in a chunk, after " + size + " bytes");
            throw closed;
        }
        if (line().filter(String::isEmpty).isEmpty()) {
            note(Kind.CHUNK_LENGTH, "after " + size + " bytes");
            throw new ProtocolException(Kind.CHUNK_LENGTH.words());
        }
    }

    private void exactly(long length) throws IOException {
        for (long left = length; left > 0; ) {
            byte[] buffer = new byte[(int) Math.min(left, BUFFER)];
            int read = in.read(buffer);
            if (read < 0) {
                throw new EOFException("closed after " + size + " bytes of the body");
            }
            add(buffer, read);
            left -= read;
        }
    }

    private void untilClosed() throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            add(buffer, read);
        }
    }

    private void add(byte[] buffer, int length) throws IOException {
        double now = clock.getAsDouble();
        size += length;
        body.add(new TimedBytes(now, Arrays.copyOf(buffer, length)));
        if (size > InputLimits.BODY_BYTES) {
            throw new ResponseReceiver.TooLargeException(
                    "larger than the limit of " + InputLimits.mebibytes(InputLimits.BODY_BYTES));
        }
        if (now > latest) {
            throw new ResponseReceiver.IdleTimeoutException("not finished in time");
        }
    }

    /** Reads what follows the response; if it completes the JSON of the body, it belongs to the body. */
    private void after(SortedMap<String, List<String>> fields) throws IOException {
        onComplete.run();
        TrailingBytes extra = TrailingBytes.read(in);
        if (extra.isBlank()) {
            return;
        }
        String type =
                String.join(",", fields.getOrDefault("content-type", List.of())).toLowerCase(Locale.ROOT);
        if (extra.completes(type, body)) {
            note(Kind.BODY_LONGER, extra.bytes().length + " bytes more");
            add(extra.bytes(), extra.bytes().length);
        } else {
            note(Kind.BYTES_AFTER, extra.bytes().length + " bytes");
        }
    }
}
