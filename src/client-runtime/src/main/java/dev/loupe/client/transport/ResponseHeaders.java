package dev.loupe.client.transport;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The headers of a response. Names are case-insensitive, values are unchanged. */
public final class ResponseHeaders {
    private static final ResponseHeaders NONE = new ResponseHeaders(Map.of());

    private final Map<String, List<String>> values;

    private ResponseHeaders(Map<String, List<String>> values) {
        // CASE_INSENSITIVE_ORDER does not depend on the default locale
        Map<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        values.forEach((name, all) ->
                sorted.computeIfAbsent(name, n -> new ArrayList<>()).addAll(all));
        sorted.replaceAll((name, all) -> List.copyOf(all));
        this.values = Collections.unmodifiableMap(sorted);
    }

    public static ResponseHeaders of(Map<String, List<String>> values) {
        return new ResponseHeaders(values);
    }

    public static ResponseHeaders none() {
        return NONE;
    }

    /** The first value of a header. */
    public Optional<String> first(String name) {
        List<String> all = all(name);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
    }

    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** All headers, sorted by name; the map is case-insensitive. */
    public Map<String, List<String>> asMap() {
        return values;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResponseHeaders that && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return values.hashCode();
    }

    /** Names only, because values may be secret. */
    @Override
    public String toString() {
        return "Headers" + values.keySet();
    }
}
