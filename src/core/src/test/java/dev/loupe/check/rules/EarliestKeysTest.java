package dev.loupe.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.Occurrence;
import dev.loupe.exchange.Exchange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EarliestKeysTest {
    private static final int CAPACITY = 5;

    private static List<Occurrence<Integer>> retained(EarliestKeys<Integer, Integer> keys) {
        return keys.retained()
                .sorted(Comparator.comparing(Occurrence::position))
                .toList();
    }

    private static EarliestKeys<Integer, Integer> keysOf(List<Occurrence<Integer>> occurrences) {
        EarliestKeys<Integer, Integer> keys = EarliestKeys.firsts(CAPACITY);
        occurrences.forEach(each -> keys.add(each.fact(), each));
        return keys;
    }

    @Test
    void aFullMapKeepsTheKeysThatOccurFirstWhateverTheOrder() {
        Random random = new Random(3);
        for (int run = 0; run < 500; run++) {
            List<Occurrence<Integer>> all = new ArrayList<>();
            for (int position = 0; position < 40; position++) {
                all.add(new Occurrence<>(position, new Exchange.Id("e" + position), random.nextInt(15)));
            }
            List<Occurrence<Integer>> inOrder = retained(keysOf(all));
            assertThat(inOrder).hasSize(CAPACITY);
            Collections.shuffle(all, random);
            assertThat(retained(keysOf(all))).isEqualTo(inOrder);
            int half = random.nextInt(all.size());
            EarliestKeys<Integer, Integer> one = keysOf(all.subList(0, half));
            keysOf(all.subList(half, all.size())).retained().forEach(each -> one.add(each.fact(), each));
            assertThat(retained(one)).isEqualTo(inOrder);
        }
    }

    @Test
    void anOccurrenceThatIsAddedTwiceCountsOnce() {
        EarliestKeys<Integer, Integer> keys = EarliestKeys.of(CAPACITY, sorted -> sorted);
        Occurrence<Integer> one = new Occurrence<>(4, new Exchange.Id("e"), 1);
        keys.add(1, one);
        keys.add(1, one);
        assertThat(keys.of(1)).containsExactly(one);
    }
}
