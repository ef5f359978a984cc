package dev.loupe.serve;

import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.serve.fault.Fault;
import dev.loupe.serve.wire.ResponsePacing;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How to start a reference provider; the defaults are those of {@code loupe serve}. */
public record ServeOptions(Listen listen, Persona persona, ResponsePacing pace, Faulty faulty, Source source) {
    private static final int MAX_BODY = 32 << 20;

    /**
     * Where to listen, and how much to take.
     *
     * @param port 0: any free one
     * @param maxBody bytes of a request's body
     * @param requestTime until a request must be complete
     */
    public record Listen(String host, int port, int maxBody, Duration requestTime) {}

    /**
     * Whom to play.
     *
     * @param contracts those to obey; each model is served by the first contract that lists it
     * @param key the one that is accepted; null: any that is not empty and does not begin with {@code invalid}, so that a bad
     *     key can be tried without configuration
     */
    public record Persona(ServeDialect dialect, List<Contract> contracts, @Nullable String key) {
        @Override
        public String toString() {
            return "Persona[" + dialect.name() + "]"; // no key in a log
        }
    }

    /**
     * What to do wrong.
     *
     * @param fault in every answer; null: nothing
     * @param byHeader whether a request may ask for one, in the header {@code X-Loupe-Fault}
     */
    public record Faulty(@Nullable Fault fault, boolean byHeader) {}

    /**
     * Where time and chance come from.
     *
     * @param seed for requests without one of their own
     */
    public record Source(Clock clock, long seed) {}

    /** Any free port of this machine alone, the contracts in the jar, nothing wrong. */
    public static ServeOptions defaults() {
        return of(Contracts.bundled());
    }

    public static ServeOptions of(List<Contract> contracts) {
        return new ServeOptions(
                new Listen("127.0.0.1", 0, MAX_BODY, Duration.ofSeconds(30)),
                new Persona(ServeDialect.named("aimlapi"), List.copyOf(contracts), null),
                ResponsePacing.FASTEST,
                new Faulty(null, false),
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

    public ServeOptions requestTime(Duration most) {
        return with(new Listen(listen.host, listen.port, listen.maxBody, most));
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
        return with(new Faulty(fault, faulty.byHeader));
    }

    public ServeOptions faultByHeader() {
        return with(new Faulty(faulty.fault, true));
    }

    public ServeOptions clock(Clock clock) {
        return with(new Source(clock, source.seed));
    }

    public ServeOptions seed(long seed) {
        return with(new Source(source.clock, seed));
    }

    private ServeOptions with(Listen changed) {
        return new ServeOptions(changed, persona, pace, faulty, source);
    }

    private ServeOptions with(Persona changed) {
        return new ServeOptions(listen, changed, pace, faulty, source);
    }

    private ServeOptions with(ResponsePacing changed) {
        return new ServeOptions(listen, persona, changed, faulty, source);
    }

    private ServeOptions with(Faulty changed) {
        return new ServeOptions(listen, persona, pace, changed, source);
    }

    private ServeOptions with(Source changed) {
        return new ServeOptions(listen, persona, pace, faulty, changed);
    }
}
