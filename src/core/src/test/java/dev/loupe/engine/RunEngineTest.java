package dev.loupe.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.check.Check;
import dev.loupe.check.Level;
import dev.loupe.check.Result;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.evidence.RerunOptions;
import dev.loupe.engine.journal.Run;
import dev.loupe.engine.summary.FindingGroup;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.file.ReadResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunEngineTest {
    @TempDir
    Path dir;

    private static List<Exchange> many(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Samples.answered("x/" + i, "Text", i % 5))
                .toList();
    }

    /** Takes a random number of steps, so that workers overtake each other. */
    private static Check dawdling(long seed) {
        Random random = new Random(seed);
        return SampleChecks.check(SampleChecks.info("a.dawdling", Level.INFO, "it holds"), observed -> {
            int steps;
            synchronized (random) {
                steps = random.nextInt(10_000);
            }
            for (int step = 0; step < steps; step++) {
                Thread.onSpinWait();
            }
            return Result.passed();
        });
    }

    @Test
    void theSameInputGivesTheSameBytesWhateverTheScheduling() throws IOException {
        List<byte[]> journals = new ArrayList<>();
        for (int workers : new int[] {1, 2, 7, 16}) {
            List<Check> checks = new ArrayList<>(SampleChecks.all());
            checks.add(dawdling(workers));
            RunPlan plan = new RunPlan(
                    checks,
                    false,
                    Samples.contractContexts(),
                    Baseline.none(),
                    workers,
                    Samples.SETTING,
                    RerunOptions.NONE);
            Path journal = dir.resolve("journal-" + workers);
            List<Exchange.Id> seen = new ArrayList<>();
            RunEngine.run(plan, RunInput.live(many(600).iterator()), journal, row -> seen.add(row.id()), List::of);
            assertThat(seen).isEqualTo(many(600).stream().map(Exchange::id).toList());
            journals.add(Files.readAllBytes(journal));
        }
        assertThat(journals).allSatisfy(journal -> assertThat(journal).isEqualTo(journals.getFirst()));
    }

    @Test
    void looksAheadByABoundedNumberOfRecords() {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger emitted = new AtomicInteger();
        AtomicInteger furthest = new AtomicInteger();
        Iterator<Exchange> source = many(4_000).iterator();
        Iterator<Exchange> counted = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return source.hasNext();
            }

            @Override
            public Exchange next() {
                furthest.accumulateAndGet(taken.incrementAndGet() - emitted.get(), Math::max);
                return source.next();
            }
        };
        RunEngine.run(
                Samples.plan(SampleChecks.all()),
                RunInput.live(counted),
                dir.resolve("journal"),
                row -> emitted.incrementAndGet(),
                List::of);
        assertThat(emitted.get()).isEqualTo(4_000);
        assertThat(furthest.get()).isBetween(2, 2 * 64 + 4);
    }

    @Test
    void oneLargeRecordIsInMemoryAtATime() {
        AtomicInteger inFlight = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        RunInput<Integer> records = new RunInput<>(
                IntStream.range(0, 40).iterator(),
                n -> {
                    most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
                    return new ReadResult.Read(Samples.answered("x", "Text", 1));
                },
                n -> 100 << 20);
        RunEngine.run(
                Samples.plan(SampleChecks.all()),
                records,
                dir.resolve("journal"),
                row -> inFlight.decrementAndGet(),
                List::of);
        assertThat(most.get()).isEqualTo(1);
    }

    @Test
    void exchangesAreDecidedWhileTheNextIsStillToCome() {
        List<Exchange> exchanges = many(3);
        Semaphore seen = new Semaphore(1);
        Iterator<Exchange> slow = new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                // as a live run: the next answer comes only when the last was seen
                assertThat(acquired(seen)).isTrue();
                return next < exchanges.size();
            }

            @Override
            public Exchange next() {
                return exchanges.get(next++);
            }
        };
        Run run = RunEngine.run(
                Samples.plan(SampleChecks.all()),
                RunInput.live(slow),
                dir.resolve("journal"),
                row -> seen.release(),
                List::of);
        assertThat(run.summary().counts().exchanges()).isEqualTo(3);
    }

    private static boolean acquired(Semaphore semaphore) {
        try {
            return semaphore.tryAcquire(10, TimeUnit.MINUTES);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void whatWasDecidedBeforeTheInputBrokeIsInTheJournal() {
        Iterator<Exchange> breaking = new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Exchange next() {
                if (next == 5) {
                    throw new UncheckedIOException(new IOException("disk gone"));
                }
                return Samples.answered("x/" + next++, "Text", 1);
            }
        };
        Path journal = dir.resolve("journal");
        assertThatThrownBy(() -> RunEngine.run(Samples.plan(SampleChecks.all()), RunInput.live(breaking), journal))
                .hasMessageContaining("disk gone");
        assertThat(Run.open(journal).summary().counts().exchanges()).isEqualTo(5);
    }

    @Test
    void aJournalThatCannotBeWrittenEndsTheRun() {
        assertThatThrownBy(() -> Samples.run(Samples.plan(SampleChecks.all()), dir.resolve("no/such/dir"), many(3)))
                .isInstanceOf(UncheckedIOException.class);
        assertThatThrownBy(() -> Samples.run(Samples.plan(SampleChecks.all()), Path.of("/dev/full"), many(3)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("No space left");
    }

    @Test
    void groupsFoldIndicesAndKeepThreeExamplesWithEvidence() {
        List<Exchange> cut = IntStream.range(0, 50)
                .mapToObj(i -> Samples.streamed("s/" + i, List.of("a", "b", "c"), false))
                .toList();
        Run run = Samples.run(Samples.plan(SampleChecks.all()), dir.resolve("journal"), cut);
        List<FindingGroup> groups = run.summary().groups().byWeight();
        assertThat(groups).extracting(FindingGroup::at).containsExactly("stream", "event * /choices/*/finish_reason");
        assertThat(groups).allSatisfy(group -> {
            assertThat(group.count()).isEqualTo(50);
            assertThat(group.examples()).hasSize(3);
            assertThat(group.examples())
                    .allSatisfy(f -> assertThat(f.evidence().excerpts()).isNotEmpty());
        });
        try (var findings = run.findings()) {
            assertThat(findings.filter(f -> !f.evidence().excerpts().isEmpty())).hasSize(6);
        }
    }
}
