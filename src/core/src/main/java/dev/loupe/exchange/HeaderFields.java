package dev.loupe.exchange;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apiguardian.api.API;

/**
 * Header fields by lower-case name.
 *
 * @param recorded false when headers were not recorded, so that an absent field means nothing
 */
@API(status = API.Status.EXPERIMENTAL)
public record HeaderFields(SortedMap<String, List<String>> fields, boolean recorded) {
    public static final HeaderFields NOT_RECORDED = new HeaderFields(new TreeMap<>(), false);

    /** Fields with names in any case. */
    public static HeaderFields of(Map<String, List<String>> fields) {
        SortedMap<String, List<String>> sorted = new TreeMap<>();
        fields.forEach((name, values) -> sorted.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
        return new HeaderFields(sorted, true);
    }

    /** The media type in lower case and without parameters. */
    public Optional<String> mediaType() {
        return first("content-type").map(type -> {
            int end = type.indexOf(';');
            return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        });
    }

    /** Whether the media type is that of an event stream. */
    public boolean isEventStream() {
        return mediaType().orElse("").startsWith("text/event-stream");
    }

    public Optional<String> first(String name) {
        List<String> values = fields.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }
}
