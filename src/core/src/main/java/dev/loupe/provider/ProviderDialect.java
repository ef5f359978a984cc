package dev.loupe.provider;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The behaviour of a provider that a contract does not define. Checks do not test what a provider does not state.
 *
 * @param errors the body of an error
 * @param requestIdHeaders the headers of which one contains the request id, lower case; empty without a claim
 * @param streams the properties of its streams
 * @param ids the ids of its responses
 * @param invalid the handling of values that the contract forbids
 * @param unknown the handling of parameters that the model does not support
 * @param supported parameters that are supported, where unsupported ones are not rejected
 * @param finishReasons finish reasons that it documents in addition to those of the API; {@link #ANY} when it states none
 * @param toolCalls the properties of a tool call
 * @param usage what the counts of tokens include
 * @param responses the properties of its responses
 * @param deviations what it is known to send against the API reference
 * @param aliases other names of a model in responses
 */
public record ProviderDialect(
        ErrorBody errors,
        List<String> requestIdHeaders,
        StreamDialect streams,
        IdDialect ids,
        Handling invalid,
        Handling unknown,
        Set<String> supported,
        Set<String> finishReasons,
        ToolCallDialect toolCalls,
        UsageDialect usage,
        ResponseDialect responses,
        KnownDeviations deviations,
        ModelAliases aliases) {
    /** Instead of a finish reason: any. */
    public static final String ANY = "*";

    /**
     * The body of an error.
     *
     * @param required the required properties with their types
     * @param status the location of the HTTP status
     * @param requestId the location of the request id
     * @param recorded whether the properties are known from recordings, not from documentation: an error without any of them may
     *     be from a gateway of the provider
     */
    public record ErrorBody(
            List<RequiredProperty> required,
            Optional<JsonPointer> status,
            Optional<JsonPointer> requestId,
            boolean recorded) {
        public ErrorBody {
            required = List.copyOf(required);
        }

        /** A required property of an error body, and its JSON types. */
        public record RequiredProperty(JsonPointer at, Set<JsonType> types) {
            public RequiredProperty {
                types = Set.copyOf(types);
            }
        }
    }

    /**
     * What a tool call may be without.
     *
     * @param idOptional whether a tool call may have no id
     * @param typeOptional whether a tool call may have no type
     */
    public record ToolCallDialect(boolean idOptional, boolean typeOptional) {}

    /**
     * What the counts of tokens include.
     *
     * @param templateTokensCounted whether completion_tokens includes tokens of the chat template that no response shows
     * @param reasoningSeparate whether total_tokens includes reasoning tokens that completion_tokens does not include
     */
    public record UsageDialect(boolean templateTokensCounted, boolean reasoningSeparate) {}

    /**
     * How a provider's responses differ, streaming or not.
     *
     * @param objects values of the property "object" of a non-streaming response, beyond {@code chat.completion}
     * @param objectOptional whether a response may have no such property
     * @param reasoningInText words in the names of models whose text begins with the reasoning, in think tags, as documented
     */
    public record ResponseDialect(Set<String> objects, boolean objectOptional, Set<String> reasoningInText) {
        public ResponseDialect {
            objects = Set.copyOf(objects);
            reasoningInText = Set.copyOf(reasoningInText);
        }
    }

    /** The JSON types. */
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

    /** The location of a stream's usage when the request includes it. */
    public enum UsageChunk {
        /** In the last chunk, whose choices are empty. */
        LAST_AND_EMPTY,
        /** In the last chunk, which may have a choice. */
        LAST,
        /** In every chunk, the counts so far. */
        EACH,
        /** In any chunks, but no output follows the last one: what follows is not counted. */
        FINAL,
        UNSTATED
    }

    /** How a provider handles an invalid part of a request. */
    public enum Handling {
        REJECTS,
        IGNORES,
        UNSTATED
    }

    /** How streams end. */
    public Done done() {
        return streams.done();
    }

    /** Where a stream's usage is. */
    public UsageChunk usageChunk() {
        return streams.usageChunk();
    }

    /** The same with another handling of values that the contract forbids. */
    public ProviderDialect withInvalid(Handling other) {
        return new ProviderDialect(
                errors,
                requestIdHeaders,
                streams,
                ids,
                other,
                unknown,
                supported,
                finishReasons,
                toolCalls,
                usage,
                responses,
                deviations,
                aliases);
    }

    /** Whether this provider documents a finish reason that the API does not. */
    public boolean finishesWith(String reason) {
        return finishReasons.contains(ANY) || finishReasons.contains(reason);
    }

    public ProviderDialect {
        requestIdHeaders = List.copyOf(requestIdHeaders);
        supported = Set.copyOf(supported);
        finishReasons = Set.copyOf(finishReasons);
    }
}
