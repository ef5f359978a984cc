package dev.loupe.serve.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FaultsTest {
    @Test
    void theListIsSortedAndItsIdsAreUnique() {
        List<String> ids = Faults.all().stream().map(Fault::id).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z]+\\.[a-z0-9-]+"));
    }

    @Test
    void everyFaultIsDescribedInOneSentenceWithoutAFullStop() {
        assertThat(Faults.all()).allSatisfy(fault -> {
            assertThat(fault.description()).isNotBlank().doesNotEndWith(".").doesNotContain("\n");
            assertThat(fault.description().charAt(0)).isLowerCase();
        });
    }

    @Test
    void faultsAreFoundByIdAndAResetAtAnyByte() {
        assertThat(Faults.all())
                .allMatch(fault -> Faults.named(fault.id()).orElseThrow().equals(fault));
        assertThat(Faults.named("wire.reset=17").orElseThrow().id()).isEqualTo("wire.reset=17");
        assertThat(Faults.named("wire.reset=x")).isEmpty();
        assertThat(Faults.named("no.such-fault")).isEmpty();
    }
}
