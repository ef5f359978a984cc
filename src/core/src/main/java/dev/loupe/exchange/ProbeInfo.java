package dev.loupe.exchange;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * What a request was sent to test; recorded with it, so that a recorded run can be judged again offline.
 *
 * @param probe id of the probe, {@code temperature/above-maximum}
 * @param at the member of the request under test
 * @param value the value that was sent, as JSON text; empty when the member was left out
 * @param rule the words of the contract that are tested, {@code maximum 2}
 * @param published what the published contract says of the request
 * @param corrected what the corrected contract says of the request
 * @param twin id of the exchange that differs from this one by the mutation alone and must have been accepted; empty when
 *     there is none
 */
public record ProbeInfo(
        String probe, JsonPointer at, String value, String rule, Says published, Says corrected, String twin) {
    /** What a contract says of a request. */
    public enum Says {
        ALLOWED,
        FORBIDDEN
    }
}
