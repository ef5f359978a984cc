package dev.loupe.report.history;

import dev.loupe.diff.history.History;
import dev.loupe.report.format.HtmlPage;

/** The history of a spec as one page with a chart. */
public final class HistoryHtml {
    private HistoryHtml() {}

    public static String of(History history) {
        return HtmlPage.render("history.html", HistoryPage.of(history), "report.css", "change.css");
    }
}
