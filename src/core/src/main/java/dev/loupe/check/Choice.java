package dev.loupe.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One choice of an answer, joined over the chunks of a stream.
 *
 * @param index as said, or {@link Strict#NOT_WHOLE}
 * @param first where it first appears
 * @param finishes how many times it says why it finished
 * @param finishReason the first one said, as text; empty when none is said
 * @param finish where that is
 * @param roleSaid whether its message, or the first delta of a stream, says a role
 * @param wrongRole a role other than assistant, null when none is said
 * @param wrongRoleAt where that is said
 * @param content null when there is none; empty text is content
 * @param refusal null when there is none
 * @param reasoning text of the reasoning that is shown; empty when there is none
 * @param otherOutput whether there is output that is not text: audio, images, a call in the old style
 * @param toolCalls calls of tools
 * @param afterFinish first event with output after the finish, or -1
 * @param logprobs one for an answer in one piece, one for each chunk that has them in a stream
 */
record Choice(
        long index,
        Spot first,
        int finishes,
        String finishReason,
        Spot finish,
        boolean roleSaid,
        @Nullable String wrongRole,
        Spot wrongRoleAt,
        @Nullable String content,
        @Nullable String refusal,
        String reasoning,
        boolean otherOutput,
        List<ToolCall> toolCalls,
        int afterFinish,
        List<Logprobs> logprobs) {
    /**
     * Where a choice stands.
     *
     * @param event -1 in an answer in one piece
     * @param position in the array of choices
     */
    record Spot(int event, int position) {
        Place at(String pointer) {
            return Completion.at(event, "/choices/" + position + pointer);
        }
    }

    /**
     * A call of a tool.
     *
     * @param isFunction false for tools that take free text
     * @param arguments joined
     * @param at where it starts
     * @param position in the array of calls there
     */
    record ToolCall(boolean isFunction, String name, String arguments, Spot at, int position) {}

    /** The logprobs object of a choice. */
    record Logprobs(JsonNode value, Spot at) {}

    /** The member that holds what the model said: {@code message}, or {@code delta} in a stream. */
    String holder() {
        return first.event() < 0 ? "/message" : "/delta";
    }

    /** A place in what the model said; in a stream, where that begins. */
    Place at(String pointer) {
        return first.at(holder() + pointer);
    }

    boolean hasText() {
        return content != null && !content.isEmpty();
    }

    boolean hasRefusal() {
        return refusal != null && !refusal.isEmpty();
    }

    /** Cut for what it says, so that what it says may be incomplete or missing. */
    boolean isFiltered() {
        return finishReason.equals("content_filter");
    }

    boolean isCut() {
        return finishReason.equals("length") || isFiltered();
    }
}
