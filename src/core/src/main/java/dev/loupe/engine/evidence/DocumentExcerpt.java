package dev.loupe.engine.evidence;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.engine.result.FindingEvidence.Excerpt;
import dev.loupe.engine.result.FindingEvidence.Line;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.openapi.Document;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;

/** The lines of a document around a place, as they stand in the file, the line of the place marked. */
public final class DocumentExcerpt {
    private static final int BEFORE = 3;
    private static final int AFTER = 4;
    private static final int MAX_LINE = 160;
    /** Longer lines are not written by people: the whole document may stand on one. */
    private static final int MAX_READABLE_LINE = 400;

    private DocumentExcerpt() {}

    public static List<Excerpt> of(Document document, JsonPointer place) {
        int marked = document.lineOf(place);
        // YAML knows more ends of lines than editors do
        if (marked == 0
                || marked > document.lineCount()
                || document.line(marked).length() > MAX_READABLE_LINE) {
            return List.of(new Excerpt("Document, laid out", formatted(document, place)));
        }
        List<Line> lines = new ArrayList<>();
        int to = Math.min(marked + AFTER, document.lineCount());
        int width = Integer.toString(to).length();
        for (int i = Math.max(1, marked - BEFORE); i <= to; i++) {
            String number = " ".repeat(width - Integer.toString(i).length()) + i;
            lines.add(new Line(
                    TextTruncation.withLength(number + "  " + ReportRedaction.redact(document.line(i)), MAX_LINE),
                    i == marked));
        }
        return List.of(new Excerpt("Document, line " + marked, lines));
    }

    /** What holds the place, since the text has no lines that a person could read. */
    private static List<Line> formatted(Document document, JsonPointer place) {
        JsonPointer holder = place.head() == null ? JsonPointer.empty() : place.head();
        JsonPointer last = place.last() == null ? JsonPointer.empty() : place.last();
        List<Line> lines = JsonExcerpt.of(document.root().at(holder), last);
        int marked = 0;
        while (marked < lines.size() && !lines.get(marked).marked()) {
            marked++;
        }
        int from = marked == lines.size() ? 0 : Math.max(0, marked - BEFORE);
        return lines.subList(from, Math.min(lines.size(), from + BEFORE + 1 + AFTER));
    }
}
