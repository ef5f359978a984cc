package dev.loupe.probe;

import dev.loupe.exchange.ProbeInfo;
import java.util.Optional;

/**
 * A location of the request and how its value violates the contract. Servers read the items of an array, and the parts of all
 * messages, in the same way, so that an index is no part of the location.
 *
 * @param violation how the value was made, which stands for the violated keyword
 */
record ViolationKind(String location, String violation) {
    private static final String NULL = "null";
    private static final String TYPE = "type";

    /** The kind of a probe; empty when the contract allows its request, or when the request is invalid as a whole. */
    static Optional<ViolationKind> of(ProbeInfo probed) {
        String slug = probed.probe().substring(probed.probe().lastIndexOf('/') + 1);
        boolean numbered = slug.matches(".*-\\d+"); // another probe has the same location and slug
        if (probed.corrected() == ProbeInfo.Permission.ALLOWED || probed.at().matches() || numbered) {
            return Optional.empty();
        }
        return Optional.of(new ViolationKind(
                probed.at().toString().replaceAll("/\\d+(?=/|$)", "/*"), slug.startsWith(TYPE + "-") ? TYPE : slug));
    }

    boolean isNull() {
        return violation.equals(NULL);
    }

    /** Whether a keyword other than the type is violated. */
    boolean isKeyword() {
        return !isNull() && !violation.equals(TYPE);
    }

    /** Whether a standard run is meant to have it: each keyword, and the type of each property of the request itself. */
    boolean isStandard() {
        return isKeyword() || (violation.equals(TYPE) && location.lastIndexOf('/') == 0);
    }

    @Override
    public String toString() {
        return location + " " + violation;
    }
}
