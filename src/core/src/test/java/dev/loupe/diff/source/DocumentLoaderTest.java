package dev.loupe.diff.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.connection.ConnectionSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Specs are read from every kind of source; an unreadable one is an error. */
final class DocumentLoaderTest {
    private static final String SPEC = "{\"openapi\": \"3.0.0\", \"info\": {\"title\": \"%s\"}, \"paths\": {}}";

    @TempDir
    private Path folder;

    private DocumentLoader sources;

    @BeforeEach
    void sources() {
        sources = new DocumentLoader(
                folder,
                new ByteArrayInputStream(spec("stdin").getBytes(StandardCharsets.UTF_8)),
                ConnectionSettings.direct(null));
    }

    private static String spec(String title) {
        return SPEC.replace("%s", title);
    }

    private void write(String name, String title) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, spec(title));
    }

    private String title(String source) {
        return sources.read(source).root().at("/info/title").asText();
    }

    @Test
    void filesAndStandardInputAreRead() throws IOException {
        write("a.json", "file");
        assertThat(title("a.json")).isEqualTo("file");
        assertThat(title("-")).isEqualTo("stdin");
    }

    @Test
    void aRevisionInGitIsRead() throws IOException, InterruptedException {
        git("init", "-q");
        write("a.json", "committed");
        git("add", "a.json");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "one");
        write("a.json", "working");
        assertThat(title("HEAD:a.json")).isEqualTo("committed");
        assertThat(title("a.json")).isEqualTo("working");
        assertThatThrownBy(() -> sources.read("HEAD:b.json"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("git has no such");
    }

    @Test
    void gitRunsInTheWorkingDirectory() {
        DocumentLoader here =
                new DocumentLoader(Path.of(""), InputStream.nullInputStream(), ConnectionSettings.direct(null));
        assertThatThrownBy(() -> here.read("HEAD:no-such-file.json"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("git has no such");
    }

    @Test
    void aFolderOfARevisionInGitPairsWithAFolder() throws IOException, InterruptedException {
        git("init", "-q");
        write("specs/a.json", "a");
        write("specs/v1/b.yaml", "b");
        write("specs/notes.txt", "n");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", "one");
        for (String revision : java.util.List.of("HEAD:specs", "HEAD:specs/")) {
            DocumentFinder.Pairing pairing =
                    new DocumentFinder(sources).pairs(revision, "specs").orElseThrow();
            assertThat(pairing.pairs())
                    .extracting(DocumentFinder.Pairing.Pair::name)
                    .containsExactly("a.json", "v1/b.yaml");
            assertThat(title(pairing.pairs().getFirst().old())).isEqualTo("a");
        }
        assertThat(new DocumentFinder(sources).pairs("HEAD:specs/a.json", "specs/a.json"))
                .isEmpty();
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        java.util.List<String> command = new java.util.ArrayList<>(java.util.List.of("git"));
        command.addAll(java.util.List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void anUnreadableDocumentIsAnError() throws IOException {
        for (String source : java.util.List.of(
                "nothing.json", "http://example.com/a.json", "file:///etc/passwd", "--output=x:y", "bad\u0000name")) {
            assertThatThrownBy(() -> sources.read(source)).as(source).isInstanceOf(SourceException.class);
        }
        Files.writeString(folder.resolve("broken.json"), "{\"openapi\": \"3.0.0\",\n \"paths\": }");
        assertThatThrownBy(() -> sources.read("broken.json"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("broken.json:2");
    }

    @Test
    void anEndlessInputIsAnError() {
        DocumentLoader endless = new DocumentLoader(
                folder,
                new InputStream() {
                    @Override
                    public int read() {
                        return ' ';
                    }

                    @Override
                    public int read(byte[] bytes, int from, int length) {
                        java.util.Arrays.fill(bytes, from, from + length, (byte) ' ');
                        return length;
                    }
                },
                ConnectionSettings.direct(null));
        assertThatThrownBy(() -> endless.read("-"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("too large");
    }
}
