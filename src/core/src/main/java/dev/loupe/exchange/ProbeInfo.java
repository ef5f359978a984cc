package dev.loupe.exchange;

import com.fasterxml.jackson.core.JsonPointer;
import org.apiguardian.api.API;

/**
 * What a request tests; recorded with it, so that a recorded run can be checked again offline.
 *
 * @param probe id of the probe, {@code temperature/above-maximum}
 * @param at the tested property of the request
 * @param value the value sent, as JSON text; empty when the property was left out
 * @param rule the tested rule of the contract, {@code maximum 2}
 * @param published whether the published contract allows the request
 * @param corrected whether the corrected contract allows the request
 * @param controlProbe id of the control probe, which differs from this one by the mutation alone and must be accepted; empty when there
 *     is none
 */
@API(status = API.Status.EXPERIMENTAL)
public record ProbeInfo(
        String probe,
        JsonPointer at,
        String value,
        String rule,
        Permission published,
        Permission corrected,
        String controlProbe) {
    /** Whether a contract allows a request. */
    public enum Permission {
        ALLOWED,
        FORBIDDEN
    }

    /** An invalid key for probes of the key. It is not redacted, so that such a probe can be sent again. */
    public static final String INVALID_KEY = "invalid-key-of-loupe";

    /** The probe that sends the key without {@code Bearer}. */
    public static final String KEY_WITHOUT_SCHEME = "authorization/no-scheme";

    /** The probe that sends the key in another header than {@code Authorization}. */
    public static final String KEY_IN_OTHER_HEADER = "authorization/other-header";

    /** The probe that sends the body as {@code text/plain}. */
    public static final String BODY_AS_TEXT = "content-type/text-plain";

    /** The plain request that fails after a probe failed: then the server fails, and not because of a value. */
    public static final String PLAIN_CONTROL = "baseline/plain#0";

    /** A request that fails while others are in flight, and not when it is sent again alone. */
    public static final String IN_PARALLEL = "baseline/in-parallel";

    /** The probe that sends a long text. */
    public static final String LONG_INPUT = "baseline/long";

    /** Whether neither contract allows the request. */
    public boolean isForbidden() {
        return published == Permission.FORBIDDEN && corrected == Permission.FORBIDDEN;
    }

    /** Whether it sends a value of a type that neither contract allows, or a body that is no object. */
    public boolean sendsOtherType() {
        String variant = probe.substring(probe.lastIndexOf('/') + 1);
        return isForbidden() && (probe.startsWith("body/") || variant.startsWith("type-") || variant.equals("null"));
    }

    /** Whether the probe tests headers, which no schema describes. */
    public boolean testsHeaders() {
        return isAuthorization() || probe.equals(BODY_AS_TEXT);
    }

    /** Whether the probe tests the key: it sends none, a wrong one, or the key in another form, which no schema describes. */
    public boolean isAuthorization() {
        return isAuthorization(probe);
    }

    /** Whether this is the id of a probe that tests the key. */
    public static boolean isAuthorization(String probe) {
        return probe.startsWith("authorization/");
    }

    /** Whether the probe sends the valid key in another form than the documented one. */
    public boolean sendsKeyInOtherForm() {
        return probe.equals(KEY_WITHOUT_SCHEME) || probe.equals(KEY_IN_OTHER_HEADER);
    }
}
