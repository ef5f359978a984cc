package dev.loupe.serve;

import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.serve.fault.Fault;
import dev.loupe.serve.wire.ResponsePacing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Options of a reference provider. */
public record ServeOptions(
        Listen listen, Persona persona, ResponsePacing pace, FaultSelection faultSelection, Source source) {
    private static final int MAX_BODY = 32 << 20;

    /**
     * Address and limits of requests.
     *
     * @param port 0 for any free port
     * @param maxBody maximum bytes of a request body
     * @param requestTime maximum time to receive a request
     */
    public record Listen(String host, int port, int maxBody, Duration requestTime) {}

    /**
     * The provider to imitate.
     *
     * @param contracts the contracts to conform to; each model is served by the first contract that lists it
     * @param key the accepted key; null for any key that is not empty and does not begin with {@code invalid}, so that a wrong
     *     key can be tested without configuration
     */
    public record Persona(ServeDialect dialect, List<Contract> contracts, @Nullable String key) {
        @Override
        public String toString() {
            return "Persona[" + dialect.name() + "]"; // no key in a log
        }
    }

    /**
     * The selected fault.
     *
     * @param fault in every response; null for none
     * @param byHeader whether a request may select a fault with the header {@code X-Loupe-Fault}
     */
    public record FaultSelection(@Nullable Fault fault, boolean byHeader) {}

    /**
     * Clock and seed.
     *
     * @param seed for requests without a seed
     */
    public record Source(Clock clock, long seed) {}

    /** A free port on the loopback address, the bundled contracts, no fault. */
    public static ServeOptions defaults() {
        return of(Contracts.bundled());
    }

    public static ServeOptions of(List<Contract> contracts) {
        return new ServeOptions(
                new Listen("127.0.0.1", 0, MAX_BODY, Duration.ofSeconds(30)),
                new Persona(ServeDialect.named("aimlapi"), List.copyOf(contracts), null),
                ResponsePacing.FASTEST,
                new FaultSelection(null, false),
                new Source(Clock.systemUTC(), 1));
    }

    public ServeOptions host(String host) {
        return with(new Listen(host, listen.port, listen.maxBody, listen.requestTime));
    }

    public ServeOptions port(int port) {
        return with(new Listen(listen.host, port, listen.maxBody, listen.requestTime));
    }

    public ServeOptions maxBody(int bytes) {
        return with(new Listen(listen.host, listen.port, bytes, listen.requestTime));
    }

    public ServeOptions requestTime(Duration maximum) {
        return with(new Listen(listen.host, listen.port, listen.maxBody, maximum));
    }

    public ServeOptions dialect(ServeDialect dialect) {
        return with(new Persona(dialect, persona.contracts, persona.key));
    }

    public ServeOptions key(String key) {
        return with(new Persona(persona.dialect, persona.contracts, key));
    }

    public ServeOptions latency(Duration latency) {
        return with(new ResponsePacing(latency, pace.tokensPerSecond()));
    }

    public ServeOptions tokensPerSecond(double tokens) {
        return with(new ResponsePacing(pace.latency(), tokens));
    }

    public ServeOptions fault(Fault fault) {
        return with(new FaultSelection(fault, faultSelection.byHeader));
    }

    public ServeOptions faultByHeader() {
        return with(new FaultSelection(faultSelection.fault, true));
    }

    public ServeOptions clock(Clock clock) {
        return with(new Source(clock, source.seed));
    }

    public ServeOptions seed(long seed) {
        return with(new Source(source.clock, seed));
    }

    private ServeOptions with(Listen changed) {
        return new ServeOptions(changed, persona, pace, faultSelection, source);
    }

    private ServeOptions with(Persona changed) {
        return new ServeOptions(listen, changed, pace, faultSelection, source);
    }

    private ServeOptions with(ResponsePacing changed) {
        return new ServeOptions(listen, persona, changed, faultSelection, source);
    }

    private ServeOptions with(FaultSelection changed) {
        return new ServeOptions(listen, persona, pace, changed, source);
    }

    private ServeOptions with(Source changed) {
        return new ServeOptions(listen, persona, pace, faultSelection, changed);
    }
}
