package dev.loupe.cli;

import dev.loupe.engine.baseline.GlobPattern;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.live.CostEstimate;
import dev.loupe.live.PlanEstimate;
import dev.loupe.probe.Probe;
import dev.loupe.probe.ProbePlan;
import dev.loupe.provider.ProviderProfile.Price;
import dev.loupe.report.format.WrappedText;
import dev.loupe.text.TextTruncation;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    /** The probes whose id matches the glob of {@code --probes}, with those that they need. */
    static ProbePlan chosen(ProbePlan plan, String probes) {
        GlobPattern glob = new GlobPattern(probes);
        if (plan.probes().stream().noneMatch(probe -> glob.matches(probe.id()))) {
            throw new InvalidInputException("--probes: no probe of this level matches '" + probes
                    + "'; --dry-run lists all"
                    + NameSuggestion.of(
                            probes,
                            plan.probes().stream()
                                    .map(Probe::id)
                                    .flatMap(id -> Stream.of(id, id.replaceFirst("/.*", "/*")))
                                    .toList()));
        }
        return plan.only(glob::matches);
    }

    /**
     * Prints the table.
     *
     * @param estimate of the plan
     * @param priceSource where the price is from, as the end of a sentence
     * @param columns of the terminal; where a row does not fit, it takes two lines
     */
    static void print(
            ProbePlan plan,
            PlanEstimate estimate,
            @Nullable Price price,
            String priceSource,
            int columns,
            PrintWriter out) {
        row(columns, out, "PROBE", "PUBLISHED", "CORRECTED", "SENDS");
        for (Probe probe : plan.probes()) {
            ProbeInfo probed = probe.probed();
            String times = probe.repeats() == 1 ? "" : " x" + probe.repeats();
            row(columns, out, probe.id() + times, word(probed.published()), word(probed.corrected()), sends(probe));
        }
        String repeats = estimate.repeats() == 0
                ? ""
                : format(", and up to %,d repeats of violations that vary", estimate.repeats());
        WrappedText totals = new WrappedText(columns)
                .blank()
                .line("", format("%,d probes, %,d requests", plan.probes().size(), plan.requests()) + repeats)
                .line(
                        "",
                        2,
                        "further ones after a 5xx and a closed connection, to find the reason; --max-requests and --max-cost"
                                + " include them")
                .line(
                        "",
                        2,
                        format(
                                "without those at most %,d input tokens and %,d output tokens (%,d for a response without a limit)",
                                estimate.unlimited().input(),
                                estimate.unlimited().output(),
                                CostEstimate.UNLIMITED));
        plan.limits().stream()
                .findFirst()
                .ifPresent(limit -> totals.line(
                        "",
                        2,
                        format(
                                "at most %,d output tokens where the endpoint honours %s",
                                estimate.limited().output(), limit.property())));
        totals.line("", 2, cost(price, priceSource, estimate.unlimited()));
        leftOut(plan, plan.leftOut().size()).ifPresent(sentence -> totals.line("", sentence));
        out.print(totals);
    }

    /**
     * What a standard run leaves out, as a sentence; empty when that is nothing.
     *
     * @param named the number of kinds of violation that are named
     */
    static Optional<String> leftOut(ProbePlan plan, int named) {
        int count = plan.leftOut().size();
        return count == 0
                ? Optional.empty()
                : Optional.of(format(
                        "level standard leaves out %,d of %,d kinds of invalid input, --level full sends all: %s%s",
                        count,
                        plan.kinds(),
                        plan.leftOut().stream().limit(named).collect(Collectors.joining(", ")),
                        count > named ? format(" and %,d more, listed by --dry-run", count - named) : ""));
    }

    private static String cost(@Nullable Price price, String priceSource, CostEstimate tokens) {
        return price == null
                ? "cost unknown: state the price of a million tokens with --price IN,OUT; --max-cost limits the cost as soon as"
                        + " responses report it"
                : format("at most %.4f US dollars%s", tokens.cost(price), priceSource);
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
