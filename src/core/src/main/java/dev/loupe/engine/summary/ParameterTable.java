package dev.loupe.engine.summary;

import dev.loupe.engine.result.ExchangeFacts;
import dev.loupe.engine.result.LocationText;
import dev.loupe.engine.result.RequestField;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;

/** For each property of the request: the values that were sent, and the outcomes of its probes. Bounded whatever is sent. */
@API(status = API.Status.EXPERIMENTAL)
public final class ParameterTable {
    private static final int MAX_PARAMETERS = 400;
    private static final int MAX_VALUES = 8;

    private final Map<String, Values> byPointer = new HashMap<>();

    /** The values of one property. */
    public static final class Values {
        private int count;
        private @Nullable BigDecimal least;
        private @Nullable BigDecimal most;
        private int longest = -1;
        private final List<String> values = new ArrayList<>();
        private boolean moreValues;
        private final Map<ProbeOutcome, List<String>> probes = new LinkedHashMap<>();

        public int count() {
            return count;
        }

        /** Numbers as a range, short strings as a list, long strings by their length; empty for objects and arrays. */
        public String description() {
            List<String> parts = new ArrayList<>(values);
            if (least != null && most != null) {
                String low = plain(least);
                parts.addFirst(least.compareTo(most) == 0 ? low : low + " to " + plain(most));
            }
            if (longest >= 0) {
                parts.add(String.format(Locale.ROOT, "string, up to %,d characters", longest));
            }
            if (moreValues) {
                parts.add("…");
            }
            return String.join(", ", parts);
        }

        /** Outcomes of probes with the probed values. */
        public Map<ProbeOutcome, List<String>> probes() {
            return Collections.unmodifiableMap(probes);
        }

        private void add(RequestField sent) {
            count++;
            switch (sent.kind()) {
                case NUMBER -> {
                    BigDecimal value = sent.value().decimalValue();
                    least = least == null ? value : least.min(value);
                    most = most == null ? value : most.max(value);
                }
                case TEXT -> longest = Math.max(longest, sent.value().intValue());
                case ARRAY -> value(sent.value().intValue() == 0 ? "[]" : "array");
                case OBJECT -> {}
                case WORD -> value("\"" + sent.value().textValue() + "\"");
                case BOOLEAN, NULL -> value(sent.value().toString());
            }
        }

        /** A number such as 1e999999999 must not become a string of that length. */
        private static String plain(BigDecimal value) {
            return Math.abs((long) value.scale()) > 40 || value.precision() > 40
                    ? value.round(new MathContext(6)).toString()
                    : value.toPlainString();
        }

        private void value(String value) {
            if (!values.contains(value)) {
                if (values.size() < MAX_VALUES) {
                    values.add(value);
                } else {
                    moreValues = true;
                }
            }
        }

        private void probe(ProbeOutcome outcome, String value) {
            List<String> values = probes.computeIfAbsent(outcome, o -> new ArrayList<>());
            if (values.size() < MAX_VALUES && !values.contains(value)) {
                values.add(value);
            }
        }
    }

    void add(ExchangeFacts facts) {
        ExchangeFacts.ProbeFacts probing = facts.probe();
        // a probe of the key, the path or the whole body is about no parameter
        if (probing != null && !probing.at().isEmpty()) {
            ProbeOutcome.of(probing, facts.status()).ifPresent(outcome -> values(LocationText.folded(probing.at()))
                    .ifPresent(s -> s.probe(outcome, probing.value().isEmpty() ? "omitted" : probing.value())));
        }
        for (RequestField sent : facts.sent()) {
            values(sent.at()).ifPresent(s -> s.add(sent));
        }
    }

    private Optional<Values> values(String at) {
        Values known = byPointer.get(at);
        if (known == null && byPointer.size() < MAX_PARAMETERS) {
            known = new Values();
            byPointer.put(at, known);
        }
        return Optional.ofNullable(known);
    }

    /** By pointer, sorted. */
    public SortedMap<String, Values> rows() {
        return new TreeMap<>(byPointer);
    }
}
