package dev.loupe.junit;

import dev.loupe.check.Attribution;
import dev.loupe.engine.result.Finding;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.Reply;
import dev.loupe.report.format.VisibleText;
import java.util.List;
import java.util.Locale;
import org.opentest4j.AssertionFailedError;

/** The message of a failure: check, location, expected and actual value, and how to reproduce it. Received text is escaped. */
final class FailureMessage {
    /** Further findings of one exchange are usually the same at other locations. */
    private static final int MAX_FINDINGS = 8;

    private FailureMessage() {}

    /**
     * The failure of an exchange.
     *
     * @param address of the request, from {@link #address}
     * @param probe description of the probe; empty for a request of the test itself
     * @param findings at least one
     */
    static AssertionError failure(String contract, String address, String probe, List<Finding> findings) {
        StringBuilder text = new StringBuilder();
        boolean request =
                findings.stream().allMatch(finding -> finding.violation().attribution() == Attribution.REQUEST);
        text.append(request ? "request" : "response")
                .append(" violates contract ")
                .append(contract);
        if (findings.size() > 1) {
            text.append(" at ").append(findings.size()).append(" locations");
        }
        text.append(": ").append(address).append('\n');
        if (!probe.isEmpty()) {
            text.append(VisibleText.line(probe)).append('\n');
        }
        findings.stream().limit(MAX_FINDINGS).forEach(finding -> finding(text, finding));
        if (findings.size() > MAX_FINDINGS) {
            text.append("\nand ").append(findings.size() - MAX_FINDINGS).append(" more\n");
        }
        Finding first = findings.getFirst();
        text.append("\nreproduce: ").append(VisibleText.line(first.evidence().rerun()));
        text.append("\nexplain:   loupe explain ").append(first.check().id());
        return new AssertionFailedError(
                text.toString(),
                VisibleText.line(first.violation().expected()),
                VisibleText.line(first.violation().actual()));
    }

    /** Method, URL and status. */
    static String address(Exchange exchange) {
        Reply.Head head = exchange.reply().headOrNull();
        return exchange.request().method() + " "
                + VisibleText.line(exchange.request().url()) + (head == null ? "" : ", status " + head.code());
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
        text.append("  fix:      ").append(finding.check().fix()).append('\n');
    }
}
