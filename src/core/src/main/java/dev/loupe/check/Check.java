package dev.loupe.check;

import org.apiguardian.api.API;

/** A rule over exchanges, with the result passed, violated or not applicable. It does no I/O. */
@API(status = API.Status.EXPERIMENTAL)
public sealed interface Check permits ExchangeCheck, RunCheck {
    /** What the {@link CheckDescription} of the class states. */
    default CheckInfo info() {
        return CheckInfo.of(getClass());
    }
}
