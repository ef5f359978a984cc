package dev.loupe.junit;

import dev.loupe.check.Attribution;
import dev.loupe.engine.result.Finding;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.report.format.VisibleText;
import java.util.List;
import java.util.Locale;
import org.opentest4j.AssertionFailedError;

/** A failure in words: who broke what where, and how to see it again. All that came over the wire is made harmless. */
final class FailureMessage {
    /** More findings of one exchange than this say the same in other places. */
    private static final int SHOWN = 8;

    private FailureMessage() {}

    /**
     * A failure.
     *
     * @param address of the request, from {@link #address}
     * @param occasion what was tried; empty when that is the test's own business
     */
    static AssertionError failure(String contract, String address, String occasion, List<Finding> broken) {
        StringBuilder text = new StringBuilder();
        boolean request =
                broken.stream().allMatch(finding -> finding.violation().attribution() == Attribution.REQUEST);
        text.append(request ? "the request" : "the answer").append(" breaks ").append(contract);
        if (broken.size() > 1) {
            text.append(" in ").append(broken.size()).append(" places");
        }
        text.append(": ").append(address).append('\n');
        if (!occasion.isEmpty()) {
            text.append(VisibleText.line(occasion)).append('\n');
        }
        broken.stream().limit(SHOWN).forEach(finding -> finding(text, finding));
        if (broken.size() > SHOWN) {
            text.append("\nand ").append(broken.size() - SHOWN).append(" more\n");
        }
        Finding first = broken.getFirst();
        text.append("\nsee it again: ").append(VisibleText.line(first.evidence().repeat()));
        text.append("\nread more:    loupe explain ").append(first.check().id());
        return new AssertionFailedError(
                text.toString(),
                VisibleText.line(first.violation().expected()),
                VisibleText.line(first.violation().actual()));
    }

    /** What was asked, and how it was answered. */
    static String address(Exchange exchange) {
        Reply.Head head = exchange.reply().headOrNull();
        return exchange.request().method() + " "
                + VisibleText.line(exchange.request().url()) + (head == null ? "" : ", status " + head.code());
    }

    /** The engine speaks of options of the command line; in tests the same are said otherwise. */
    static String inTests(String text) {
        return text.replace("set the environment variable that the provider names", "see bearer(...) of Target")
                .replace("--against", "Target.at(...)")
                .replace("--model", "model of @ConformsTo")
                .replace("--rate", "rate of @ConformsTo")
                .replace("--max-requests", "maxRequests of @ConformsTo,")
                .replace("--max-cost", "maxCost of @ConformsTo,")
                .replace("--max-time", "maxSeconds of @ConformsTo,")
                .replace("--ca FILE", "-Djavax.net.ssl.trustStore=FILE");
    }

    private static void finding(StringBuilder text, Finding finding) {
        String who = finding.violation().attribution().name().toLowerCase(Locale.ROOT);
        text.append('\n').append(finding.check().id());
        text.append(" (")
                .append(finding.check().level())
                .append(", ")
                .append(who)
                .append(") at ");
        text.append(VisibleText.line(finding.violation().at().toString())).append('\n');
        text.append("  ")
                .append(VisibleText.line(finding.violation().message()))
                .append('\n');
        text.append("  expected: ")
                .append(VisibleText.line(finding.violation().expected()))
                .append('\n');
        text.append("  actual:   ")
                .append(VisibleText.line(finding.violation().actual()))
                .append('\n');
        text.append("  to do:    ").append(finding.check().fix()).append('\n');
    }
}
