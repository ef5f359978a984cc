package dev.loupe.diff.compare;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A difference between the clients that a generator makes of two specs.
 *
 * @param before its type in the old client; empty when it is added
 * @param after its type in the new client; empty when it is removed
 * @param along the number of types that are added, removed or renamed with it, because they are named after it
 * @param also the elements with the same change in other operations
 */
public record ClientChange(ClientElement what, String before, String after, int along, List<ClientElement> also) {
    public ClientChange {
        also = List.copyOf(also);
    }

    ClientChange(ClientElement what, String before, String after, int along) {
        this(what, before, after, along, List.of());
    }

    /** True when code that uses the element no longer compiles. */
    public boolean stopsCompiling() {
        return !before.isEmpty();
    }

    boolean isOneSided() {
        return before.isEmpty() || after.isEmpty();
    }

    boolean isOneSidedType() {
        return isOneSided() && what instanceof ClientElement.Type;
    }

    ClientChange rename(UnaryOperator<String> renaming) {
        return new ClientChange(what.rename(renaming), renaming.apply(before), renaming.apply(after), along);
    }

    ClientChange with(int types) {
        return new ClientChange(what, before, after, types, also);
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
        return what + change() + types() + same();
    }

    private String change() {
        if (before.isEmpty()) {
            return " added (" + after + ")";
        }
        return after.isEmpty() ? " removed (" + before + ")" : " changed from " + before + " to " + after;
    }

    private String types() {
        return along == 0 ? "" : ", with " + along + (along == 1 ? " type" : " types") + " named after it";
    }

    private String same() {
        return also.isEmpty()
                ? ""
                : "; the same for "
                        + String.join(
                                ", ", also.stream().map(ClientElement::toString).toList());
    }
}
