package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.check.Level;
import dev.loupe.check.Violation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Chunks of a stream that send again what was sent, so that their texts join to more than the model generated. */
final class RepeatedDeltas {
    /** The longest chain of growing texts in 801 recorded streams has two. */
    private static final int GROWING = 5;

    private static final int GROWN = 20;
    private static final int PAIRS = 6;
    private static final int DIFFERENT_PAIRS = 4;

    /** A text that a model repeats by itself comes in more than one chunk. */
    private static final int WHOLE = 40;

    private RepeatedDeltas() {}

    /** The text of one chunk, and where it is. */
    private record Delta(String text, Choice.Location at) {}

    /** Null when every chunk has the text that is new. */
    static @Nullable Violation find(ParsedCompletion completion, Choice choice) {
        List<Delta> deltas = completion.streamed() ? deltas(completion, choice) : List.of();
        if (isGrowing(deltas)) {
            return violation(deltas.get(1), "each chunk contains the whole text so far", Level.MUST);
        }
        if (isDoubled(deltas)) {
            return violation(deltas.get(1), "each chunk is sent twice", Level.SHOULD);
        }
        return endsWithTheWhole(deltas)
                ? violation(deltas.getLast(), "the last chunk contains the whole text again", Level.SHOULD)
                : null;
    }

    private static Violation violation(Delta delta, String defect, Level level) {
        return Violation.of(
                        delta.at().at("/delta/content"),
                        "the text that is new",
                        StrictValues.quoted(delta.text()),
                        defect + ", as " + StrictValues.quoted(delta.text()))
                .atMost(level);
    }

    private static List<Delta> deltas(ParsedCompletion completion, Choice choice) {
        List<Delta> deltas = new ArrayList<>();
        for (int event = 0; event < completion.events().size(); event++) {
            JsonNode chunk = completion.events().get(event).json();
            JsonNode choices = chunk == null ? null : chunk.path("choices");
            for (int position = 0; choices != null && position < choices.size(); position++) {
                JsonNode one = choices.path(position);
                String text = StrictValues.textOrEmpty(one.path("delta").path("content"));
                if (!text.isEmpty() && StrictValues.integer(one.path("index")) == choice.index()) {
                    deltas.add(new Delta(text, new Choice.Location(event, position)));
                }
            }
        }
        return deltas;
    }

    private static boolean isGrowing(List<Delta> deltas) {
        if (deltas.size() < GROWING || deltas.getLast().text().length() < GROWN) {
            return false;
        }
        for (int i = 1; i < deltas.size(); i++) {
            String before = deltas.get(i - 1).text();
            String text = deltas.get(i).text();
            // the last chunk, with the finish_reason, may add nothing
            boolean longer = text.length() > before.length() || i == deltas.size() - 1;
            if (!longer || !text.startsWith(before)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDoubled(List<Delta> deltas) {
        if (deltas.size() < 2 * PAIRS || deltas.size() % 2 != 0) {
            return false;
        }
        HashSet<String> different = new HashSet<>();
        for (int i = 0; i < deltas.size(); i += 2) {
            if (!deltas.get(i).text().equals(deltas.get(i + 1).text())) {
                return false;
            }
            different.add(deltas.get(i).text());
        }
        return different.size() >= DIFFERENT_PAIRS;
    }

    private static boolean endsWithTheWhole(List<Delta> deltas) {
        String last = deltas.isEmpty() ? "" : deltas.getLast().text();
        if (last.length() < WHOLE || deltas.size() <= GROWING) {
            return false;
        }
        int at = 0;
        for (Delta delta : deltas.subList(0, deltas.size() - 1)) {
            if (!last.startsWith(delta.text(), at)) {
                return false;
            }
            at += delta.text().length();
        }
        return at == last.length();
    }
}
