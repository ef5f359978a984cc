package dev.loupe.exchange.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.text.InputLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingsTest {
    private final Path folder;

    RecordingsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private Path write(String name, String text) throws IOException {
        return write(name, text.getBytes(UTF_8));
    }

    private Path write(String name, byte[] bytes) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }

    private static byte[] zipped(String text) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static List<RawRecord> all(InputStream stdin, Object... paths) {
        List<RawRecord> records = new ArrayList<>();
        List<String> names = Arrays.stream(paths).map(Object::toString).toList();
        try (Recordings recordings = Recordings.open(names, stdin)) {
            recordings.forEach(records::add);
        }
        return records;
    }

    private static List<RawRecord> all(Object... paths) {
        return all(InputStream.nullInputStream(), paths);
    }

    /** {@code name:line=bytes}, a fault as {@code name:line!fault}. */
    private List<String> described(List<RawRecord> records) {
        return records.stream()
                .map(raw -> raw.file().replace(folder.toString().replace('\\', '/') + "/", "") + ":" + raw.line()
                        + (raw.error() == null ? "=" + new String(raw.bytes(), UTF_8) : "!" + raw.error()))
                .toList();
    }

    @Test
    void aFolderIsReadWithoutItsPipesAndSockets() throws IOException {
        write("a.json", "{1}");
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("b.json")));
            assertThat(described(all(folder))).containsExactly("a.json:1={1}\n");
            assertThat(described(all(folder.resolve("b.json"))))
                    .singleElement()
                    .asString()
                    .contains("neither a regular file nor a folder");
        }
    }

    @Test
    void aFolderIsReadInOrderOfNamesWithAllBelowIt() throws IOException {
        write("b.json", "{1}");
        write("a/z.ndjson", "{2}\n\n{3}\r\n");
        write("a/y.ndjson.gz", zipped("{4}\n{5}"));
        write("c.txt", "no");
        write(".hidden/d.json", "no");
        assertThat(described(all(folder)))
                .containsExactly(
                        "a/y.ndjson.gz:1={4}",
                        "a/y.ndjson.gz:2={5}", "a/z.ndjson:1={2}", "a/z.ndjson:3={3}\r", "b.json:1={1}\n");
    }

    /** Each line is a row of every report, and a file of another format has millions of them. */
    @Test
    void aFileOfFragmentsIsNotReadToItsEnd() throws IOException {
        Path other = write("a.ndjson", "{\n".repeat(10_000) + "{loupe-exchange}\n" + "{\n".repeat(5));
        Path next = write("b.ndjson", "{\n{2}\n");
        List<String> records = described(all(other, next));
        assertThat(records).hasSize(10_004);
        assertThat(records.subList(10_000, 10_004))
                .containsExactly(
                        "a.ndjson:10001={loupe-exchange}",
                        "a.ndjson:10002!more than 10,000 lines are no recorded exchange; the rest of the file is not read",
                        "b.ndjson:1={",
                        "b.ndjson:2={2}");
    }

    @Test
    void aFileOfOtherObjectsIsNotReadToItsEnd() throws IOException {
        Path other =
                write("a.ndjson", "{}\n".repeat(10_000) + "{\"format\": \"loupe-exchange/1\"}\n" + "{}\n".repeat(5));
        List<String> records = described(all(other));
        assertThat(records).hasSize(10_002);
        assertThat(records.get(10_000)).isEqualTo("a.ndjson:10001={\"format\": \"loupe-exchange/1\"}");
        assertThat(records.get(10_001)).contains("more than 10,000 lines are no recorded exchange");
    }

    @Test
    void aGlobChoosesFiles() throws IOException {
        write("a/one.json", "{1}");
        write("a/two.txt", "{2}\n{3}");
        write("b/one.json", "{4}");
        assertThat(described(all(folder + "/*/one.json"))).containsExactly("a/one.json:1={1}\n", "b/one.json:1={4}\n");
        assertThat(described(all(folder + "/**.txt"))).containsExactly("a/two.txt:1={2}", "a/two.txt:2={3}");
    }

    @Test
    void standardInputIsOneRecordOrManyOrZipped() throws IOException {
        assertThat(described(all(in("{\n 1}\n"), "-"))).containsExactly("standard input:1={\n 1}\n");
        assertThat(described(all(in("\n{1}\n{2}"), "-")))
                .containsExactly("standard input:2={1}", "standard input:3={2}");
        assertThat(described(all(new ByteArrayInputStream(zipped("{1}\n{2}")), "-")))
                .hasSize(2);
    }

    private static InputStream in(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Test
    void aByteOrderMarkIsNotPartOfARecord() throws IOException {
        write("a.json", "\uFEFF{1}");
        write("b.ndjson", "\uFEFF{2}");
        assertThat(described(all(folder))).containsExactly("a.json:1={1}\n", "b.ndjson:1={2}");
    }

    @Test
    void unreadablePathsAreReportedAndTheOthersAreRead() throws IOException {
        write("empty.json", "");
        write("ok.json", "{1}");
        Files.createDirectories(folder.resolve("bare"));
        assertThat(described(all(
                        folder + "/missing",
                        folder + "/bare",
                        folder + "/*.nothing",
                        folder + "/empty.json",
                        folder + "/ok.json")))
                .containsExactly(
                        "missing:1!no such file or folder; check the path",
                        "bare:1!no .json, .ndjson or .ndjson.gz file there; name the folder of recordings",
                        "*.nothing:1!no .json, .ndjson or .ndjson.gz file there; name the folder of recordings",
                        "empty.json:1!empty; a recording is a JSON object",
                        "ok.json:1={1}\n");
    }

    @Test
    void aGzipFileThatWasCutCostsWhatIsMissingAndNoMore() throws IOException {
        var text = new StringBuilder();
        for (int i = 0; i < 200_000; i++) {
            text.append("{\"loupe-exchange\":").append(i * 7919L % 1000003).append("}\n");
        }
        byte[] whole = zipped(text.toString());
        write("a.ndjson.gz", Arrays.copyOf(whole, whole.length / 2));
        write("b.json", "{1}");
        List<RawRecord> records = all(folder);
        RawRecord fault = records.get(records.size() - 2);
        assertThat(fault.error()).startsWith("the gzip data ends too early");
        assertThat(fault.line()).isGreaterThan(1000);
        assertThat(records.subList(0, records.size() - 2))
                .allSatisfy(raw -> assertThat(new String(raw.bytes(), UTF_8)).matches("\\{\"loupe-exchange\":\\d+}"));
        assertThat(records.getLast().file()).endsWith("b.json");
    }

    @Test
    void gzipFilesJoinedTogetherAreReadToTheLastOneAlsoFromAPipe() throws IOException {
        InputStream pipe =
                new java.io.FilterInputStream(new java.io.SequenceInputStream(
                        new ByteArrayInputStream(zipped("{1}\n")), new ByteArrayInputStream(zipped("{2}\n")))) {
                    @Override
                    public int available() {
                        return 0; // as pipes say before the other end has written
                    }
                };
        assertThat(described(all(pipe, "-"))).containsExactly("standard input:1={1}", "standard input:2={2}");
    }

    @Test
    void aDamagedGzipFileIsReported() throws IOException {
        byte[] broken = zipped("{1}\n{2}\n");
        broken[11] ^= 0x55;
        write("a.ndjson.gz", broken);
        assertThat(all(folder).getLast().error()).startsWith("the gzip data");
    }

    @Test
    void aLineOfTwoHundredMegabytesCostsItselfAlone() throws IOException {
        InputStream huge = new InputStream() {
            private long left = 200L << 20;

            @Override
            public int read() {
                return left-- > 0 ? 'x' : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                int count = (int) Math.min(length, left);
                Arrays.fill(bytes, offset, offset + count, (byte) 'x');
                left -= count;
                return count == 0 ? -1 : count;
            }
        };
        InputStream all = new java.io.SequenceInputStream(
                java.util.Collections.enumeration(List.of(in("{1}\n"), huge, in("\n{2}\n"))));
        assertThat(described(all(all, "-")))
                .containsExactly(
                        "standard input:1={1}",
                        "standard input:2!larger than 32 MiB, the limit of one record; exclude it or record it without its long contents",
                        "standard input:3={2}");
    }

    @Test
    void aFileBeyondTheBoundIsNotKeptInMemory() throws IOException {
        write("a.json", "{\n" + " ".repeat(InputLimits.RECORD_BYTES));
        assertThat(all(folder).getFirst().error()).startsWith("larger than 32 MiB, the limit");
    }

    @Test
    void aRecordThatIsReadIsReadable() throws IOException {
        write("a.ndjson", "{\"format\":\"loupe-exchange/1\",\"id\":\"a\",\"request\":{},\"response\":{}}\nbroken\n");
        List<ReadResult> entries =
                all(folder).stream().map(RecordingFormat::read).toList();
        assertThat(entries.get(0)).isInstanceOf(ReadResult.Read.class);
        assertThat(((ReadResult.Unreadable) entries.get(1)).line()).isEqualTo(2);
    }

    @Test
    void theSizeIsThatOfAllFilesAndUnknownForOthers() throws IOException {
        Path file = write("size/a.ndjson", "{}\n");
        write("size/b/c.json", "{}");
        assertThat(Recordings.size(List.of(folder.resolve("size").toString()), null))
                .hasValue(5);
        assertThat(Recordings.size(List.of("-"), null)).isEmpty();
        assertThat(Recordings.size(List.of(file.toString(), "nothing-there"), null))
                .isEmpty();
        write("size/d.ndjson.gz", zipped("{}\n"));
        assertThat(Recordings.size(List.of(folder.resolve("size").toString()), null))
                .isEmpty();
    }
}
