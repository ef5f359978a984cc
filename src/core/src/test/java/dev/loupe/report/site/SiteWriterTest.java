package dev.loupe.report.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.Check;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.engine.SampleChecks;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.exchange.Exchange;
import dev.loupe.report.Hostile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteWriterTest {
    private static final Pattern LINK = Pattern.compile("href=\"([^\"#]+)(#[^\"]*)?\"");

    @TempDir
    Path dir;

    private final Map<Path, Run> runs = new HashMap<>();

    private Path run(Exchange... exchanges) {
        Path file = dir.resolve(runs.size() + ".ndjson");
        runs.put(file, Samples.run(Samples.plan(Baseline.none()), file, List.of(exchanges)));
        return file;
    }

    private Run open(Path file) {
        return Objects.requireNonNull(runs.get(file));
    }

    private Path write(Path... files) {
        Path out = dir.resolve("public");
        assertThat(SiteWriter.write(List.of(files), this::open, out)).isEqualTo(files.length);
        return out;
    }

    @Test
    void eachSubjectHasItsHistoryAndWhatChanged() throws IOException {
        Path out = write(run(Samples.answered("x/1", "Text", 4)), run(Samples.answered("x/1", "Text", 0)));
        String first = Files.readString(out.resolve("index.html"));
        assertThat(first).contains("1 subject, 2 runs", "1 new finding (1 failing), 0 removed, 0 unchanged");
        String history = Files.readString(out.resolve("1/index.html"));
        assertThat(history.split("<circle", -1)).hasSize(3);
        assertThat(history).contains("first run", "href=\"2/comparison.html\"");
        assertThat(history).contains("<a href=\"2/index.html\">Newest run", "Conforming exchanges");
        assertThat(first).contains("<th>Findings</th>", "1 MUST");
        assertThat(out.resolve("1/2/comparison.html")).exists();
        assertThat(out.resolve("1/2/badge.svg")).exists();
    }

    @Test
    void aLintRunCountsDocuments() throws IOException {
        Check rule = SampleChecks.check(
                SampleChecks.info("lint.sample", Level.SHOULD, "a count has a minimum"), document -> Result.passed());
        Path file = dir.resolve("lint.ndjson");
        runs.put(file, Samples.run(Samples.plan(List.of(rule)), file, List.of(Samples.answered("a.json", "Text", 1))));
        Path out = write(file);
        assertThat(Files.readString(out.resolve("1/index.html")))
                .contains("Conforming documents", "documents that conform")
                .doesNotContain("xchanges");
    }

    @Test
    void everyLinkOfTheSiteLeadsToAPage() throws IOException {
        Path out = write(run(Samples.answered("x/1", "Text", 4)), run(Samples.answered("x/1", "Text", 0)));
        List<String> broken = new ArrayList<>();
        int links = 0;
        try (Stream<Path> files = Files.walk(out)) {
            for (Path page :
                    files.filter(file -> file.toString().endsWith(".html")).toList()) {
                for (MatchResult link :
                        LINK.matcher(Files.readString(page)).results().toList()) {
                    links++;
                    if (!Files.exists(page.resolveSibling(link.group(1)))) {
                        broken.add(page + " -> " + link.group(1));
                    }
                }
            }
        }
        assertThat(broken).isEmpty();
        assertThat(links).isGreaterThan(3);
    }

    @Test
    void hostileRunsStayHarmless() throws IOException {
        Path file = dir.resolve("hostile.ndjson");
        runs.put(file, Samples.run(Samples.plan(Hostile.checks()), file, Hostile.exchanges()));
        Path out = write(file);
        try (Stream<Path> files = Files.walk(out)) {
            for (Path page : files.filter(Files::isRegularFile).toList()) {
                assertThat(out.relativize(page).toString()).matches("[a-z0-9./]+");
                if (page.toString().endsWith(".html")) {
                    assertThat(Files.readString(page)).doesNotContain("<script", "<img", "href=\"javascript");
                }
            }
        }
    }
}
