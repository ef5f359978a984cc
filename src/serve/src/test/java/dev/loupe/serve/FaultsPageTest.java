package dev.loupe.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.serve.fault.Fault;
import dev.loupe.serve.fault.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/FAULTS.md} lists the checks that the matrix tests find. */
class FaultsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("loupe.root"), "docs/FAULTS.md");

    @Test
    void thePageListsTheViolatedChecksOfEachFault() throws Exception {
        if (System.getProperty("loupe.golden", "compare").equals("rewrite")) {
            Files.writeString(PAGE, page());
        }
        assertThat(page()).isEqualTo(Files.readString(PAGE));
    }

    private static String page() {
        StringBuilder page = new StringBuilder(
                """
                # Faults of the reference provider

                <!-- Generated from the faults and the matrix tests in src/serve: make golden. Change those, not this. -->

                `loupe serve --fault ID` deviates from the contract in one way. Tests run the probes against each fault and find
                exactly these checks violated, and none without a fault.

                ## Responses

                | fault | effect | violated checks |
                |---|---|---|
                """);
        Faults.all().stream()
                .filter(fault -> fault.kind() == Fault.Kind.RESPONSE)
                .forEach(fault -> page.append(
                        "| `%s` | %s | %s |\n".formatted(fault.id(), fault.description(), checks(fault.violates()))));
        page.append(
                """

                ## Transport

                A transport fault starts with the second request of a run, a certificate with the first. Only the content of a
                response counts as a violation.

                | fault | effect | verdict | violated checks |
                |---|---|---|---|
                """);
        Faults.all().stream()
                .filter(fault -> fault.kind() != Fault.Kind.RESPONSE)
                .forEach(fault -> {
                    WireMatrixTest.Ends ends = WireMatrixTest.EXPECTED.get(fault.id());
                    String verdict =
                            ends.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
                    page.append("| `%s` | %s | %s | %s |\n"
                            .formatted(fault.id(), fault.description(), verdict, checks(new TreeSet<>(ends.broken()))));
                });
        return page.toString();
    }

    private static String checks(java.util.Collection<String> ids) {
        return ids.isEmpty()
                ? "none"
                : ids.stream()
                        .map(id -> "[%s](CHECKS.md#%s)".formatted(id, id.replace(".", "")))
                        .collect(Collectors.joining(", "));
    }
}
