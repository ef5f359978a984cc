package dev.loupe.text;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** What was computed for texts that repeat in many exchanges, such as names of headers. Bounded: others are computed again. */
public final class RepeatedText<T> {
    private static final int MOST = 4_096;
    private static final int LONGEST = 200;

    private final Map<String, T> known = new ConcurrentHashMap<>();
    private final Function<String, T> function;

    /** Results of this function, which depends on the text alone. */
    public RepeatedText(Function<String, T> function) {
        this.function = function;
    }

    public T of(String text) {
        T result = known.get(text);
        if (result == null) {
            result = function.apply(text);
            if (text.length() <= LONGEST && known.size() < MOST) {
                known.put(text, result);
            }
        }
        return result;
    }
}
