package dev.loupe.check;

import org.apiguardian.api.API;

/** Who caused a violation. */
@API(status = API.Status.EXPERIMENTAL)
public enum Attribution {
    /** The provider violates the corrected contract or a semantic rule. */
    PROVIDER,
    /** The published contract is violated, the corrected one is not: a spec defect. */
    SPEC,
    /** The request is wrong. */
    REQUEST,
    /** An internal error of Loupe; never counted as a violation by the others. */
    LOUPE
}
