package dev.loupe.report.diff;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.Score;
import dev.loupe.diff.compare.ServedShare;
import dev.loupe.report.format.ReportTruncation;
import dev.loupe.report.format.WrappedText;
import java.util.List;
import java.util.Locale;

/** How much of one spec another one serves, as text and as JSON. */
public final class ScoreReport {
    private static final int MOST_OPERATIONS = 20;

    private ScoreReport() {}

    public static String text(Score score, int width) {
        WrappedText out = new WrappedText(width);
        out.line("", ReportTruncation.sentence("how much of " + score.wanted() + " is served by " + score.served()));
        rows(out, "of the whole spec", score.share().rows());
        rows(out, "of its operations that are served", score.share().servedRows());
        List<String> missing = score.share().missing();
        if (!missing.isEmpty()) {
            out.blank().line("", "operations that are not served: " + missing.size());
            missing.stream().limit(MOST_OPERATIONS).forEach(each -> out.cut("  ", each));
            if (missing.size() > MOST_OPERATIONS) {
                out.line("  ", "and " + (missing.size() - MOST_OPERATIONS) + " more; --format json has them all");
            }
        }
        return out.toString();
    }

    private static void rows(WrappedText out, String title, List<ServedShare.Row> rows) {
        out.blank().line("", title);
        for (ServedShare.Row row : rows) {
            String what = row.direction().isEmpty() ? row.what() : row.direction() + " " + row.what();
            String share =
                    row.total() == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * row.served() / row.total());
            out.line("  ", String.format(Locale.ROOT, "%-20s %6d of %6d %9s", what, row.served(), row.total(), share));
        }
    }

    /** {@code loupe-score/1}. */
    public static String json(Score score) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", "loupe-score/1").put("wanted", score.wanted()).put("served", score.served());
        rows(root.putArray("whole"), score.share().rows());
        rows(root.putArray("servedOperations"), score.share().servedRows());
        ArrayNode missing = root.putArray("missing");
        score.share().missing().forEach(missing::add);
        return new ObjectMapper().valueToTree(root).toPrettyString() + "\n";
    }

    private static void rows(ArrayNode out, List<ServedShare.Row> rows) {
        rows.forEach(row -> out.addObject()
                .put("what", row.what())
                .put("direction", row.direction())
                .put("served", row.served())
                .put("total", row.total()));
    }
}
