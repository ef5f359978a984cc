package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.loupe.exchange.text.InputLimits;
import dev.loupe.exchange.text.StrictJson;
import dev.loupe.exchange.text.Utf8;
import dev.loupe.text.InputFile;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A file to import, read once; its content as JSON or YAML is parsed on demand. */
final class ImportFile {
    static final int MOST_BYTES = 2 * InputLimits.RECORD_BYTES;

    private static final int BEGINNING = 4_096;

    /** How a compressed file begins; a gzip file inside of one is still compressed. */
    private static final Map<Pattern, String> COMPRESSIONS = Map.of(
            Pattern.compile("BZh[1-9]1AY&SY"), "bzip2",
            Pattern.compile("\u00fd7zXZ\0"), "xz",
            Pattern.compile("\\(\u00b5/\u00fd"), "zstd",
            Pattern.compile("\u001f\u008b\b"), "gzip twice");

    private final Path path;
    private final List<Path> companions;
    private final byte[] bytes;
    private final boolean complete;
    private final LongConsumer read;
    private @Nullable JsonNode json;
    private @Nullable JsonNode yaml;

    private ImportFile(Path path, List<Path> companions, byte[] bytes, boolean complete, LongConsumer read) {
        this.path = path;
        this.companions = companions;
        this.bytes = bytes;
        this.complete = complete;
        this.read = read;
    }

    /**
     * Reads a file, also a compressed one.
     *
     * @param companions the files that are imported with it
     * @param read receives the numbers of bytes that are read from the disk
     */
    static ImportFile read(Path path, List<Path> companions, LongConsumer read) throws IOException, ImportException {
        try (InputStream in = open(path, any -> {})) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (new String(bytes, 0, Math.min(bytes.length, 4), StandardCharsets.ISO_8859_1).equals("PAR1")) {
                throw new ImportException("a Parquet file, which loupe-spark reads; see docs/audit.md");
            }
            String compression = compression(bytes);
            if (!compression.isEmpty()) {
                throw new ImportException("compressed with " + compression + "; decompress it first");
            }
            int invalid = Utf8.firstInvalid(bytes, 0, Math.min(bytes.length, MOST_BYTES));
            if (invalid >= 0 && bytes.length <= MOST_BYTES) {
                throw new ImportException(
                        isBinary(bytes)
                                ? "binary, not text; export it as JSON (traces of OTLP: with the protocol http/json)"
                                : "not UTF-8 at byte %,d; save it as UTF-8".formatted(invalid));
            }
            boolean complete = bytes.length <= MOST_BYTES;
            if (complete) {
                read.accept(Files.size(path));
            }
            return new ImportFile(path, companions, bytes, complete, read);
        }
    }

    /** What a file is compressed with, beyond one gzip; empty when it is not. */
    private static String compression(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(bytes.length, 10), StandardCharsets.ISO_8859_1);
        return COMPRESSIONS.entrySet().stream()
                .filter(known -> known.getKey().matcher(start).lookingAt())
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Whether its beginning has control characters that no text has; UTF-16, which has them, begins with a byte order mark. */
    private static boolean isBinary(byte[] bytes) {
        if (bytes.length > 1 && ((bytes[0] & 0xff) == 0xff || (bytes[0] & 0xff) == 0xfe)) {
            return false;
        }
        for (int i = 0; i < Math.min(bytes.length, BEGINNING); i++) {
            if (bytes[i] >= 0 && bytes[i] < '\t') {
                return true;
            }
        }
        return false;
    }

    private static InputStream open(Path path, LongConsumer read) throws IOException {
        InputStream in = new CountedInput(InputFile.open(path), read);
        try {
            InputStream content = new java.io.BufferedInputStream(in);
            content.mark(2);
            boolean zipped = content.read() == 0x1f && content.read() == 0x8b;
            content.reset();
            return zipped ? new GZIPInputStream(content) : content;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    List<Path> companions() {
        return companions;
    }

    /** Whether the file is within the bound; only lines are read from a larger one. */
    boolean isComplete() {
        return complete;
    }

    /** The content as a stream, also of a larger file. */
    InputStream content() throws IOException {
        return complete ? new ByteArrayInputStream(bytes) : open(path, read);
    }

    String text() {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    /** Whether the name ends with one of these, compression aside. */
    boolean isNamed(String... endings) {
        String name = path.toString().toLowerCase(java.util.Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        for (String ending : endings) {
            if (plain.endsWith(ending)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the content is XML, or HTML. */
    boolean isXml() {
        return complete && first() == '<';
    }

    /** The beginning of the text. */
    String beginning() {
        return new String(bytes, 0, Math.min(bytes.length, BEGINNING), StandardCharsets.UTF_8);
    }

    boolean isEmpty() {
        return bytes.length == 0;
    }

    private byte first() {
        for (byte each : bytes) {
            if (each > ' ') {
                return each;
            }
        }
        return 0;
    }

    /** The content as one JSON value; a missing node when it is none. */
    JsonNode json() {
        if (json == null) {
            json = MissingNode.getInstance();
            if (complete && (first() == '{' || first() == '[')) {
                json = parsed(text());
            }
        }
        return json;
    }

    /** The first record of a log; a missing node when there is none. */
    JsonNode firstRecord() {
        JsonNode whole = isNamed(".ndjson", ".jsonl") ? MissingNode.getInstance() : json();
        if (whole.isArray()) {
            return whole.path(0);
        }
        if (!whole.isMissingNode()) {
            return whole;
        }
        String line = text().stripLeading();
        int end = line.indexOf('\n');
        return parsed(end < 0 ? line : line.substring(0, end));
    }

    /** The bounds apply to each record of a log, not to the first one alone. */
    private JsonNode parsed(String text) {
        try {
            JsonNode value =
                    StrictJson.parseOrNull(text.getBytes(StandardCharsets.UTF_8), StrictJson.DuplicateKeys.LAST);
            return value == null ? MissingNode.getInstance() : value;
        } catch (InputLimits.Exceeded tooLarge) {
            if (isNamed(".ndjson", ".jsonl")) {
                return MissingNode.getInstance();
            }
            throw tooLarge;
        }
    }

    /** Whether it begins like JSON. */
    boolean looksLikeJson() {
        return first() == '{' || first() == '[';
    }

    /** The content as JSON or YAML; a missing node when it is neither. */
    JsonNode document() {
        if (!json().isMissingNode() || !(isNamed(".yaml", ".yml") || Cassettes.isYaml(this))) {
            return json();
        }
        if (yaml == null) {
            yaml = MissingNode.getInstance();
            if (complete) {
                yaml = CassetteYaml.read(text());
            }
        }
        return yaml;
    }

    private static final class CountedInput extends FilterInputStream {
        private final LongConsumer read;

        CountedInput(InputStream in, LongConsumer read) {
            super(in);
            this.read = read;
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            read.accept(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int count = super.read(into, from, most);
            read.accept(Math.max(0, count));
            return count;
        }
    }
}
