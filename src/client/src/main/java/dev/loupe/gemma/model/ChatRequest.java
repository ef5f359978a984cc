package dev.loupe.gemma.model;

import java.util.List;
import java.util.Optional;

/** A request to one of the models. What differs between the models differs in these types. */
public sealed interface ChatRequest extends ApiValue permits Gemma3Request, Gemma327bRequest, Gemma3nRequest {

    /**
     * Whether the answer is to come piece by piece.
     *
     * @return empty when it was not said, which means no
     */
    Optional<Boolean> stream();

    /**
     * The same request, with {@code stream} set.
     *
     * @param stream whether the answer is to come piece by piece
     * @return a new request
     */
    ChatRequest withStream(boolean stream);

    /**
     * Judges this request, and all in it, by the ranges of the contract.
     *
     * @return every problem, in the contract's order; empty when there is none
     */
    List<ParameterViolation> validate();

    /**
     * This request as JSON.
     *
     * @return one line
     */
    String toJson();
}
