package dev.loupe.live;

import dev.loupe.exchange.Exchange;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apiguardian.api.API;

/**
 * Which requests are sent again at once, to see whether the result is the same.
 *
 * @param wanted whether the request of this exchange is sent again
 * @param onRepeat receives each repeated exchange
 * @param times how often such a request is sent, including the first time
 */
@API(status = API.Status.EXPERIMENTAL)
public record Repeats(Predicate<Exchange> wanted, Consumer<Exchange> onRepeat, int times) {
    public static final Repeats NONE = new Repeats(exchange -> false, exchange -> {}, 1);
}
