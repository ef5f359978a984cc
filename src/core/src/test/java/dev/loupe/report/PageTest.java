package dev.loupe.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Media;
import dev.loupe.verdict.Baseline;
import dev.loupe.verdict.Run;
import dev.loupe.verdict.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page in a real browser. */
class PageTest {
    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;

    @TempDir
    Path dir;

    /** What a page did that it must not do. */
    private record Visit(Page page, List<String> console, List<String> requests) {}

    @BeforeAll
    static void startBrowser() {
        Path chromium = Stream.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(Path.of(""));
        assumeTrue(
                Files.isExecutable(chromium),
                "no chromium is installed, so the page was NOT looked at; Debian: apt-get install chromium");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void stopBrowser() {
        if (playwright != null) {
            playwright.close();
        }
    }

    private Visit visit(Run run, int width, ColorScheme scheme, boolean scripts) throws IOException {
        Reports.writeAll(run, dir);
        Path file = dir.resolve("index.html");
        Browser started = browser;
        if (started == null) {
            throw new IllegalStateException("no browser");
        }
        BrowserContext context = started.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setColorScheme(scheme)
                .setJavaScriptEnabled(scripts));
        Page page = context.newPage();
        Visit visit = new Visit(page, new ArrayList<>(), new ArrayList<>());
        page.onConsoleMessage(message -> visit.console().add(message.text()));
        page.onPageError(error -> visit.console().add(error));
        page.onDialog(dialog -> visit.console().add("dialog " + dialog.message()));
        page.onRequest(request -> visit.requests().add(request.url()));
        page.navigate(file.toUri().toString());
        page.waitForTimeout(200);
        return visit;
    }

    private Run mixed() {
        return Samples.run(Samples.plan(Baseline.none()), dir.resolve("journal.ndjson"), Samples.mixed());
    }

    private Run hostile() {
        return Samples.run(Samples.plan(Hostile.checks()), dir.resolve("hostile.ndjson"), Hostile.exchanges());
    }

    private static void quiet(Visit visit) {
        assertThat(visit.console()).isEmpty();
        assertThat(visit.requests()).hasSize(1).allMatch(url -> url.startsWith("file:"));
    }

    @ParameterizedTest
    @EnumSource(
            value = ColorScheme.class,
            names = {"LIGHT", "DARK"})
    void thePageIsQuietInLightAndDark(ColorScheme scheme) throws IOException {
        Visit visit = visit(mixed(), 1280, scheme, true);
        quiet(visit);
        assertThat(visit.page().locator("h1").textContent()).isEqualTo("Non-conformant");
        // the style is allowed by its hash: were it refused, all this would have the browser's own colours
        String paper = visit.page()
                .evaluate("getComputedStyle(document.body).backgroundColor")
                .toString();
        assertThat(paper).isEqualTo(scheme == ColorScheme.DARK ? "rgb(20, 22, 26)" : "rgb(251, 251, 249)");
        shot(visit.page(), scheme.name().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void thePageWorksWithoutScripts() throws IOException {
        Visit visit = visit(mixed(), 1280, ColorScheme.LIGHT, false);
        visit.page().locator("details.group:not([open]) > summary").first().click();
        assertThat(visit.page().locator("details.group[open]").count()).isEqualTo(3);
        assertThat(Files.readString(dir.resolve("index.html"))).doesNotContain("<script", "http-equiv=\"refresh\"");
    }

    @Test
    void aPhoneNeedsNoScrollingSideways() throws IOException {
        for (Run run : List.of(mixed(), hostile())) {
            Visit visit = visit(run, 390, ColorScheme.LIGHT, true);
            visit.page().evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
            assertThat(visit.page().evaluate("document.documentElement.scrollWidth"))
                    .isEqualTo(390);
            // nothing sticks out of its box and is merely cut off
            assertThat(visit.page()
                            .evaluate("[...document.querySelectorAll('main *')].filter(e => !e.closest('svg, thead') &&"
                                    + " e.getBoundingClientRect().right > 391).map(e => e.outerHTML.slice(0, 80))"))
                    .isEqualTo(List.of());
            shot(visit.page(), "phone");
        }
    }

    @Test
    void hostileOutputDoesNothing() throws IOException {
        Visit visit = visit(hostile(), 1280, ColorScheme.LIGHT, true);
        quiet(visit);
        assertThat(visit.page().title()).startsWith("Non-conformant:");
        assertThat(visit.page().locator("script, img, iframe, object, form").count())
                .isZero();
    }

    @Test
    void thePolicyForbidsWhatEscapingWouldMiss() throws IOException {
        Reports.writeAll(mixed(), dir);
        Path file = dir.resolve("index.html");
        String broken = Files.readString(file)
                .replace(
                        "<main>",
                        "<main><script>document.title='owned'</script><img src='https://example.test/x.png'>");
        Visit visit = visit(mixed(), 800, ColorScheme.LIGHT, true);
        Files.writeString(file, broken);
        visit.page().navigate(file.toUri().toString());
        visit.page().waitForTimeout(200);
        assertThat(visit.page().title()).startsWith("Non-conformant:");
        assertThat(visit.console()).anyMatch(m -> m.contains("Content Security Policy"));
    }

    @Test
    void paperShowsWhatIsFolded() throws IOException {
        Visit visit = visit(mixed(), 1000, ColorScheme.LIGHT, true);
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

    /** For a person to look at. */
    private static void shot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/page", name + ".png")));
    }
}
