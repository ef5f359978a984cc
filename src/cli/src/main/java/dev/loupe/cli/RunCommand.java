package dev.loupe.cli;

import dev.loupe.engine.FlakinessPolicy;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.baseline.GlobPattern;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.live.Budget;
import dev.loupe.live.CostEstimate;
import dev.loupe.live.ExchangeRecorder;
import dev.loupe.live.ParallelSender;
import dev.loupe.live.PlannedRequest;
import dev.loupe.live.PlannedRequests;
import dev.loupe.live.ProbeSession;
import dev.loupe.live.RequestSender;
import dev.loupe.live.TargetEndpoint;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import dev.loupe.provider.ProviderProfile.Price;
import dev.loupe.provider.ProviderProfiles;
import dev.loupe.serve.ReferenceProvider;
import dev.loupe.serve.ServeOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code loupe run}: probes a live endpoint. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Probes a live endpoint and reports what of its contract holds. Without --against: the embedded"
                + " reference provider.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe run --level smoke",
            "  loupe run --against http://localhost:8080 --contract gemma-3 --dry-run",
            "  loupe run --against aimlapi --model google/gemma-3-4b-it --max-cost 0.50",
            "  loupe run --against http://localhost:8080 --probes 'temperature/*' --record live/",
            "%nThe key is read from the environment variable that the provider names;",
            "for a URL of no known provider that is LOUPE_KEY.",
            "Ctrl-C ends a run with a report of what was decided, inconclusive, and with",
            "130, by which shells know that a person stopped it.",
        })
class RunCommand implements Callable<Integer> {
    /** What the embedded provider takes for a key: anything that does not look wrong. */
    private static final String EMBEDDED_KEY = "embedded-reference";

    @Option(
            names = "--against",
            paramLabel = "URL|PROVIDER",
            description = "Base URL of the endpoint, or a provider's name. Default: the embedded reference provider.")
    @Nullable
    String against;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The model to ask for. Default: the first one of the contract.")
    String model = "";

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "standard",
            description = "How much: smoke (about 15 requests), standard (up to 138) or full. Default: standard.")
    Thoroughness level = Thoroughness.STANDARD;

    @Option(names = "--probes", paramLabel = "GLOB", description = "Only probes whose id matches: 'temperature/*'.")
    @Nullable
    String probes;

    @Option(names = "--dry-run", description = "Print what would be sent, and what it may cost; send nothing.")
    boolean dryRun;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often to send what may differ from time to time, and what broke a rule that may hold the"
                    + " next time. Default: ${DEFAULT-VALUE}.")
    int repeat = 3;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the embedded provider. Default: ${DEFAULT-VALUE}.")
    long seed = 1;

    @Option(names = "--record", paramLabel = "DIR", description = "Write every exchange there, secrets removed.")
    @Nullable
    Path record;

    @Option(names = "--resume", description = "Go on with the run that is in the --record directory.")
    boolean resume;

    @Mixin
    JudgingOptions judging = new JudgingOptions();

    @Mixin
    SendingOptions sending = new SendingOptions();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        if (resume && record == null) {
            throw new InvalidInputException("--resume needs the directory of the earlier run: name it with --record");
        }
        if (repeat < 1) {
            throw new InvalidInputException("--repeat is at least 1");
        }
        Contract contract = contract();
        if (against != null) {
            return run(contract, ResolvedEndpoint.of(against, judging.provider, System.getenv()));
        }
        ServeOptions options = ServeOptions.of(List.of(contract)).seed(seed);
        try (ReferenceProvider reference = ReferenceProvider.start(options)) {
            TargetEndpoint target = TargetEndpoint.at(reference.url(), EMBEDDED_KEY, "LOUPE_KEY", Map.of());
            return run(
                    contract,
                    new ResolvedEndpoint(ProviderProfiles.named("aimlapi").orElseThrow(), target));
        }
    }

    /** The contract that is probed; every exchange is judged by it, whatever it asks for. */
    private Contract contract() {
        if (judging.contract == null) {
            judging.contract = model.isEmpty()
                    ? Contracts.bundled().getFirst().name()
                    : Contracts.forModel(model)
                            .map(Contract::name)
                            .orElseThrow(() -> new InvalidInputException(
                                    "no built-in contract has the model " + model + "; name one with --contract"));
        }
        return JudgingOptions.schemas(judging.contract).contract();
    }

    private int run(Contract contract, ResolvedEndpoint endpoint) {
        if (judging.provider == null) {
            judging.provider = endpoint.provider().name();
        }
        ProbePlan plan = plan(ContractSchemas.of(contract), endpoint);
        String asked =
                plan.probes().getFirst().ask().body().json().path("model").asText();
        Price price = endpoint.price(asked);
        if (dryRun) {
            ProbePlanTable.print(plan, price, spec.commandLine().getOut());
            return ExitCode.GOOD;
        }
        Budget budget = sending.budget(price != null);
        List<PlannedRequest> shipments = PlannedRequests.of(plan, price);
        String subject = (against == null ? "the embedded reference provider" : endpoint.target() + "") + ", model "
                + asked + ", level " + level.name().toLowerCase(Locale.ROOT);
        RunEnvironment setting = CommandEnvironment.of(subject, seed);
        try (InterruptHandler interruption = InterruptHandler.awaited()) {
            int code = output.conclude(
                    journal -> examine(
                            contract, endpoint, shipments, new Costs(budget, price), setting, journal, interruption),
                    spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
            return code;
        }
    }

    private record Costs(Budget budget, @Nullable Price price) {}

    private ProbePlan plan(ContractSchemas schemas, ResolvedEndpoint endpoint) {
        ProbePlan plan;
        try {
            plan = ProbePlan.of(schemas, model, level).repeating(repeat);
        } catch (IllegalArgumentException nothingToProbe) {
            throw new InvalidInputException(nothingToProbe.getMessage(), nothingToProbe);
        }
        if (endpoint.target().key() == null) {
            plan = plan.withoutKeys();
        }
        if (probes != null) {
            GlobPattern glob = new GlobPattern(probes);
            if (plan.probes().stream().noneMatch(probe -> glob.matches(probe.id()))) {
                throw new InvalidInputException(
                        "no probe of this level matches \"" + probes + "\"; --dry-run lists them");
            }
            plan = plan.only(glob::matches);
        }
        return plan;
    }

    private Run examine(
            Contract contract,
            ResolvedEndpoint endpoint,
            List<PlannedRequest> shipments,
            Costs costs,
            RunEnvironment setting,
            Path journal,
            InterruptHandler interruption) {
        Map<Exchange.Id, Exchange> answered =
                resume && record != null ? ExchangeRecorder.answered(record, shipments, endpoint.target()) : Map.of();
        try (RequestSender sender = sending.sender(endpoint, setting.clock());
                ProgressOutput progress = ProgressOutput.live(
                        "run",
                        output.quiet,
                        shipments.size(),
                        spec.commandLine().getErr())) {
            ParallelSender dispatch = new ParallelSender(
                    sender,
                    costs.budget(),
                    sending.concurrency,
                    exchange -> CostEstimate.actual(exchange, costs.price()));
            RunPlan plan = judging.plan(setting);
            FlakinessPolicy doubts = new FlakinessPolicy(plan, repeat);
            try (ProbeSession campaign = new ProbeSession(
                    dispatch,
                    shipments,
                    answered,
                    arrival(contract, endpoint, shipments),
                    new ProbeSession.Again(doubts::has, doubts::repeated, repeat))) {
                interruption.stops(campaign::stop);
                Run run = RunEngine.of(
                        plan,
                        RunInput.live(campaign),
                        journal,
                        row -> progress.saw(row, spent(costs)),
                        campaign::incomplete);
                tell(run, endpoint);
                return run;
            }
        }
    }

    private static String spent(Costs costs) {
        return costs.price() == null
                ? ""
                : String.format(Locale.ROOT, ", %.4f USD", costs.budget().spent());
    }

    /** Why not everything was looked at, in full: a report cuts long lines. */
    private void tell(Run run, ResolvedEndpoint endpoint) {
        run.ending().incomplete().forEach(why -> spec.commandLine().getErr().println("loupe: " + why));
        boolean wanted = run.ending().incomplete().stream().anyMatch(why -> why.contains("status 401"));
        if (wanted && endpoint.target().key() == null) {
            spec.commandLine()
                    .getErr()
                    .println("loupe: no key was sent; it is read from the environment variable "
                            + endpoint.target().keyVariable());
        }
    }

    /** Takes secrets out of an exchange, says what it is held to, and records it, before anybody sees it. */
    private UnaryOperator<Exchange> arrival(
            Contract contract, ResolvedEndpoint endpoint, List<PlannedRequest> shipments) {
        Redactor redactor = endpoint.redactor();
        ExchangeRecorder recorder = recorder(shipments);
        return exchange -> {
            Origin origin = exchange.origin();
            Exchange redacted = redactor.redact(new Exchange(
                    exchange.id(),
                    new Origin(origin.provider(), contract.name(), origin.recordedAt(), origin.source(), null, 0),
                    exchange.request(),
                    exchange.reply(),
                    exchange.probed()));
            if (recorder != null) {
                recorder.write(redacted, redactor);
            }
            return redacted;
        };
    }

    private @Nullable ExchangeRecorder recorder(List<PlannedRequest> shipments) {
        try {
            return record == null ? null : new ExchangeRecorder(record, shipments);
        } catch (IOException notWritable) {
            throw new InvalidInputException(
                    "--record " + record + " cannot be written: " + notWritable.getMessage(), notWritable);
        }
    }
}
