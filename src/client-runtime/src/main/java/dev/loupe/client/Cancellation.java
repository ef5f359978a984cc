package dev.loupe.client;

/** The action to run when a caller cancels. It changes as a call goes from sending to reading. */
final class Cancellation {
    private Runnable action = () -> {};
    private boolean cancelled;

    /** Sets the action; runs it at once if the call is already cancelled. */
    void onCancel(Runnable newAction) {
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
