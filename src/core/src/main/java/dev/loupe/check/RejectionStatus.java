package dev.loupe.check;

import dev.loupe.exchange.Overload;
import dev.loupe.exchange.ProbeInfo;

/** The meaning of a status as the response to a probe. */
public final class RejectionStatus {
    private RejectionStatus() {}

    /** Whether a status rejects a value: a 4xx that is not about the key, credit, a missing model or overload. */
    public static boolean isAboutTheRequest(int status) {
        return isRejection(status) && status != 404;
    }

    /** Whether a status rejects the request; 404 does when the model name is wrong. */
    static boolean isRejection(int status) {
        return status >= 400
                && status < 500
                && status != 401
                && status != 402
                && status != 403
                && !Overload.isOverload(status);
    }

    /** The tested value as text: {@code temperature 2.0001}. */
    public static String sent(ProbeInfo probed) {
        if (probed.at().matches()) {
            return probed.value();
        }
        String name = probed.at().tail().matches()
                ? probed.at().getMatchingProperty()
                : probed.at().toString();
        return probed.value().isEmpty() ? "request without " + name : name + " " + probed.value();
    }
}
