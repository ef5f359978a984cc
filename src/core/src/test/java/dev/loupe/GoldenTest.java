package dev.loupe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@DisabledIfSystemProperty(named = "loupe.golden", matches = "rewrite")
class GoldenTest {
    @Test
    void equalTextPasses(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("page.md"), "a\nb\n");
        Golden.compare(file, "a\nb\n");
    }

    @Test
    void aDifferenceShowsItsLinesAndNotTheFile(@TempDir Path folder) throws Exception {
        String page = IntStream.range(0, 1_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        Path file = Files.writeString(folder.resolve("page.md"), page);
        assertThatThrownBy(() -> Golden.compare(file, page.replace("line 500\n", "changed\n")))
                .hasMessageContaining("make golden")
                .message()
                .contains("line 501\n- line 500\n+ changed\n")
                .doesNotContain("line 499", "line 502");
    }

    @Test
    void manyDifferencesAreCounted() {
        String before = IntStream.range(0, 40).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
        String after = IntStream.range(0, 40)
                .mapToObj(i -> i % 4 == 0 ? "other " + i : "line " + i)
                .collect(Collectors.joining("\n"));
        assertThat(Golden.difference(before, after))
                .contains("line 1\n- line 0\n+ other 0\n")
                .endsWith("and 5 more differences\n");
    }

    @Test
    void aFinalLineBreakIsADifference(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("page.md"), "a\n");
        assertThatThrownBy(() -> Golden.compare(file, "a")).isInstanceOf(AssertionError.class);
    }

    @Test
    void aMissingFileNamesTheCommandThatWritesIt(@TempDir Path folder) {
        assertThatThrownBy(() -> Golden.compare(folder.resolve("none.md"), "")).hasMessageContaining("make golden");
    }
}
