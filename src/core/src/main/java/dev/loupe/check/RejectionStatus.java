package dev.loupe.check;

import dev.loupe.exchange.ProbeInfo;

/** How a status reads as the answer to a probe. */
public final class RejectionStatus {
    private RejectionStatus() {}

    /** Whether a status rejects a value: a 4xx, but not for a key, money, a missing model or overload. */
    public static boolean isAboutTheRequest(int status) {
        return isRefusal(status) && status != 404;
    }

    /** Whether a status rejects the request: a 404 does when the name of a model is what is wrong with it. */
    static boolean isRefusal(int status) {
        return status >= 400
                && status < 500
                && status != 401
                && status != 402
                && status != 403
                && status != 408
                && status != 429;
    }

    /** Whether what is wrong with the request is its key, of which the contract's schemas say nothing. */
    public static boolean isOfAKey(ProbeInfo probed) {
        return probed.probe().startsWith("authorization/");
    }

    /** What was sent, in words. */
    public static String sent(ProbeInfo probed) {
        if (probed.at().matches()) {
            return probed.value();
        }
        return probed.value().isEmpty() ? "a request without " + probed.at() : probed.at() + " = " + probed.value();
    }
}
