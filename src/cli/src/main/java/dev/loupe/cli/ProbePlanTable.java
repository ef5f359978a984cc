package dev.loupe.cli;

import dev.loupe.exchange.Body;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.live.CostEstimate;
import dev.loupe.probe.Probe;
import dev.loupe.probe.ProbePlan;
import dev.loupe.provider.ProviderProfile.Price;
import dev.loupe.report.format.WrappedText;
import dev.loupe.text.TextTruncation;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A plan as a table: what is sent, the expected outcome, and the maximum cost. */
final class ProbePlanTable {
    private static final int ID = 56;
    private static final int VALUE = 44;

    /** The columns of a row in one line. */
    private static final int ONE_LINE = 150;

    /** The columns of the two verdicts of the contract, with the blanks before them. */
    private static final int VERDICTS = 20;

    private ProbePlanTable() {}

    /**
     * Prints the table.
     *
     * @param columns of the terminal; where a row does not fit, it takes two lines
     */
    static void print(ProbePlan plan, @Nullable Price price, int columns, PrintWriter out) {
        row(columns, out, "PROBE", "PUBLISHED", "CORRECTED", "SENDS");
        long input = 0;
        long output = 0;
        long whereHonoured = 0;
        for (Probe probe : plan.probes()) {
            ProbeInfo probed = probe.probed();
            String times = probe.repeats() == 1 ? "" : " x" + probe.repeats();
            row(columns, out, probe.id() + times, word(probed.published()), word(probed.corrected()), sends(probe));
            CostEstimate maximum = CostEstimate.of(probe.request().body());
            input += maximum.input() * probe.repeats();
            output += maximum.output() * probe.repeats();
            whereHonoured += CostEstimate.of(bounded(plan, probe)).output() * probe.repeats();
        }
        WrappedText totals = new WrappedText(columns)
                .blank()
                .line("", format("%,d probes, %,d requests", plan.probes().size(), plan.requests()))
                .line(
                        "",
                        2,
                        format(
                                "at most %,d input tokens and %,d output tokens (%,d for a response without a limit)",
                                input, output, CostEstimate.UNLIMITED));
        long honoured = whereHonoured;
        plan.limits().stream()
                .findFirst()
                .ifPresent(limit -> totals.line(
                        "",
                        2,
                        format("at most %,d output tokens where the endpoint honours %s", honoured, limit.property())));
        out.print(totals.line("", 2, cost(price, new CostEstimate(input, output))));
    }

    private static String cost(@Nullable Price price, CostEstimate tokens) {
        return price == null
                ? "cost unknown: state the price of a million tokens with --price IN,OUT; --max-cost limits the cost as soon as"
                        + " responses report it"
                : format("at most %.4f US dollars", tokens.cost(price));
    }

    private static void row(int columns, PrintWriter out, String id, String published, String corrected, String sends) {
        if (columns >= ONE_LINE) {
            out.println(format("%-" + ID + "s %-9s %-9s %s", id, published, corrected, sends));
            return;
        }
        int room = columns - VERDICTS;
        if (id.length() > room) {
            out.println(id);
        }
        out.println(format("%-" + room + "s %-9s %-9s", id.length() > room ? "" : id, published, corrected)
                .stripTrailing());
        out.print(new WrappedText(columns).cut("    ", sends));
    }

    private static String format(String text, Object... values) {
        return String.format(Locale.ROOT, text, values);
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
