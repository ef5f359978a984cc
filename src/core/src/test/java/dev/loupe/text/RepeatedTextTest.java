package dev.loupe.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatedTextTest {
    private final AtomicInteger computed = new AtomicInteger();
    private final RepeatedText<Integer> lengths = new RepeatedText<>(text -> {
        computed.incrementAndGet();
        return text.length();
    });

    @Test
    void computesTheResultOfATextOnce() {
        assertThat(lengths.of("authorization")).isEqualTo(13);
        assertThat(lengths.of("authorization")).isEqualTo(13);
        assertThat(computed).hasValue(1);
    }

    @Test
    void keepsABoundedNumberOfShortTexts() {
        for (int i = 0; i < 10_000; i++) {
            lengths.of("name-" + i);
        }
        String late = "name-9999";
        String large = "n".repeat(10_000);
        assertThat(lengths.of(late)).isEqualTo(late.length());
        assertThat(lengths.of(large)).isEqualTo(lengths.of(large));
        assertThat(computed).hasValue(10_003);
    }
}
