package dev.loupe.provider;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How a provider's answers speak where the contract leaves it open. What a provider does not state is not held against
 * it.
 *
 * @param errors the body of an error
 * @param requestIdHeaders the headers of which one names the request, lower case; empty when it claims none
 * @param done how streams end
 * @param usageChunk where a stream's usage is
 * @param invalid what happens to a value that the contract forbids
 * @param unknown what happens to a parameter that the model does not know
 * @param finishReasons finish reasons that it documents beyond those of the API; {@link #ANY} when it does not say
 * @param aliases under what other names a model may answer
 */
public record ProviderDialect(
        ErrorBody errors,
        List<String> requestIdHeaders,
        Done done,
        UsageChunk usageChunk,
        Handling invalid,
        Handling unknown,
        Set<String> finishReasons,
        ModelAliases aliases) {
    /** In place of a finish reason: whatever it likes. */
    public static final String ANY = "*";

    /** Of somebody of whom nothing is known. */
    static final ProviderDialect UNSTATED = new ProviderDialect(
            new ErrorBody(List.of(), Optional.empty(), Optional.empty(), Optional.empty()),
            List.of(),
            Done.UNSTATED,
            UsageChunk.UNSTATED,
            Handling.UNSTATED,
            Handling.UNSTATED,
            Set.of(ANY),
            ModelAliases.UNSTATED);

    /**
     * The body of an error.
     *
     * @param required members that must be there, with the types that they may have
     * @param message where its words are
     * @param status where it repeats the HTTP status
     * @param requestId where it names the request
     */
    public record ErrorBody(
            List<Member> required,
            Optional<JsonPointer> message,
            Optional<JsonPointer> status,
            Optional<JsonPointer> requestId) {
        public ErrorBody {
            required = List.copyOf(required);
        }

        /** A member that an error body must have, and the JSON types that it may have. */
        public record Member(JsonPointer at, Set<JsonType> types) {
            public Member {
                types = Set.copyOf(types);
            }
        }
    }

    /** The types of JSON. */
    public enum JsonType {
        STRING,
        NUMBER,
        BOOLEAN,
        OBJECT,
        ARRAY,
        NULL
    }

    /** Whether a stream ends with {@code [DONE]}. */
    public enum Done {
        REQUIRED,
        UNSTATED
    }

    /** Where a stream's usage is when it was asked for. */
    public enum UsageChunk {
        /** In the last chunk, whose choices are empty. */
        LAST_AND_EMPTY,
        /** In the last chunk, which may hold a choice. */
        LAST,
        UNSTATED
    }

    /** What a provider says it does with something wrong in a request. */
    public enum Handling {
        REJECTS,
        IGNORES,
        UNSTATED
    }

    /** Whether this provider documents a finish reason that the API does not. */
    public boolean finishesWith(String reason) {
        return finishReasons.contains(ANY) || finishReasons.contains(reason);
    }

    public ProviderDialect {
        requestIdHeaders = List.copyOf(requestIdHeaders);
        finishReasons = Set.copyOf(finishReasons);
    }
}
