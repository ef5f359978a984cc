package dev.loupe.serve.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.exchange.sse.TimedBytes;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryBudgetTest {
    private static final long HEAP = 24 << 20;

    @Test
    void aSmallHeapHasASmallBudgetAndSaysWhichBodiesItCannotRecord() {
        MemoryBudget small = MemoryBudget.ofHeap(HEAP);
        assertThat(small.bodyLimit())
                .isEqualTo("1024 KiB, what this heap can record; increase the heap with LOUPE_JAVA_OPTS=-Xmx2g");
        assertThat(small.reserve(2 << 20)).isTrue();
        assertThat(small.reserve(1)).isFalse();
        small.release(1);
        assertThat(small.reserve(1)).isTrue();
    }

    @Test
    void theHeapOfTheLauncherRecordsTheLargestBody() {
        assertThat(MemoryBudget.ofHeap(300 << 20).bodyLimit()).isEqualTo("16 MiB");
    }

    @Test
    void aHeapWithoutSpaceRecordsNothing() {
        MemoryBudget none = MemoryBudget.ofHeap(8 << 20);
        assertThat(none.reserve(1)).isFalse();
        assertThat(none.largestBody()).isZero();
    }

    @Test
    void aSmallBodyLeavesMemoryWhenTheOthersUseHalfOfTheBudget(@TempDir Path folder) throws Exception {
        MemoryBudget budget = MemoryBudget.ofHeap(HEAP);
        RecordedResponse.Whole response = new RecordedResponse.Whole(folder, "one", budget);
        try {
            TimedBytes part = new TimedBytes(0, new byte[100]);
            assertThat(response.add(List.of(part))).isZero();
            budget.reserve((1 << 20) + 1);
            assertThat(response.add(List.of(part))).isEqualTo(200);
            assertThat(response.all().getFirst().bytes()).hasSize(200);
        } finally {
            response.close();
        }
    }
}
