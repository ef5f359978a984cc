package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** A heap that is too small for the input is a limit, not a verdict and not a defect. */
final class SmallHeapTest {
    @Test
    void memoryThatIsUsedUpIsInconclusive() {
        StringWriter err = new StringWriter();
        PrintWriter out = new PrintWriter(err, true);
        assertThat(CommandRunner.failed(new OutOfMemoryError(), out)).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(err.toString())
                .startsWith("loupe: inconclusive: the heap of ")
                .contains("LOUPE_JAVA_OPTS");
    }
}
