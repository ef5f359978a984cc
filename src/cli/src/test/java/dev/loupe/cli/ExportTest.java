package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExportTest extends BadInput {
    @Test
    void aRecordingIsNotReplacedByItsExport() throws IOException {
        Path file = write("a.json", GOOD);
        for (String input : new String[] {file.toString(), file.getParent().toString()}) {
            assertThat(run("export", input, "--format", "ndjson", "--out", file.toString()))
                    .isEqualTo(2);
            assertThat(output).contains("is one of the recordings to export; choose another file");
            assertThat(file).hasContent(GOOD);
        }
    }

    @Test
    void anEarlierExportIsReplaced() throws IOException {
        Path file = write("a.json", GOOD);
        Path export = write("a.har", "an earlier one");
        assertThat(run("export", file.getParent().toString(), "--format", "har", "--out", export.toString()))
                .isZero();
        assertThat(export).content().contains("entries");
    }
}
