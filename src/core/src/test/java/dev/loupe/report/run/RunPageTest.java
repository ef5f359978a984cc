package dev.loupe.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.loupe.engine.journal.Run;
import dev.loupe.report.Chromium;
import dev.loupe.report.ReportRuns;
import dev.loupe.report.RunReports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in a real browser. */
class RunPageTest {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    private final Path dir;
    private final ReportRuns runs;

    RunPageTest(@TempDir Path dir) {
        this.dir = dir;
        runs = new ReportRuns(dir);
    }

    private Chromium.Visit visit(Run run, int width, ColorScheme scheme, boolean scripts) throws IOException {
        RunReports.writeAll(run, dir);
        return CHROMIUM.visit(dir.resolve("index.html"), width, scheme, scripts);
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void thePageIsQuietInLightAndDark(ColorScheme scheme) throws IOException {
        Chromium.Visit visit = visit(runs.mixed(), 1280, scheme, true);
        visit.isQuiet();
        assertThat(visit.page().locator("h1").textContent()).isEqualTo("Non-conformant");
        // the style is allowed by its hash: were it refused, all this would have the browser's own colours
        String paper = visit.page()
                .evaluate("getComputedStyle(document.body).backgroundColor")
                .toString();
        assertThat(paper).isEqualTo(scheme == ColorScheme.DARK ? "rgb(20, 22, 26)" : "rgb(251, 251, 249)");
        visit.shot(scheme.name().toLowerCase(Locale.ROOT));
    }

    @Test
    void thePageWorksWithoutScripts() throws IOException {
        Chromium.Visit visit = visit(runs.mixed(), 1280, ColorScheme.LIGHT, false);
        visit.page().locator("details.group:not([open]) > summary").first().click();
        assertThat(visit.page().locator("details.group[open]").count()).isEqualTo(3);
        assertThat(Files.readString(dir.resolve("index.html"))).doesNotContain("<script", "http-equiv=\"refresh\"");
    }

    @Test
    void aPhoneNeedsNoScrollingSideways() throws IOException {
        for (Run run : List.of(runs.mixed(), runs.hostile())) {
            Chromium.Visit visit = visit(run, 390, ColorScheme.LIGHT, true);
            visit.needsNoScrollingSideways();
            visit.shot("phone");
        }
    }

    @Test
    void hostileOutputDoesNothing() throws IOException {
        Chromium.Visit visit = visit(runs.hostile(), 1280, ColorScheme.LIGHT, true);
        visit.isQuiet();
        assertThat(visit.page().title()).startsWith("Non-conformant:");
        assertThat(visit.page().locator("script, img, iframe, object, form").count())
                .isZero();
    }

    @Test
    void thePolicyForbidsWhatEscapingWouldMiss() throws IOException {
        RunReports.writeAll(runs.mixed(), dir);
        Path file = dir.resolve("index.html");
        String broken = Files.readString(file)
                .replace(
                        "<main>",
                        "<main><script>document.title='owned'</script><img src='https://example.test/x.png'>");
        Chromium.Visit visit = visit(runs.mixed(), 800, ColorScheme.LIGHT, true);
        Files.writeString(file, broken);
        visit.page().navigate(file.toUri().toString());
        visit.page().waitForTimeout(200);
        assertThat(visit.page().title()).startsWith("Non-conformant:");
        assertThat(visit.console()).anyMatch(m -> m.contains("Content Security Policy"));
    }

    @Test
    void paperShowsWhatIsFolded() throws IOException {
        Chromium.Visit visit = visit(runs.mixed(), 1000, ColorScheme.LIGHT, true);
        visit.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        assertThat(visit.page()
                        .locator("details.group")
                        .last()
                        .locator(".versus")
                        .first()
                        .isVisible())
                .isTrue();
        assertThat(visit.page().locator("#checks td").first().isVisible()).isTrue();
    }

    @Test
    void theFirstScreenNamesTheFixAndLinksToTheFinding() throws IOException {
        Page page = visit(runs.mixed(), 1280, ColorScheme.LIGHT, true).page();
        String target = page.locator(".first a").getAttribute("href");
        assertThat(page.locator(target + " h3").textContent())
                .startsWith(page.locator(".first a").textContent());
        assertThat(page.locator(".first b").textContent()).isNotBlank();
        assertThat(page.locator(".first").boundingBox().y).isLessThan(900);
    }

    @Test
    void probedValuesAreMarksByOutcome() throws IOException {
        Page page = visit(runs.mixed(), 1280, ColorScheme.LIGHT, true).page();
        assertThat(page.locator("[data-label=allowed] .mark.good .accepted").count())
                .isEqualTo(1);
        assertThat(page.locator("[data-label=forbidden] .mark.bad .accepted").count())
                .isEqualTo(1);
        assertThat(page.locator("[data-label=forbidden] .mark.good .rejected").count())
                .isEqualTo(1);
        assertThat(page.locator("[data-label=forbidden] .mark.bad title").textContent())
                .isEqualTo("2.0001: accepted, clamped or ignored, but forbidden");
    }

    @Test
    void allBarsOfTokensHaveOneScale() throws IOException {
        Page page = visit(runs.mixed(), 1280, ColorScheme.LIGHT, true).page();
        assertThat(
                        page.evaluate(
                                "new Set([...document.querySelectorAll('.bar svg')].map(e => e.getBoundingClientRect().width)).size"))
                .isEqualTo(1);
    }
}
