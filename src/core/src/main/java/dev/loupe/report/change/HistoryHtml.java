package dev.loupe.report.change;

import dev.loupe.change.History;
import dev.loupe.report.HtmlPage;

/** The history of a contract as one page with a chart. */
final class HistoryHtml {
    private HistoryHtml() {}

    static String of(History history) {
        return HtmlPage.render("history.html", HistoryPage.of(history), "report.css", "change.css");
    }
}
