package dev.loupe.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileGlobTest {
    @ParameterizedTest
    @CsvSource({
        "recordings/**/*.json, recordings, **/*.json",
        "*.json, '', *.json",
        "/*.json, /, *.json",
        "a/b?/c.json, a, b?/c.json",
        "'a/{b,c/d}.json', a, '{b,c/d}.json'"
    })
    void theFolderEndsBeforeTheFirstWildcard(String text, String folder, String rest) {
        assertThat(FileGlob.isGlob(text)).isTrue();
        assertThat(FileGlob.of(text)).isEqualTo(new FileGlob(folder, rest));
    }

    @Test
    void aNameWithoutWildcardsIsNoGlob() {
        assertThat(FileGlob.isGlob("recordings/a.json")).isFalse();
    }

    @Test
    void pathsMatchWithTheFolderOrRelativeToIt() {
        FileGlob glob = FileGlob.of("recordings/*.json");
        assertThat(glob.matcher().matches(Path.of("recordings/a.json"))).isTrue();
        assertThat(glob.matcher().matches(Path.of("a.json"))).isFalse();
        assertThat(glob.relativeMatcher().matches(Path.of("a.json"))).isTrue();
        assertThat(FileGlob.of("/*.json").matcher().matches(Path.of("/a.json"))).isTrue();
        assertThat(FileGlob.of("*.json").matcher().matches(Path.of("a.json"))).isTrue();
    }
}
