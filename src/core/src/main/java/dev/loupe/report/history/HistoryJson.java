package dev.loupe.report.history;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.history.History;
import dev.loupe.report.diff.DiffJson;

/** The history of a spec as {@code loupe-history/1}; each step contains a {@code loupe-diff/1}. */
public final class HistoryJson {
    private HistoryJson() {}

    public static String of(History history, String version) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("format", "loupe-history/1");
        ArrayNode steps = root.putArray("steps");
        for (History.Step step : history.steps()) {
            ObjectNode out = steps.addObject();
            out.put("date", step.date())
                    .put("first", HistoryText.headline(step))
                    .put("cameBack", step.cameBack())
                    .put("semver", step.semver().word());
            out.putObject("size")
                    .put("operations", step.size().operations())
                    .put("parameters", step.size().parameters())
                    .put("models", step.size().models());
            out.set("diff", DiffJson.tree(step.comparison(), version));
        }
        return DiffJson.text(root);
    }
}
