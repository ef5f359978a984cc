package dev.loupe.client.model;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the violations of a request with their paths. */
public final class ViolationCollector {
    private final List<ParameterViolation> all = new ArrayList<>();
    private String path = "";

    ViolationCollector() {}

    List<ParameterViolation> all() {
        return List.copyOf(all);
    }

    public void required(String property, @Nullable Object value, Map<String, ?> extras) {
        if (value == null && !extras.containsKey(property)) {
            add(property, "is required, but missing");
        }
    }

    public void range(String property, @Nullable Number value, @Nullable String min, @Nullable String max) {
        if (value == null) {
            return;
        }
        double number = value.doubleValue();
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            add(property, "is " + value + ", but must be a finite number");
            return;
        }
        BigDecimal exact = value instanceof Long whole ? BigDecimal.valueOf(whole) : BigDecimal.valueOf(number);
        boolean low = min != null && exact.compareTo(new BigDecimal(min)) < 0;
        boolean high = max != null && exact.compareTo(new BigDecimal(max)) > 0;
        if (low || high) {
            String plain =
                    exact.signum() == 0 ? "0" : exact.stripTrailingZeros().toPlainString();
            add(property, "is " + plain + ", but must be " + between(min, max, ""));
        }
    }

    public void range(
            String property, @Nullable Map<String, Double> values, @Nullable String min, @Nullable String max) {
        if (values != null) {
            values.forEach((key, value) -> range(property + "[" + key + "]", value, min, max));
        }
    }

    public void size(String property, @Nullable Collection<?> values, @Nullable String min, @Nullable String max) {
        if (values == null) {
            return;
        }
        int size = values.size();
        if ((min != null && size < Integer.parseInt(min)) || (max != null && size > Integer.parseInt(max))) {
            String has = "has " + size + (size == 1 ? " item" : " items");
            String unit = max == null && "1".equals(min) ? " item" : " items";
            add(property, has + ", but must have " + between(min, max, unit));
        }
    }

    public void value(String property, @Nullable ApiValue value) {
        if (value != null) {
            String outer = path;
            path = join(property);
            value.check(this);
            path = outer;
        }
    }

    public void values(String property, @Nullable List<? extends ApiValue> values) {
        if (values != null) {
            for (int i = 0; i < values.size(); i++) {
                value(property + "[" + i + "]", values.get(i));
            }
        }
    }

    private static String between(@Nullable String min, @Nullable String max, String unit) {
        if (min == null) {
            return "at most " + max + unit;
        }
        return max == null ? "at least " + min + unit : "between " + min + " and " + max + unit;
    }

    private void add(String property, String what) {
        String parameter = join(property);
        all.add(new ParameterViolation(parameter, parameter + " " + what));
    }

    /** An empty name is the value itself, as in a list that is a branch of a union: {@code stop has 5 items}. */
    private String join(String property) {
        return path.isEmpty() || property.isEmpty() || property.startsWith("[")
                ? path + property
                : path + "." + property;
    }
}
