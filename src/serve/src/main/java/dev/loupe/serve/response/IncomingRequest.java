package dev.loupe.serve.response;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request as it was asked.
 *
 * @param body its JSON; a missing node when it is not JSON
 * @param header looks a header up by name
 * @param turn which request this is since the start, from 1; 0 when the fault was asked for by this very request, so that
 *     a fault that comes and goes comes
 * @param answers what could be answered in place of what is planned
 */
public record IncomingRequest(
        String method,
        String path,
        JsonNode body,
        Function<String, @Nullable String> header,
        long turn,
        Instant at,
        Answers answers) {
    /** Other answers than the planned one, for a fault to give. */
    public interface Answers {
        /** The answer as though nothing were wrong with the request. */
        PlannedResponse unchecked(IncomingRequest asked);

        /** An error in the words of the dialect. */
        PlannedResponse refusal(IncomingRequest asked, int status, String message);
    }

    public PlannedResponse answerUnchecked() {
        return answers.unchecked(this);
    }

    public PlannedResponse refuse(int status, String message) {
        return answers.refusal(this, status, message);
    }

    /** The same request with another body. */
    public IncomingRequest with(JsonNode other) {
        return new IncomingRequest(method, path, other, header, turn, at, answers);
    }

    /** A member of the body, or a missing node. */
    public JsonNode member(String name) {
        return body.path(name);
    }

    public boolean wantsStream() {
        return member("stream").booleanValue();
    }
}
