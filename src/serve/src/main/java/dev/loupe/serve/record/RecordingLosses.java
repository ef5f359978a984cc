package dev.loupe.serve.record;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** Exchanges that are not recorded, or not to their end. */
final class RecordingLosses {
    /** A reason may contain the name of a file. */
    private static final int MOST_REPORTS = 100;

    private final RecordingObserver observer;
    private final AtomicLong cut = new AtomicLong();
    private final AtomicLong notRecorded = new AtomicLong();
    private final Set<String> reported = new HashSet<>();

    RecordingLosses(RecordingObserver observer) {
        this.observer = observer;
    }

    /** An exchange is recorded in part. */
    void cut() {
        cut.incrementAndGet();
    }

    /** So many exchanges are recorded in part. */
    void cut(long count) {
        cut.addAndGet(count);
    }

    /** An exchange is not recorded. */
    void notRecorded() {
        notRecorded.incrementAndGet();
    }

    /** Reports a reason at once, when it occurs first. */
    void report(String reason) {
        synchronized (reported) {
            if (reported.size() >= MOST_REPORTS || !reported.add(reason)) {
                return;
            }
        }
        observer.lost(reason);
    }

    long cutCount() {
        return cut.get();
    }

    long notRecordedCount() {
        return notRecorded.get();
    }
}
