package dev.loupe.change;

/**
 * A difference in what a generator makes of a contract.
 *
 * @param what {@code type ChatRequest}, {@code ChatRequest.temperature}, {@code method postChat}
 * @param before its type in the old client; empty when it is new
 * @param after its type in the new client; empty when it is gone
 */
public record ClientChange(String what, String before, String after) {
    /** True when code that uses it no longer compiles. */
    public boolean stopsCompiling() {
        return !before.isEmpty();
    }

    @Override
    public String toString() {
        if (before.isEmpty()) {
            return what + " is new (" + after + ")";
        }
        return after.isEmpty() ? what + " is gone (" + before + ")" : what + " went from " + before + " to " + after;
    }
}
