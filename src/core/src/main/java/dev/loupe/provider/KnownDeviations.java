package dev.loupe.provider;

import java.util.Set;

/**
 * What servers are known to send against the API reference. A violation by one of these is weaker than by another: callers of
 * such a server expect it.
 *
 * @param kinds deviations of single properties
 * @param finishReasons finish reasons of the server's own; {@code content_filter: *} stands for all with this beginning
 */
public record KnownDeviations(Set<Deviation> kinds, Set<String> finishReasons) {
    public KnownDeviations {
        kinds = Set.copyOf(kinds);
        finishReasons = Set.copyOf(finishReasons);
    }

    /** A deviation of one property. */
    public enum Deviation {
        /** The id of a response is an empty string. */
        EMPTY_ID,
        /** A completion has no id, created, model, object or usage, or null in place of usage. */
        ABSENT_PROPERTIES,
        /** A missing or wrong key gets another status than 401: 403, or a response where no key is configured. */
        KEY_NOT_401,
        /** A stream that finished has no [DONE]. */
        NO_DONE,
        /** The id of a tool call is an empty string. */
        EMPTY_TOOL_CALL_ID,
        /** Several calls of a stream have the same index, each whole in one fragment. */
        SHARED_TOOL_CALL_INDEX,
        /** A completion of which no token is visible has no completion_tokens. */
        NO_COMPLETION_TOKENS,
        /** total_tokens includes tokens that no other count includes. */
        TOTAL_ABOVE_SUM,
        /** top_logprobs has the sampled token in addition to the requested number. */
        SAMPLED_TOP_LOGPROB
    }

    /** Whether this finish reason is one of the server's own. */
    public boolean finishesWith(String reason) {
        return finishReasons.stream()
                .anyMatch(known -> known.endsWith("*")
                        ? reason.startsWith(known.substring(0, known.length() - 1))
                        : reason.equals(known));
    }
}
