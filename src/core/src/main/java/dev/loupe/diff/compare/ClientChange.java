package dev.loupe.diff.compare;

import java.util.List;
import java.util.stream.Stream;

/**
 * A difference in what a generator makes of a contract.
 *
 * @param what {@code type ChatRequest}, {@code ChatRequest.temperature}, {@code method postChat}
 * @param before its type in the old client; empty when it is new
 * @param after its type in the new client; empty when it is gone
 * @param along how many types named after it are new, gone or renamed with it
 * @param also the same change in what is made of other operations
 */
public record ClientChange(String what, String before, String after, int along, List<String> also) {
    public ClientChange {
        also = List.copyOf(also);
    }

    ClientChange(String what, String before, String after, int along) {
        this(what, before, after, along, List.of());
    }

    /** True when code that uses it no longer compiles. */
    public boolean stopsCompiling() {
        return !before.isEmpty();
    }

    boolean isOneSided() {
        return before.isEmpty() || after.isEmpty();
    }

    ClientChange and(ClientChange same) {
        return new ClientChange(
                what,
                before,
                after,
                along,
                Stream.concat(also.stream(), Stream.of(same.what)).distinct().toList());
    }

    @Override
    public String toString() {
        String change = before.isEmpty()
                ? " is new (" + after + ")"
                : after.isEmpty() ? " is gone (" + before + ")" : " went from " + before + " to " + after;
        String with =
                along == 0 ? "" : ", and with it " + along + (along == 1 ? " type" : " types") + " named after it";
        return what + change + with + (also.isEmpty() ? "" : "; the same: " + String.join(", ", also));
    }
}
