package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Work on the thread with a large stack. */
final class LargeStackTest {
    /** Far deeper than the usual stack allows. */
    private static final int CALLS = 300_000;

    private static int count(int calls) {
        return calls == 0 ? 0 : 1 + count(calls - 1);
    }

    @Test
    void runsDeepRecursion() {
        assertThat(LargeStack.<Integer>call(() -> count(CALLS))).isEqualTo(CALLS);
    }

    @Test
    void anExceptionOfTheWorkArrivesUnchanged() {
        RuntimeException exception = new UnsupportedOperationException("x");
        Supplier<String> work = () -> {
            throw exception;
        };
        assertThatThrownBy(() -> LargeStack.call(work)).isSameAs(exception);
    }

    @Test
    void anErrorOfTheWorkArrivesUnchanged() {
        Error error = new AssertionError("x");
        Supplier<String> work = () -> {
            throw error;
        };
        assertThatThrownBy(() -> LargeStack.call(work)).isSameAs(error);
    }

    @Test
    void anInterruptedThreadStaysInterrupted() {
        CompletableFuture<String> open = new CompletableFuture<>();
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> LargeStack.call(open::join)).isInstanceOf(IllegalStateException.class);
        } finally {
            open.complete("x");
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
