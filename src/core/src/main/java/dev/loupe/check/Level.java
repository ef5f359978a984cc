package dev.loupe.check;

import org.apiguardian.api.API;

/** Whether a violation makes a run non-conformant. A level comes from the source's own word or from calibration. */
@API(status = API.Status.EXPERIMENTAL)
public enum Level {
    MUST,
    SHOULD,
    INFO
}
