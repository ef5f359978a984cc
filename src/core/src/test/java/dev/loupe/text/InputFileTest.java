package dev.loupe.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputFileTest {
    @TempDir
    Path folder;

    @Test
    void reportsAreAPageAndJsonOfAFormatOfLoupe() throws IOException {
        Path json = folder.resolve("run.json");
        Files.writeString(json, "{\"format\": \"loupe-run/1\"}");
        assertThat(InputFile.isReports(folder)).as("without a page").isFalse();
        Files.writeString(folder.resolve("index.html"), "");
        assertThat(InputFile.isReports(folder)).isTrue();
        Files.writeString(json, "{\"request\": {}, \"response\": {}}");
        assertThat(InputFile.isReports(folder)).as("JSON of others").isFalse();
    }

    @Test
    void aFileIsInReportsBelowTheBase() throws IOException {
        Path reports = Files.createDirectories(folder.resolve("a/reports"));
        Files.writeString(reports.resolve("index.html"), "");
        Files.writeString(reports.resolve("diff.json"), "{\"format\": \"loupe-diff/1\"}");
        Path deep = reports.resolve("b/x.json");
        assertThat(InputFile.isInReports(folder, deep)).isTrue();
        assertThat(InputFile.isInReports(reports, deep))
                .as("the base is named by the user")
                .isFalse();
        assertThat(InputFile.isInReports(folder, folder.resolve("a/x.json"))).isFalse();
    }
}
