package dev.loupe.diff.judge;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import java.util.ArrayList;
import java.util.List;

/** Accepted changes ({@code loupe-changes.yaml}), each with a reason. */
public record AcceptedChanges(List<Entry> entries) {
    public static final AcceptedChanges NOTHING = new AcceptedChanges(List.of());

    /**
     * One accepted change.
     *
     * @param change the fingerprint of the change
     * @param until the last valid day, {@code 2026-12-31}; empty when it does not expire
     * @param line its line in the file
     */
    public record Entry(String change, String reason, String until, String file, int line) {}

    public record Applied(List<Change> changes, List<Entry> stale) {}

    /** Reads {@code accepted: [{change, reason, until}]}. */
    public static AcceptedChanges read(Document document) {
        List<Entry> entries = new ArrayList<>();
        JsonNode list = document.root().path("accepted");
        if (!list.isArray()) {
            throw error(
                    document,
                    "",
                    "property 'accepted' is missing or not an array: expected entries with 'change' and 'reason'");
        }
        for (int i = 0; i < list.size(); i++) {
            JsonNode each = list.get(i);
            String at = "/accepted/" + i;
            String change = each.path("change").asText("");
            String reason = each.path("reason").asText("").strip();
            String until = each.path("until").asText("");
            if (change.isEmpty() || reason.isEmpty()) {
                throw error(
                        document,
                        at,
                        "required property 'change' (the fingerprint in the report) or 'reason' is missing");
            }
            if (!until.isEmpty() && !until.matches("\\d{4}-\\d{2}-\\d{2}")) {
                throw error(document, at + "/until", "not a date, expected a date such as 2026-12-31");
            }
            entries.add(new Entry(change, reason, until, document.source(), document.lineOf(JsonPointer.compile(at))));
        }
        return new AcceptedChanges(List.copyOf(entries));
    }

    private static ContractException error(Document document, String at, String problem) {
        JsonPointer pointer = JsonPointer.compile(at);
        return new ContractException(document.source(), document.lineOf(pointer), pointer, problem);
    }

    /** An expired entry accepts nothing; an expired entry and one without a matching change are stale. */
    public Applied apply(List<Change> changes, String today) {
        List<Entry> stale = new ArrayList<>();
        List<Change> result = new ArrayList<>(changes);
        for (Entry entry : entries) {
            boolean found = false;
            boolean ended = !entry.until().isEmpty() && entry.until().compareTo(today) < 0;
            for (int i = 0; i < result.size(); i++) {
                if (result.get(i).fingerprint().equals(entry.change())) {
                    found = true;
                    result.set(i, ended ? result.get(i) : result.get(i).accept(entry.reason()));
                }
            }
            if (!found || ended) {
                stale.add(entry);
            }
        }
        return new Applied(List.copyOf(result), List.copyOf(stale));
    }
}
