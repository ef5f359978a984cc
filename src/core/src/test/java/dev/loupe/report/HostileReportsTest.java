package dev.loupe.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.engine.journal.Run;
import dev.loupe.report.format.GitHubAnnotations;
import dev.loupe.report.format.MarkdownEscaper;
import dev.loupe.report.run.RunText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

/** Reports of a run whose responses contain markup, commands and control characters. */
class HostileReportsTest {
    private final ReportRuns runs;

    HostileReportsTest(@TempDir Path dir) {
        runs = new ReportRuns(dir);
    }

    @Test
    void hostileTextIsHarmlessInXml() throws Exception {
        Document xml = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new java.io.ByteArrayInputStream(
                        runs.written(runs.hostile(), "junit.xml").getBytes(StandardCharsets.UTF_8)));
        assertThat(xml.getElementsByTagName("script").getLength()).isZero();
        assertThat(xml.getElementsByTagName("failure").item(0).getTextContent())
                .contains("<script>", "]]>", "‹U+0000›", "‹U+001B›[31m", "‹U+202E›");
    }

    @Test
    void hostileTextIsHarmlessInHtml() throws IOException {
        String page = runs.written(runs.hostile(), "index.html");
        assertThat(page).doesNotContain("<script", "<img", "onerror=\"", "\u0000", "\u001B", "\u202E", "\u2066");
        assertThat(page).contains("&lt;script&gt;", "{page}", "‹U+202E›");
        assertThat(page.length())
                .isEqualTo(new String(page.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).length());
    }

    @Test
    void hostileTextIsHarmlessOnATerminal() {
        for (Run run : List.of(runs.hostile(), runs.unreadable())) {
            String text = ReportRuns.print(run, RunReports.Format.TEXT);
            assertThat(text.codePoints().filter(c -> c != '\n'))
                    .noneMatch(c -> Character.isISOControl(c)
                            || Character.getType(c) == Character.FORMAT
                            || Character.getType(c) == Character.SURROGATE);
            try (var findings = run.findings()) {
                findings.forEach(f -> assertThat(RunText.line(f)).doesNotContain("\n", "\u001B", "\u202E"));
            }
        }
    }

    @Test
    void hostileTextIsNoCommandForGitHub() {
        String commands = ReportRuns.print(runs.hostile(), RunReports.Format.GITHUB);
        assertThat(commands.lines().filter(line -> line.startsWith("::")))
                .allMatch(line -> line.matches("::(error|warning|notice) title=[a-z.-]+(,file=[^,:]+,line=\\d+)?::.*"));
        assertThat(commands.lines()).noneMatch(line -> line.startsWith("::error::owned") || line.startsWith("::set"));
        assertThat(commands).doesNotContain("\r", "\u001B", "\u202E").contains("%25", "%0A");
        assertThat(GitHubAnnotations.property("a:b,c%d\n")).isEqualTo("a%3Ab%2Cc%25d%0A");
    }

    @Test
    void hostileTextIsNoMarkupInMarkdown() throws IOException {
        String markdown = runs.written(runs.hostile(), "summary.md");
        assertThat(markdown).doesNotContain("\u001B", "\u202E", "\u0000");
        assertThat(markdown.lines().filter(line -> line.startsWith("#"))).hasSize(3);
        String outsideCode = markdown.replaceAll("``[^\n]*?``", "").replaceAll("`[^`\n]*`", "");
        assertThat(outsideCode)
                .doesNotContain("<script", "<img", "<!--", " @octocat")
                .doesNotContainPattern("(?<!\\\\)]\\(javascript");
        assertThat(MarkdownEscaper.code("a``b`|")).isEqualTo("```a``b`∣```");
        assertThat(MarkdownEscaper.text("*a* <b> @c")).isEqualTo("\\*a\\* &lt;b> @&#8203;c");
        assertThat(MarkdownEscaper.text("see http://a.b, WWW.a.b and #12, &amp; a&b _c_"))
                .isEqualTo("see http&#58;//a.b, WWW&#46;a.b and #&#8203;12, \\&amp; a\\&b \\_c\\_");
        assertThat(MarkdownEscaper.text("1. $.a_b is 3 (of 4); {x}: -1!"))
                .isEqualTo("1\\. $.a_b is 3 (of 4); {x}: -1!");
        assertThat(MarkdownEscaper.text("# a $x$")).isEqualTo("\\# a \\$x\\$");
    }

    @Test
    void namesInBackticksAreCodeInMarkdown() {
        assertThat(MarkdownEscaper.text("`model`: removed, `a_b|<i>*` added"))
                .isEqualTo("`model`: removed, `a_b∣<i>*` added");
        assertThat(MarkdownEscaper.text("`a` <b> [x](y) `")).isEqualTo("\\`a\\` &lt;b> \\[x\\](y) \\`");
        assertThat(MarkdownEscaper.text("$x `a` y$")).isEqualTo("\\$x `a` y\\$");
    }
}
