package dev.loupe.engine.result;

import java.util.Optional;
import java.util.function.Function;
import org.apiguardian.api.API;

/** Why a run does not cover everything that it was started for. */
@API(status = API.Status.EXPERIMENTAL)
public sealed interface IncompleteReason {
    /** The journal has no end: the process was killed. */
    record CutOff() implements IncompleteReason {}

    /**
     * The endpoint did not respond to a plain request with a chat completion, so nothing else was sent.
     *
     * @param status 0 when there was no response
     * @param detail what is wrong with the response, in words
     */
    record PrecheckFailed(Problem problem, int status, String detail) implements IncompleteReason {}

    /**
     * Requests in succession had no connection or were rejected for the key.
     *
     * @param responses how many requests had a response before
     * @param detail what the last of them received, in words
     */
    record EndpointLost(int responses, int planned, String detail) implements IncompleteReason {}

    /**
     * Requests in succession received a status of overload.
     *
     * @param responses how many requests had another response before
     */
    record Overloaded(int status, int responses, int planned) implements IncompleteReason {}

    /** Requests of the plan were not sent. */
    record NotSent(int count, int planned, NotSentReason reason) implements IncompleteReason {}

    /** Parts of a document are unknown, since references to them are not followed. */
    record ReferencesNotFollowed(String document, String references) implements IncompleteReason {}

    /** A document describes nothing that can be checked. */
    record NothingDescribed(String document) implements IncompleteReason {}

    /** A reason that was read from a file, where it is text. */
    record Recorded(String text) implements IncompleteReason {}

    /** What is wrong with the response to a plain request. */
    enum Problem {
        NO_RESPONSE,
        TIMED_OUT,
        UNTRUSTED_CERTIFICATE,
        REDIRECT,
        NO_KEY,
        KEY_REJECTED,
        ACCOUNT,
        UNKNOWN_PATH_OR_MODEL,
        WRONG_PATH,
        NOT_A_COMPLETION,
        MALFORMED_COMPLETION,
        OVERLOAD,
        SERVER_ERROR,
        VALID_REQUEST_REJECTED
    }

    /** What a user can do. Each caller words it with the names of its own options. */
    enum Advice {
        SET_KEY,
        CHECK_URL,
        CHECK_MODEL,
        CHECK_URL_AND_MODEL,
        TRUST_AUTHORITY,
        WAIT_LONGER,
        SLOW_DOWN,
        RESUME_OR_SLOW_DOWN,
        RAISE_REQUEST_LIMIT,
        RAISE_COST_LIMIT,
        STATE_PRICE,
        RAISE_TIME_LIMIT
    }

    /** The reason in words. */
    default String message() {
        return switch (this) {
            case CutOff cut -> "the run was cut off; this is what was decided until then";
            case PrecheckFailed(Problem problem, int status, String detail) ->
                "the first probe, a plain request, received no usable response (" + (status == 0 ? "" : status + ": ")
                        + detail + ")";
            case EndpointLost(int responses, int planned, String detail) ->
                "the endpoint was lost after " + responses + " of " + planned + " requests: " + detail;
            case Overloaded(int status, int responses, int planned) ->
                "the endpoint is overloaded: status " + status + " to every request after " + responses + " of "
                        + planned;
            case NotSent(int count, int planned, NotSentReason reason) ->
                count + " of " + planned + " requests were not sent: " + reason.message();
            case ReferencesNotFollowed(String document, String references) ->
                document + ": references are not followed, their targets are not checked: " + references;
            case NothingDescribed(String document) ->
                document + " describes no path, webhook or component, so nothing of it is checked";
            case Recorded(String text) -> text;
        };
    }

    /** The reason in words, with the advice as the caller words it. */
    default String message(Function<Advice, String> words) {
        return advice().map(advice -> message() + "; " + words.apply(advice)).orElse(message());
    }

    /** What to do about it; empty when the message is enough. */
    default Optional<Advice> advice() {
        return switch (this) {
            case CutOff cut -> Optional.empty();
            case PrecheckFailed failed -> advice(failed.problem());
            case EndpointLost lost -> Optional.empty();
            case Overloaded overloaded -> Optional.of(Advice.RESUME_OR_SLOW_DOWN);
            case NotSent notSent -> advice(notSent.reason());
            case ReferencesNotFollowed references -> Optional.empty();
            case NothingDescribed nothing -> Optional.empty();
            case Recorded recorded -> Optional.empty();
        };
    }

    private static Optional<Advice> advice(Problem problem) {
        return switch (problem) {
            case NO_RESPONSE, KEY_REJECTED, ACCOUNT, SERVER_ERROR, MALFORMED_COMPLETION -> Optional.empty();
            case TIMED_OUT -> Optional.of(Advice.WAIT_LONGER);
            case UNTRUSTED_CERTIFICATE -> Optional.of(Advice.TRUST_AUTHORITY);
            case NO_KEY -> Optional.of(Advice.SET_KEY);
            case REDIRECT, WRONG_PATH, NOT_A_COMPLETION -> Optional.of(Advice.CHECK_URL);
            case UNKNOWN_PATH_OR_MODEL -> Optional.of(Advice.CHECK_URL_AND_MODEL);
            case OVERLOAD -> Optional.of(Advice.SLOW_DOWN);
            case VALID_REQUEST_REJECTED -> Optional.of(Advice.CHECK_MODEL);
        };
    }

    private static Optional<Advice> advice(NotSentReason reason) {
        return switch (reason) {
            case NotSentReason.Stopped stopped -> Optional.empty();
            case NotSentReason.RequestLimit limit -> Optional.of(Advice.RAISE_REQUEST_LIMIT);
            case NotSentReason.CostLimit limit -> Optional.of(Advice.RAISE_COST_LIMIT);
            case NotSentReason.CostUnknown unknown -> Optional.of(Advice.STATE_PRICE);
            case NotSentReason.TokenLimit limit -> Optional.empty();
            case NotSentReason.TimeLimit limit -> Optional.of(Advice.RAISE_TIME_LIMIT);
        };
    }
}
