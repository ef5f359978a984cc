package dev.loupe.report.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import dev.loupe.diff.Diff;
import dev.loupe.openapi.Document;
import dev.loupe.report.Chromium;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages of a comparison, of a series and of a history in a browser. */
class DiffPageTest {
    @RegisterExtension
    static final Chromium CHROMIUM = new Chromium();

    @TempDir
    Path dir;

    private static Chromium.Visit visit(Path page, int width, ColorScheme scheme) {
        return CHROMIUM.visit(page, width, scheme, true);
    }

    /** The golden files of other tests. */
    private static Path golden(String name) {
        return Path.of("src/test/resources/change/golden", name, "diff.html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"diff", "series", "history"})
    void thePageHasNoConsoleErrorsAndItsStyleIsAllowed(String name) {
        for (ColorScheme scheme : new ColorScheme[] {ColorScheme.LIGHT, ColorScheme.DARK}) {
            Chromium.Visit visit = visit(golden(name), 1280, scheme);
            visit.isQuiet();
            assertThat(visit.page().evaluate("getComputedStyle(document.body).backgroundColor"))
                    .isEqualTo(scheme == ColorScheme.DARK ? "rgb(20, 22, 26)" : "rgb(251, 251, 249)");
            visit.shot(name + "-" + scheme);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"diff", "series", "history"})
    void aPhoneNeedsNoScrollingSideways(String name) {
        Chromium.Visit visit = visit(golden(name), 390, ColorScheme.LIGHT);
        visit.needsNoScrollingSideways();
        visit.shot(name + "-phone");
    }

    @Test
    void markupInASpecIsNotInterpreted() throws IOException {
        String evil = "`<script>document.title='owned'</script>`<img src=x onerror=alert(1)>";
        String old = contract(evil, "{\"type\": \"string\", \"enum\": [\"" + evil + "\", \"b\"]}");
        String next = contract(evil, "{\"type\": \"string\", \"enum\": [\"b\"]}");
        Path file = dir.resolve("diff.html");
        Files.writeString(
                file,
                DiffHtml.of(Diff.compare(
                        Document.parse(old, evil), Document.parse(next, "new"), Diff.Options.plain("2026-11-20"))));
        Chromium.Visit visit = visit(file, 390, ColorScheme.LIGHT);
        visit.isQuiet();
        visit.needsNoScrollingSideways();
        assertThat(visit.page().title()).startsWith("breaking: 1 breaking");
        assertThat(visit.page().locator("script, img").count()).isZero();
        assertThat(visit.page().locator("h3").first().textContent()).contains("onerror=alert(1)");
    }

    private static String contract(String member, String schema) {
        return """
                {"openapi": "3.0.3", "info": {"title": "%s", "version": "1"}, "paths": {"/a": {"post": {
                  "requestBody": {"content": {"application/json": {"schema": {
                    "type": "object", "properties": {"%s": %s}}}}},
                  "responses": {"200": {"description": "ok"}}}}}}"""
                .formatted(member, member, schema);
    }
}
