package dev.loupe.verdict;

import dev.loupe.exchange.Entry;
import dev.loupe.exchange.Exchange;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * What a run looks at, in order: stored records that are yet to be read, or exchanges as they happen.
 *
 * @param iterator may block; the run shows what is decided meanwhile
 * @param read pure, called by many threads at once
 * @param size of a record in bytes, so that large records are not held many at a time
 */
public record Records<T>(Iterator<T> iterator, Function<T, Entry> read, ToIntFunction<T> size) {
    public static Records<Exchange> live(Iterator<Exchange> exchanges) {
        return new Records<>(exchanges, Entry.Read::new, exchange -> 1);
    }
}
