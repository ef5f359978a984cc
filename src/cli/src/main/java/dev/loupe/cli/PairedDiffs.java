package dev.loupe.cli;

import dev.loupe.change.DocumentSources.Pair;
import dev.loupe.change.SourceFault;
import dev.loupe.contract.ContractFault;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Compares many pairs of contracts on all processors and hands the results on in the order of the pairs. Only a few pairs
 * are in memory at a time, and one that cannot be read keeps no other from being compared.
 */
final class PairedDiffs {
    /** Results that may wait for one before them. */
    private static final int AHEAD_PER_WORKER = 2;

    private PairedDiffs() {}

    /**
     * What became of a pair.
     *
     * @param report what to print
     * @param fault why it could not be compared; empty when it was
     */
    record Outcome(String report, int code, String fault) {}

    static void run(List<Pair> pairs, Function<Pair, Outcome> work, Consumer<Outcome> sink) {
        if (pairs.size() == 1) {
            sink.accept(outcome(pairs.getFirst(), work));
            return;
        }
        int workers = Runtime.getRuntime().availableProcessors();
        ExecutorService pool = Executors.newFixedThreadPool(
                workers, Thread.ofPlatform().daemon().name("loupe-diff-", 0).factory());
        try {
            Queue<Future<Outcome>> waiting = new ArrayDeque<>();
            for (Pair pair : pairs) {
                waiting.add(pool.submit(() -> outcome(pair, work)));
                if (waiting.size() > workers * AHEAD_PER_WORKER) {
                    sink.accept(waiting.remove().get());
                }
            }
            while (!waiting.isEmpty()) {
                sink.accept(waiting.remove().get());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while comparing", stopped);
        } catch (ExecutionException failed) {
            switch (failed.getCause()) {
                case RuntimeException fault -> throw fault;
                case Error fault -> throw fault;
                case null, default -> throw new IllegalStateException("comparing failed", failed);
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static Outcome outcome(Pair pair, Function<Pair, Outcome> work) {
        if (pair.next().isEmpty()) {
            return unreadable(pair.old() + ": there is no " + pair.name()
                    + " beside it in NEW; a contract that is gone cannot be compared");
        }
        try {
            return work.apply(pair);
        } catch (SourceFault | ContractFault fault) {
            return unreadable(String.valueOf(fault.getMessage()));
        }
    }

    private static Outcome unreadable(String why) {
        return new Outcome("", ExitCode.USAGE, why);
    }
}
