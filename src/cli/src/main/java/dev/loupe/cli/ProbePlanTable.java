package dev.loupe.cli;

import dev.loupe.exchange.ProbeInfo;
import dev.loupe.live.CostEstimate;
import dev.loupe.probe.Probe;
import dev.loupe.probe.ProbePlan;
import dev.loupe.provider.ProviderProfile.Price;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan as a table: what is sent, what is expected, what it may cost at worst. */
final class ProbePlanTable {
    private static final int ID = 56;
    private static final int VALUE = 44;

    private ProbePlanTable() {}

    static void print(ProbePlan plan, @Nullable Price price, PrintWriter out) {
        out.printf(Locale.ROOT, "%-" + ID + "s %-9s %-9s %s%n", "PROBE", "PUBLISHED", "CORRECTED", "SENDS");
        long input = 0;
        long output = 0;
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
            CostEstimate worst = CostEstimate.of(probe.ask().body());
            input += worst.input() * probe.repeats();
            output += worst.output() * probe.repeats();
        }
        out.println();
        out.printf(Locale.ROOT, "%,d probes, %,d requests%n", plan.probes().size(), plan.requests());
        out.printf(
                Locale.ROOT,
                "at worst %,d tokens in and %,d out (an answer without a limit counted as %,d)%n",
                input,
                output,
                CostEstimate.UNLIMITED);
        out.println(
                price == null
                        ? "cost not known: the provider's file has no price for this model"
                        : String.format(
                                Locale.ROOT, "at worst %.4f US dollars", new CostEstimate(input, output).cost(price)));
    }

    private static String word(ProbeInfo.Says says) {
        return says.name().toLowerCase(Locale.ROOT);
    }

    private static String sends(Probe probe) {
        ProbeInfo probed = probe.probed();
        if (probed.at().matches()) {
            return probe.tests();
        }
        String value = probed.value().length() > VALUE ? probed.value().substring(0, VALUE) + "..." : probed.value();
        return value.isEmpty() ? "without " + probed.at() : probed.at() + " = " + value;
    }
}
