package dev.loupe.check;

import dev.loupe.exchange.Probed;

/** How a status reads as the answer to a probe. */
final class Refusal {
    private Refusal() {}

    /** Whether a status rejects what was sent: a 4xx, but not for a key, money, a missing model or overload. */
    static boolean isAboutTheRequest(int status) {
        return status >= 400
                && status < 500
                && status != 401
                && status != 402
                && status != 403
                && status != 404
                && status != 408
                && status != 429;
    }

    /** What was sent, in words. */
    static String sent(Probed probed) {
        return probed.value().isEmpty() ? "a request without " + probed.at() : probed.at() + " = " + probed.value();
    }
}
