package dev.loupe.engine.evidence;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.engine.result.FindingEvidence.Excerpt;
import dev.loupe.engine.result.FindingEvidence.Line;
import dev.loupe.engine.result.ReportRedaction;
import dev.loupe.openapi.Document;
import dev.loupe.text.TextTruncation;
import java.util.ArrayList;
import java.util.List;

/** The lines of a document around a location, with the line of the location marked. */
public final class DocumentExcerpt {
    private static final int BEFORE = 3;
    private static final int AFTER = 4;
    private static final int MAX_LINE = 160;
    /** Longer lines are minified: the whole document may be on one line. */
    private static final int MAX_READABLE_LINE = 400;

    private DocumentExcerpt() {}

    public static List<Excerpt> of(Document.Part part) {
        return of(part.document(), part.pointer());
    }

    static List<Excerpt> of(Document document, JsonPointer location) {
        int marked = document.lineOf(location);
        // YAML has more line ends than editors
        if (marked == 0
                || marked > document.lineCount()
                || document.line(marked).length() > MAX_READABLE_LINE) {
            return List.of(new Excerpt("Document, formatted", formatted(document, location)));
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

    /** The parent of the location, formatted, because the text has no readable lines. */
    private static List<Line> formatted(Document document, JsonPointer location) {
        JsonPointer parent = location.head() == null ? JsonPointer.empty() : location.head();
        JsonPointer last = location.last() == null ? JsonPointer.empty() : location.last();
        List<Line> lines = JsonExcerpt.of(document.root().at(parent), last);
        int marked = 0;
        while (marked < lines.size() && !lines.get(marked).marked()) {
            marked++;
        }
        int from = marked == lines.size() ? 0 : Math.max(0, marked - BEFORE);
        return lines.subList(from, Math.min(lines.size(), from + BEFORE + 1 + AFTER));
    }
}
