package dev.loupe.gemma;

/** What to do at once when a caller gives up; changes as a call goes from sending to reading. */
final class Cancellation {
    private Runnable action = () -> {};
    private boolean cancelled;

    /** From now on cancelling does this; at once if it has happened. */
    void does(Runnable newAction) {
        synchronized (this) {
            if (!cancelled) {
                action = newAction;
                return;
            }
        }
        newAction.run();
    }

    void cancel() {
        Runnable last;
        synchronized (this) {
            if (cancelled) {
                return;
            }
            cancelled = true;
            last = action;
        }
        last.run();
    }
}
