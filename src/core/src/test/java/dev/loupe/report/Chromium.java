package dev.loupe.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** A real browser for the pages of one test class, which registers it as a static extension. */
public final class Chromium implements BeforeAllCallback, AfterAllCallback {
    /** So long that only a browser that hangs reaches it. */
    private static final double TIMEOUT_MILLISECONDS = 600_000;

    /** The script of axe. The policy of the pages forbids scripts in them, not those of the browser's debugger. */
    private static final String AXE = resource("/axe.min.js");

    private @Nullable Playwright playwright;
    private @Nullable Browser browser;

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(Chromium.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Skips the test where no browser is installed; where one is required ({@code LOUPE_BROWSER}), the test fails. */
    @Override
    public void beforeAll(ExtensionContext context) {
        Path executable = Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":"))
                        .map(folder -> Path.of(folder).resolve(name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
        if (executable == null) {
            String missing = "no Chromium is installed, so no page is tested (Debian: apt-get install chromium)";
            assertThat(System.getenv("LOUPE_BROWSER")).as(missing).isNotEqualTo("required");
            throw new TestAbortedException(missing);
        }
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setTimeout(TIMEOUT_MILLISECONDS)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            playwright.close();
        }
    }

    public Visit visit(Path file, int width, ColorScheme scheme, boolean scripts) {
        BrowserContext context = Objects.requireNonNull(browser)
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(width, 900)
                        .setColorScheme(scheme)
                        .setJavaScriptEnabled(scripts));
        context.setDefaultTimeout(TIMEOUT_MILLISECONDS);
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

    /** A page, and what it did that it must not do. */
    public record Visit(Page page, List<String> console, List<String> requests) {
        public void isQuiet() {
            assertThat(console).isEmpty();
            assertThat(requests).hasSize(1).allMatch(url -> url.startsWith("file:"));
        }

        /** With everything unfolded: nothing is wider than the window, and nothing is merely cut off. */
        public void needsNoScrollingSideways() {
            int width = page.viewportSize().width;
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
            assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(width);
            assertThat(page.evaluate(
                            "[...document.querySelectorAll('main *')].filter(e => !e.closest('svg, thead, pre') &&"
                                    + " e.getBoundingClientRect().right > " + (width + 1)
                                    + ").map(e => e.outerHTML.slice(0, 80))"))
                    .isEqualTo(List.of());
        }

        /** Links to a location of the page that does not exist. */
        public List<?> deadAnchors() {
            return (List<?>)
                    page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))"
                            + ".filter(href => !document.getElementById(decodeURIComponent(href.slice(1))))");
        }

        /** The rules of axe that the page violates with everything unfolded, with the first element of each. */
        public List<?> accessibilityViolations() {
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
            page.evaluate(AXE);
            return (List<?>) page.evaluate("async () => (await axe.run()).violations.map(v => v.id + ': '"
                    + " + v.nodes[0].html.slice(0, 200) + ' ' + v.nodes[0].failureSummary)");
        }

        /** For a person to look at. */
        public void shot(String name) {
            page.screenshot(
                    new Page.ScreenshotOptions().setFullPage(true).setPath(Path.of("target/page", name + ".png")));
        }
    }
}
