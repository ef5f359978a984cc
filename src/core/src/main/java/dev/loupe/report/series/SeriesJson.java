package dev.loupe.report.series;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.DiffResult;
import dev.loupe.report.diff.DiffJson;
import java.util.function.Consumer;

/** Several comparisons as one {@code loupe-diffs/1}: a line for each pair with its {@code loupe-diff/1}. */
public final class SeriesJson implements SeriesWriter {
    private final Consumer<String> out;
    private final String version;
    private boolean begun;

    public SeriesJson(Consumer<String> out, String version) {
        this.out = out;
        this.version = version;
    }

    @Override
    public void add(String name, DiffResult comparison) {
        ObjectNode pair = JsonNodeFactory.instance.objectNode().put("name", name);
        pair.set("diff", DiffJson.tree(comparison, version));
        out.accept(opening() + DiffJson.line(pair));
    }

    @Override
    public void finish(SeriesSummary summary) {
        ObjectNode end = JsonNodeFactory.instance.objectNode();
        end.put("verdict", summary.verdict().word());
        ArrayNode failed = end.putArray("failed");
        summary.failed().forEach(pair -> failed.addObject()
                .put("name", pair.name())
                .put("why", pair.why())
                .put("ours", pair.internalError()));
        ArrayNode old = end.putArray("onlyOld");
        summary.onlyOld().forEach(old::add);
        ArrayNode next = end.putArray("onlyNew");
        summary.onlyNew().forEach(next::add);
        DiffJson.stale(end.putArray("stale"), summary.stale());
        String head = begun ? "" : opening();
        // the rest of the object begun by the opening
        out.accept(head + "\n],\n" + DiffJson.line(end).substring(1) + "\n");
    }

    private String opening() {
        String opening = begun ? ",\n" : "{\"format\":\"loupe-diffs/1\",\"pairs\":[\n";
        begun = true;
        return opening;
    }
}
