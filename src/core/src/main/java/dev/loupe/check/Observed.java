package dev.loupe.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Exchange;
import dev.loupe.provider.Provider;

/** One exchange as the checks see it: taken apart once, however many checks look at it. Safe to share between threads. */
public final class Observed {
    private final Exchange exchange;
    private final Context context;

    private Observed(Exchange exchange, Context context) {
        this.exchange = exchange;
        this.context = context;
    }

    public static Observed of(Exchange exchange, Context context) {
        return new Observed(exchange, context);
    }

    public Exchange exchange() {
        return exchange;
    }

    public Context context() {
        return context;
    }

    public Provider provider() {
        return context.provider();
    }

    /** The request's JSON, or a missing node. */
    public JsonNode request() {
        return exchange.request().body().json();
    }
}
