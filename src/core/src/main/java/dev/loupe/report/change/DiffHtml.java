package dev.loupe.report.change;

import dev.loupe.change.Comparison;
import dev.loupe.report.HtmlPage;

/** A comparison as one page: before and after side by side, the witness beside the change. */
final class DiffHtml {
    private DiffHtml() {}

    static String of(Comparison comparison) {
        return HtmlPage.render("diff.html", ChangePage.of(comparison), "report.css", "change.css");
    }
}
