package dev.loupe.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Contracts are read from where they are named, and what cannot be read is a fault and no comparison. */
final class DocumentSourcesTest {
    private static final String SPEC = "{\"openapi\": \"3.0.0\", \"info\": {\"title\": \"%s\"}, \"paths\": {}}";

    @TempDir
    private Path folder;

    private DocumentSources sources;

    @BeforeEach
    void sources() {
        sources = new DocumentSources(
                folder, new ByteArrayInputStream(spec("stdin").getBytes(StandardCharsets.UTF_8)));
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
                .isInstanceOf(SourceFault.class)
                .hasMessageContaining("git knows no such");
    }

    @Test
    void gitIsAskedInTheWorkingDirectoryToo() {
        DocumentSources here = new DocumentSources(Path.of(""), InputStream.nullInputStream());
        assertThatThrownBy(() -> here.read("HEAD:no-such-file.json"))
                .isInstanceOf(SourceFault.class)
                .hasMessageContaining("git knows no such");
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = new java.util.ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void whatCannotBeReadIsAFault() throws IOException {
        for (String source : List.of(
                "nothing.json", "http://example.com/a.json", "file:///etc/passwd", "--output=x:y", "bad\u0000name")) {
            assertThatThrownBy(() -> sources.read(source)).as(source).isInstanceOf(SourceFault.class);
        }
        Files.writeString(folder.resolve("broken.json"), "{\"openapi\": \"3.0.0\",\n \"paths\": }");
        assertThatThrownBy(() -> sources.read("broken.json"))
                .isInstanceOf(SourceFault.class)
                .hasMessageContaining("broken.json:2");
    }

    @Test
    void anEndlessInputIsCut() {
        DocumentSources endless = new DocumentSources(folder, new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] bytes, int from, int length) {
                java.util.Arrays.fill(bytes, from, from + length, (byte) ' ');
                return length;
            }
        });
        assertThatThrownBy(() -> endless.read("-"))
                .isInstanceOf(SourceFault.class)
                .hasMessageContaining("larger than");
    }

    @Test
    void foldersPairByName() throws IOException {
        write("old/a.json", "a");
        write("old/vendor/b.yaml", "b");
        write("old/.git/c.json", "c");
        write("old/notes.txt", "d");
        write("new/a.json", "a2");
        write("new/only-here.json", "e");
        assertThat(sources.pairs("old", "new"))
                .extracting(DocumentSources.Pair::name, pair -> pair.next().isEmpty())
                .containsExactly(tuple("a.json", false), tuple("vendor/b.yaml", true));
        assertThatThrownBy(() -> sources.pairs("old", "new/a.json"))
                .isInstanceOf(SourceFault.class)
                .hasMessageContaining("is a folder or a pattern and the other is not");
    }

    @Test
    void patternsPairByNameToo() throws IOException {
        write("v1/a.json", "a1");
        write("v1/b.json", "b1");
        write("v1/deep/a.json", "d1");
        write("v2/a.json", "a2");
        write("v2/deep/a.json", "d2");
        assertThat(sources.pairs("v1/a*.json", "v2/*.json"))
                .extracting(DocumentSources.Pair::name)
                .containsExactly("a.json");
        assertThat(sources.pairs("v1/**.json", "v2/**.json"))
                .extracting(DocumentSources.Pair::name)
                .containsExactly("a.json", "b.json", "deep/a.json");
        DocumentSources.Pair first = sources.pairs("v1/*.json", "v2").getFirst();
        assertThat(List.of(title(first.old()), title(first.next()))).containsExactly("a1", "a2");
    }

    @Test
    void nothingToPairIsAFault() throws IOException {
        write("old/a.json", "a");
        write("new/b.json", "b");
        for (String pattern : List.of("new", "old/*.yaml", "nowhere/*.json", "old/[*")) {
            assertThatThrownBy(() -> sources.pairs(pattern.equals("new") ? "old" : pattern, "new"))
                    .as(pattern)
                    .isInstanceOf(SourceFault.class);
        }
    }

    @Test
    void aHistoryIsAFolderOrAPattern() throws IOException {
        write("specs/2025-01-01.json", "a");
        write("specs/2025-02-01.json", "b");
        write("specs/notes.txt", "c");
        assertThat(sources.revisions("specs")).hasSize(2);
        assertThat(sources.revisions("specs/2025-*.json")).hasSize(2);
        assertThatThrownBy(() -> sources.revisions("specs/*-01-01.json"))
                .isInstanceOf(SourceFault.class)
                .hasMessageContaining("two revisions");
    }
}
