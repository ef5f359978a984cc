package dev.loupe.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.serve.fault.Fault;
import dev.loupe.serve.fault.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/FAULTS.md} says what the matrix tests show. */
class FaultsPageTest {
    private static final Path PAGE = Path.of(System.getProperty("loupe.root"), "docs/FAULTS.md");

    @Test
    void thePageSaysWhatEachFaultBreaks() throws Exception {
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

                `loupe serve --fault ID` is wrong in one way. Tests run the probes against each fault and find exactly these
                checks broken, and none without a fault.

                ## In what is said

                | fault | what it does | breaks |
                |---|---|---|
                """);
        Faults.all().stream()
                .filter(fault -> fault.kind() == Fault.Kind.ANSWER)
                .forEach(fault -> page.append(
                        "| `%s` | %s | %s |\n".formatted(fault.id(), fault.does(), checks(fault.breaks()))));
        page.append(
                """

                ## On the wire

                From the second request of a run on, a certificate from the first. Only what an answer itself says is held against the provider.

                | fault | what it does | verdict | breaks |
                |---|---|---|---|
                """);
        Faults.all().stream().filter(fault -> fault.kind() != Fault.Kind.ANSWER).forEach(fault -> {
            WireMatrixTest.Ends ends = WireMatrixTest.EXPECTED.get(fault.id());
            String verdict = ends.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-');
            page.append(
                    "| `%s` | %s | %s | %s |\n".formatted(fault.id(), fault.does(), verdict, checks(ends.broken())));
        });
        return page.toString();
    }

    private static String checks(java.util.Collection<String> ids) {
        return ids.isEmpty()
                ? "nothing"
                : ids.stream()
                        .map(id -> "[%s](CHECKS.md#%s)".formatted(id, id.replace(".", "")))
                        .collect(Collectors.joining(", "));
    }
}
