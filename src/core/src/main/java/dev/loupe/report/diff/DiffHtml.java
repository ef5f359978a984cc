package dev.loupe.report.diff;

import dev.loupe.diff.DiffResult;
import dev.loupe.report.format.HtmlPage;

/** A comparison as one HTML page with before, after and witness of each change. */
public final class DiffHtml {
    private DiffHtml() {}

    public static String of(DiffResult comparison) {
        return HtmlPage.render("diff.html", DiffPage.of(comparison), "report.css", "change.css");
    }
}
