package dev.loupe.diff.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.connection.ConnectionSettings;
import dev.loupe.diff.source.DocumentFinder.Pairing;
import dev.loupe.diff.source.DocumentFinder.Pairing.Pair;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders and globs name sets of documents, which are paired by name. */
final class DocumentFinderTest {
    @TempDir
    private Path folder;

    private DocumentFinder sets;

    @BeforeEach
    void sets() {
        sets = new DocumentFinder(
                new DocumentLoader(folder, InputStream.nullInputStream(), ConnectionSettings.direct(null)));
    }

    private void write(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            // the documents of a set are read only when they are compared
            Files.writeString(file, "no OpenAPI");
        }
    }

    private List<String> paired(String old, String next) {
        return sets.pairs(old, next).orElseThrow().pairs().stream()
                .map(Pair::name)
                .toList();
    }

    @Test
    void foldersPairByRelativeNamesAndMissingPartnersAreReported() throws IOException {
        write("old/a.json", "old/v1/a.yaml", "old/gone.yml", "old/notes.txt", "old/.git/c.json", "old/.d.json");
        write("new/a.json", "new/v1/a.yaml", "new/v2/fresh.JSON");
        Pairing pairing = sets.pairs("old", "new").orElseThrow();
        assertThat(pairing.pairs())
                .containsExactly(
                        new Pair("a.json", folder + "/old/a.json", folder + "/new/a.json"),
                        new Pair("v1/a.yaml", folder + "/old/v1/a.yaml", folder + "/new/v1/a.yaml"));
        assertThat(pairing.onlyOld()).containsExactly("gone.yml");
        assertThat(pairing.onlyNew()).containsExactly("v2/fresh.JSON");
    }

    @Test
    void globsPairByTheNamesBelowTheirFixedFolder() throws IOException {
        write("old/a.json", "old/b.json", "old/c.yaml", "old/deep/d.json");
        write("new/a.json", "new/b.json", "new/c.yaml", "new/deep/d.json");
        assertThat(paired("old/*.json", "new/*.json")).containsExactly("a.json", "b.json");
        assertThat(paired("old/**.json", "new")).containsExactly("a.json", "b.json", "deep/d.json");
        assertThat(paired("old/{a,c}.*", "new/[a-c].*")).containsExactly("a.json", "c.yaml");
        assertThat(paired("old/*/*.json", "new/*/*.json")).containsExactly("deep/d.json");
        assertThat(paired(folder + "/old/*.json", folder + "/new/?.json")).containsExactly("a.json", "b.json");
    }

    @Test
    void oneDocumentOnEachSideIsAPairWhateverTheNames() throws IOException {
        write("chat-1.json", "chat-2.json", "other.json");
        assertThat(paired("*-1.json", "*-2.json")).containsExactly("chat-2.json");
    }

    @Test
    void aSingleDocumentIsNoSet() throws IOException {
        write("a.json", "b[1].json");
        for (String single :
                List.of("a.json", "b[1].json", "-", "https://example.com/a.json?token=*", "nothing.json")) {
            assertThat(sets.pairs(single, "a.json")).as(single).isEmpty();
        }
    }

    @Test
    void argumentsThatDoNotMatchAreAnErrorWithAReason() throws IOException {
        write("old/a.json", "old/b.json", "new/c.json", "new/d.json", "empty/notes.txt", "one.json");
        assertThatThrownBy(() -> sets.pairs("old", "one.json"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("two folders or globs, or two files");
        assertThatThrownBy(() -> sets.pairs("old", "new"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("a.json and c.json");
        assertThatThrownBy(() -> sets.pairs("old", "empty"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("no .json");
        assertThatThrownBy(() -> sets.pairs("nowhere/*.json", "new"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("folder not found");
        assertThatThrownBy(() -> sets.pairs("old/[", "new"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("is not a glob");
    }

    @Test
    void aHistoryNeedsAFolderOrAGlob() throws IOException {
        write("specs/2025-02-01.json", "specs/2025-01-01.json", "specs/notes.txt");
        assertThat(sets.revisions("specs"))
                .containsExactly(folder + "/specs/2025-01-01.json", folder + "/specs/2025-02-01.json");
        assertThat(sets.revisions("specs/2025-*.json")).hasSize(2);
        assertThatThrownBy(() -> sets.revisions("specs/*-01-01.json"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("expected 2 or more");
        assertThatThrownBy(() -> sets.revisions("specs/2025-01-01.json"))
                .isInstanceOf(SourceException.class)
                .hasMessageContaining("not a folder or glob");
    }
}
