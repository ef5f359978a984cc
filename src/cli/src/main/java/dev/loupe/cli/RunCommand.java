package dev.loupe.cli;

import dev.loupe.engine.FlakinessPolicy;
import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.RunEnvironment;
import dev.loupe.exchange.Exchange;
import dev.loupe.live.Budget;
import dev.loupe.live.ParallelSender;
import dev.loupe.live.PlanEstimate;
import dev.loupe.live.PlannedRequest;
import dev.loupe.live.PlannedRequests;
import dev.loupe.live.Pricing;
import dev.loupe.live.ProbeSession;
import dev.loupe.live.Relocation;
import dev.loupe.live.Repeats;
import dev.loupe.live.RequestSender;
import dev.loupe.openapi.Contract;
import dev.loupe.probe.ProbePlan;
import dev.loupe.probe.Thoroughness;
import dev.loupe.provider.ProviderProfile.Price;
import dev.loupe.serve.ReferenceProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code loupe run}: probes a live endpoint. */
@Command(
        name = "run",
        description = {
            "Probes a live endpoint and judges its responses.",
            "Sends requests made from the contract and checks the responses against it. Without --against, probes the"
                    + " embedded reference provider."
        },
        footer = {
            "  loupe run --level smoke",
            "  loupe run --against http://127.0.0.1:8000/v1 --model my-model",
            "  loupe run --against http://localhost:8080 --contract gemma-3 --dry-run",
            "  loupe run --against openrouter --model google/gemma-3-4b-it --max-cost 0.50",
            "  loupe run --against aimlapi,openrouter --level smoke --out compared/",
            "%nThe API key is read from the environment variable that the provider profile",
            "names; for an unknown URL from LOUPE_KEY.",
            "Ctrl-C stops the run, writes a report of the results so far, which is never",
            "conformant, and exits with code 130.",
        })
class RunCommand extends Subcommand {
    private static final int NAMED_KINDS = 3;

    /** All requests of a run are planned in memory. */
    private static final int MOST_REPEATS = 1000;

    @Option(
            names = "--against",
            paramLabel = "URL|PROVIDER",
            description = "Base URL of the endpoint, or name of a provider. Default: the embedded reference provider."
                    + " Several, with commas between them, are probed one after the other and compared; needs --out.")
    @Nullable
    String against;

    @Option(
            names = "--model",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Model to request. Default: the first model of the contract.")
    String model = "";

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            defaultValue = "standard",
            description =
                    "Number of probes: smoke (about 15 requests), standard (about 115) or full. Default: standard.")
    Thoroughness level = Thoroughness.STANDARD;

    @Option(
            names = "--probes",
            paramLabel = "GLOB",
            description = "Run only probes whose ID matches, for example 'temperature/*'.")
    @Nullable
    String probes;

    @Option(names = "--dry-run", description = "Print the probes and the maximum cost; send nothing.")
    boolean dryRun;

    @Option(
            names = "--repeat",
            paramLabel = "N",
            defaultValue = "3",
            description = "How often to send a probe whose result may vary, or whose violation may be random. Default:"
                    + " ${DEFAULT-VALUE}.")
    int repeat = 3;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the embedded reference provider. Default: ${DEFAULT-VALUE}.")
    long seed = 1;

    @Mixin
    JudgingOptions judging = new JudgingOptions();

    @Mixin
    SendingOptions sending = new SendingOptions();

    @Mixin
    ResumableRecording recording = new ResumableRecording();

    @Mixin
    OutputOptions output = new OutputOptions();

    @Mixin
    BaselineOutput newBaseline = new BaselineOutput();

    @Override
    public Integer call() {
        if (against != null && against.contains(",")) {
            return SeveralEndpoints.run(
                    spec, against, recording.directory == null && newBaseline.file == null && !dryRun, output);
        }
        if (!dryRun) {
            output.deleteEarlierReports();
        }
        recording.validate();
        if (repeat < 1) {
            throw new InvalidInputException("--repeat: " + repeat + " is less than 1");
        }
        if (repeat > MOST_REPEATS) {
            throw new InvalidInputException("--repeat: " + repeat + " is greater than " + MOST_REPEATS);
        }
        ResolvedEndpoint endpoint = against == null
                ? null
                : ResolvedEndpoint.of(against, judging.provider, System.getenv())
                        .with(sending.headers);
        ProbedContract contract = ProbedContract.of(judging, model, endpoint, sending.connections);
        boolean hasKey = endpoint == null || endpoint.target().key() != null;
        ProbePlan plan = contract.plan(model, level, hasKey).repeating(repeat);
        if (endpoint != null) {
            if (!dryRun) {
                endpoint.requireKey();
            }
            return run(contract, plan, endpoint);
        }
        Contract served = contract.schemas().contract();
        if (dryRun) {
            return run(contract, plan, EmbeddedProvider.at("http://127.0.0.1", served));
        }
        try (ReferenceProvider reference = EmbeddedProvider.start(served, seed)) {
            return run(contract, plan, EmbeddedProvider.at(reference.url(), served));
        }
    }

    private int run(ProbedContract contract, ProbePlan all, ResolvedEndpoint endpoint) {
        if (judging.provider == null) {
            judging.provider = endpoint.provider().name();
            judging.providerReason = against == null ? "reference provider" : endpoint.providerReason();
        }
        ProbePlan plan = probes == null ? all : ProbePlanTable.chosen(all, probes);
        String requested = plan.model();
        Price price = sending.price(endpoint, requested);
        Costs costs = new Costs(sending.budget(), sending.pricing(endpoint, List.of(requested)));
        if (dryRun) {
            sending.validate();
            judging.plan(ProcessEnvironment.of("", seed));
            ProbePlanTable.print(
                    plan,
                    PlanEstimate.of(plan, FlakinessPolicy.mostRepeats(repeat)),
                    price,
                    sending.priceSource(endpoint, requested),
                    Terminal.columns(),
                    out());
            return ExitCode.SUCCESS;
        }
        List<PlannedRequest> requests = PlannedRequests.of(plan);
        RunEnvironment environment = ProcessEnvironment.of(subject(contract, endpoint, plan), seed);
        try (InterruptHandler interruption = InterruptHandler.install()) {
            int code = output.report(
                    journal -> newBaseline.write(
                            probe(contract, endpoint, requests, costs, environment, journal, interruption),
                            judging.baseline,
                            judging::acceptedFindings,
                            environment.clock(),
                            err()),
                    out());
            out().flush();
            printLeftOut(plan);
            return code;
        }
    }

    private String subject(ProbedContract contract, ResolvedEndpoint endpoint, ProbePlan plan) {
        return (against == null
                        ? "embedded reference provider"
                        : endpoint.target().toString()) + ", model " + plan.model() + ", level "
                + level.name().toLowerCase(Locale.ROOT)
                + (plan.leftOut().isEmpty()
                        ? ""
                        : " without " + plan.leftOut().size() + " of " + plan.kinds() + " kinds of invalid input")
                + (contract.reason().isEmpty() ? "" : ", contract " + contract.name() + " (" + contract.reason() + ")");
    }

    private record Costs(Budget budget, Pricing pricing) {}

    private Run probe(
            ProbedContract contract,
            ResolvedEndpoint endpoint,
            List<PlannedRequest> requests,
            Costs costs,
            RunEnvironment environment,
            Path journal,
            InterruptHandler interruption) {
        Map<Exchange.Id, Exchange> recorded = recording.earlier(requests, endpoint.target());
        try (RequestSender sender = sending.sender(endpoint, environment.clock());
                ProgressOutput progress = ProgressOutput.live("run", output.quiet, requests.size(), err())) {
            ParallelSender parallel = new ParallelSender(sender, costs.budget(), sending.concurrency, costs.pricing());
            RunPlan plan = judging.plan(environment);
            if (against == null) {
                plan = plan.withRerun(RerunOptions.ofEmbedded(options()));
            }
            FlakinessPolicy flakiness = new FlakinessPolicy(plan, repeat);
            try (ProbeSession session = new ProbeSession(
                    parallel,
                    requests,
                    recorded,
                    new ReceivedExchanges(contract.name(), endpoint.redactor(), recording.recorder(requests)),
                    new Repeats(flakiness::wantsRepeat, flakiness::onRepeat, repeat))) {
                interruption.onInterrupt(session::stop);
                Run run = RunEngine.run(
                        plan,
                        RunInput.live(session),
                        journal,
                        row -> progress.judged(row, spent(costs)),
                        session::incomplete);
                session.relocation().ifPresent(this::printRelocation);
                printIncomplete(run);
                return run;
            }
        }
    }

    /** The options that choose the probes of the embedded provider and judge its responses. */
    private List<String> options() {
        List<String> options = new ArrayList<>(List.of("--contract", String.valueOf(judging.contract)));
        options.addAll(judging.references.options());
        if (!model.isEmpty()) {
            options.addAll(List.of("--model", model));
        }
        options.addAll(List.of("--level", level.name().toLowerCase(Locale.ROOT), "--seed", Long.toString(seed)));
        return options;
    }

    private static String spent(Costs costs) {
        return costs.budget().spent() == 0
                ? ""
                : String.format(Locale.ROOT, ", %.4f USD", costs.budget().spent());
    }

    /** Prints in full why the run is incomplete; reports cut long lines. */
    private void printIncomplete(Run run) {
        run.end().incomplete().forEach(reason -> err().println("loupe: " + OptionAdvice.message(reason)));
    }

    private void printLeftOut(ProbePlan plan) {
        if (!output.quiet) {
            ProbePlanTable.leftOut(plan, NAMED_KINDS).ifPresent(sentence -> err().println("loupe: " + sentence));
        }
    }

    private void printRelocation(Relocation relocation) {
        err().println("loupe: " + relocation.missing() + " responded with " + relocation.status()
                + "; the requests go to " + relocation.found() + ": correct the URL of --against");
    }
}
