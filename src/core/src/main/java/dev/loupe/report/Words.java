package dev.loupe.report;

import dev.loupe.check.Attribution;
import dev.loupe.verdict.Counts;
import dev.loupe.verdict.Decision;
import dev.loupe.verdict.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What every report says in the same words. */
final class Words {
    private Words() {}

    static String count(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d %s", number, number == 1 ? one : many);
    }

    static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** The verdict as one sentence. */
    static String sentence(Run run) {
        Counts counts = run.tally().counts();
        Decision decision = run.decision();
        String looked =
                count(counts.exchanges(), counts.things().one(), counts.things().many());
        return switch (decision.verdict()) {
            case CONFORMANT ->
                "Everything that must hold holds in " + looked
                        + (counts.accepted() == 0
                                ? "."
                                : ", but for " + count(counts.accepted(), "finding", "findings")
                                        + " that the baseline accepts.");
            case NON_CONFORMANT ->
                counts.deciding() == 0
                        ? "The baseline does not fit what was seen in " + looked + "."
                        : "What must hold is broken " + times(counts.deciding()) + " in " + looked + ": " + blame(run)
                                + ".";
            case INCONCLUSIVE ->
                "Nobody can say yet: " + decision.reasons().getFirst().message() + ".";
        };
    }

    private static String times(int count) {
        return count == 1 ? "once" : number(count) + " times";
    }

    /** Who is wrong about what must hold. */
    private static String blame(Run run) {
        List<String> who = new ArrayList<>();
        for (Attribution attribution : Attribution.values()) {
            long count = run.tally().groups().byWeight().stream()
                    .filter(g -> g.decides() && g.attribution() == attribution)
                    .mapToLong(g -> g.count() - g.accepted())
                    .sum();
            if (count > 0) {
                who.add(number(count) + " by the " + name(attribution));
            }
        }
        return String.join(", ", who);
    }

    /** A truth of the catalogue, which has neither capital nor full stop, as a heading. */
    static String heading(String truth) {
        String line = Visible.line(truth);
        return line.isEmpty() ? line : line.substring(0, 1).toUpperCase(Locale.ROOT) + line.substring(1);
    }

    static String name(Attribution attribution) {
        return switch (attribution) {
            case PROVIDER -> "provider";
            case SPEC -> "published contract";
            case REQUEST -> "sender of the request";
            case LOUPE -> "tool itself";
        };
    }
}
