package dev.loupe.report.change;

import dev.loupe.change.History;

/** The history of a contract as one page with a chart. */
final class HistoryHtml {
    private HistoryHtml() {}

    static String of(History history) {
        return Html.render("history.html", HistoryPage.of(history));
    }
}
