package dev.loupe.cli;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.live.CostEstimate;
import dev.loupe.probe.Probe;
import dev.loupe.probe.ProbePlan;
import dev.loupe.provider.ProviderProfile.Price;
import dev.loupe.text.TextTruncation;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan as a table: what is sent, the expected outcome, and the maximum cost. */
final class ProbePlanTable {
    private static final int ID = 56;
    private static final int VALUE = 44;

    private ProbePlanTable() {}

    static void print(ProbePlan plan, @Nullable Price price, String priceSource, PrintWriter out) {
        out.printf(Locale.ROOT, "%-" + ID + "s %-9s %-9s %s%n", "PROBE", "PUBLISHED", "CORRECTED", "SENDS");
        long input = 0;
        long output = 0;
        long whereHonoured = 0;
        for (Probe probe : plan.probes()) {
            ProbeInfo probed = probe.probed();
            String times = probe.repeats() == 1 ? "" : " x" + probe.repeats();
            out.printf(
                    Locale.ROOT,
                    "%-" + ID + "s %-9s %-9s %s%n",
                    probe.id() + times,
                    word(probed.published()),
                    word(probed.corrected()),
                    sends(probe));
            CostEstimate maximum = CostEstimate.of(probe.request().body());
            input += maximum.input() * probe.repeats();
            output += maximum.output() * probe.repeats();
            whereHonoured += CostEstimate.of(bounded(plan, probe)).output() * probe.repeats();
        }
        out.println();
        out.printf(Locale.ROOT, "%,d probes, %,d requests%n", plan.probes().size(), plan.requests());
        out.printf(
                Locale.ROOT,
                "at most %,d input tokens and %,d output tokens (%,d for a response without a limit)%n",
                input,
                output,
                CostEstimate.UNLIMITED);
        long honoured = whereHonoured;
        plan.limits().stream()
                .findFirst()
                .ifPresent(limit -> out.printf(
                        Locale.ROOT,
                        "at most %,d output tokens where the endpoint honours %s%n",
                        honoured,
                        limit.property()));
        out.println(
                price == null
                        ? "cost unknown: state the price of a million tokens with --price IN,OUT; --max-cost limits the cost as soon as"
                                + " responses report it"
                        : String.format(
                                Locale.ROOT,
                                "at most %.4f US dollars%s",
                                new CostEstimate(input, output).cost(price),
                                priceSource));
    }

    /** As it is sent where the first limit of the plan works. */
    private static Body bounded(ProbePlan plan, Probe probe) {
        Body body = probe.request().body();
        return plan.limits().stream()
                .findFirst()
                .flatMap(limit -> limit.bounded(body))
                .orElse(body);
    }

    private static String word(ProbeInfo.Permission permission) {
        return permission.name().toLowerCase(Locale.ROOT);
    }

    private static String sends(Probe probe) {
        ProbeInfo probed = probe.probed();
        if (probed.at().matches()) {
            return probe.tests();
        }
        String value = TextTruncation.shortened(probed.value(), VALUE);
        return value.isEmpty() ? "without " + probed.at() : probed.at() + " = " + value;
    }
}
