package dev.loupe.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditProgressTest {
    @Test
    void hasALineForEachRoundNumber() {
        List<String> lines = new ArrayList<>();
        AuditProgress progress = new AuditProgress("exchanges merged", 1_000, lines::add);
        for (int i = 0; i < 2_999; i++) {
            progress.add(1);
        }
        progress.add(5_000);
        assertThat(lines)
                .containsExactly(
                        "audit: 1,000 exchanges merged",
                        "audit: 2,000 exchanges merged",
                        "audit: 7,000 exchanges merged");
    }
}
