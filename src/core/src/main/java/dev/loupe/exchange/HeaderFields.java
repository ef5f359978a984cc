package dev.loupe.exchange;

import java.util.List;
import java.util.Locale;
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

    public Optional<String> first(String name) {
        List<String> values = fields.get(name.toLowerCase(Locale.ROOT));
        return values == null || values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
    }
}
