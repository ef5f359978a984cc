package dev.loupe.bench.engine;

import dev.loupe.chat.ChatContracts;
import dev.loupe.check.Check;
import dev.loupe.check.CheckContext;
import dev.loupe.check.ExchangeCheck;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.RunCheck;
import dev.loupe.check.rules.Checks;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.provider.ProviderProfiles;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** What is done with one exchange: read its record, take it apart, run the checks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 3, time = 1)
public class Judging {
    /** A non-streaming response, or a stream of a hundred chunks. */
    @Param({"response", "stream"})
    public String sample = "response";

    /** All checks, or those whose id begins so: the hottest ones. */
    @Param({"", "schema.", "stream.same-", "stream.finished", "error.no-stack-trace"})
    public String checks = "";

    private @Nullable RawRecord raw;
    private @Nullable Exchange exchange;
    private @Nullable CheckContext context;
    private List<Check> chosen = List.of();

    @Setup
    public void prepare() {
        raw = sample.equals("response") ? Samples.response() : Samples.streamed(100);
        exchange = Samples.read(raw);
        ContractSchemas gemma = ContractSchemas.of(ChatContracts.find("gemma-3"));
        context = new CheckContext(
                checks.equals("schema.") ? gemma : null,
                ProviderProfiles.named("openai").orElseThrow());
        chosen = Checks.all().stream()
                .filter(check -> check.info().id().startsWith(checks))
                .toList();
    }

    @Benchmark
    public @Nullable ReadResult read() {
        return raw == null ? null : RecordingFormat.read(raw);
    }

    @Benchmark
    public void judge(Blackhole results) {
        if (exchange == null || context == null) {
            return;
        }
        ParsedExchange observed = ParsedExchange.of(exchange, context);
        for (Check check : chosen) {
            switch (check) {
                case ExchangeCheck alone -> results.consume(alone.on(observed));
                case RunCheck<?> compared -> results.consume(compared.factOf(observed));
            }
        }
    }
}
