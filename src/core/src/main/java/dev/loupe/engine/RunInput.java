package dev.loupe.engine;

import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.file.ReadResult;
import java.util.Iterator;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apiguardian.api.API;

/**
 * What a run judges, in order: stored records, or exchanges as they happen.
 *
 * @param iterator may block
 * @param read pure, called by many threads at once
 * @param size of a record in bytes, so that large records are not held many at a time
 */
@API(status = API.Status.EXPERIMENTAL)
public record RunInput<T>(Iterator<T> iterator, Function<T, ReadResult> read, ToIntFunction<T> size) {
    public static RunInput<Exchange> live(Iterator<Exchange> exchanges) {
        return new RunInput<>(exchanges, ReadResult.Read::new, exchange -> 1);
    }
}
