package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.FindingLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One choice of an answer, joined over the chunks of a stream.
 *
 * @param index as said, or {@link StrictValues#NOT_WHOLE}
 * @param first where it first appears
 * @param logprobs one for an answer in one piece, one for each chunk that has them in a stream
 */
public record Choice(long index, Spot first, Role role, Output output, Finish end, List<Logprobs> logprobs) {
    /**
     * Who speaks.
     *
     * @param said whether the message, or the first delta of a stream, says a role
     * @param wrong a role other than assistant, null when none is said
     * @param wrongAt where that is said
     */
    public record Role(boolean said, @Nullable String wrong, Spot wrongAt) {}

    /**
     * What was generated.
     *
     * @param content null when there is none; empty text is content
     * @param refusal null when there is none
     * @param reasoning text of the reasoning that is shown; empty when there is none
     * @param other whether there is output that is not text: audio, images, a call in the old style
     * @param toolCalls calls of tools
     */
    public record Output(
            @Nullable String content,
            @Nullable String refusal,
            String reasoning,
            boolean other,
            List<ToolCall> toolCalls) {}

    /**
     * Why it finished.
     *
     * @param count how many times it says so
     * @param reason the first one said, as text; empty when none is said
     * @param at where that is
     * @param outputAfter first event with output after it, or -1
     */
    public record Finish(int count, String reason, Spot at, int outputAfter) {}

    /**
     * Where a choice stands.
     *
     * @param event -1 in an answer in one piece
     * @param position in the array of choices
     */
    public record Spot(int event, int position) {
        public FindingLocation at(String pointer) {
            return ParsedCompletion.at(event, "/choices/" + position + pointer);
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
    public record ToolCall(boolean isFunction, String name, String arguments, Spot at, int position) {}

    /** The logprobs object of a choice. */
    public record Logprobs(JsonNode value, Spot at) {}

    public int finishes() {
        return end.count;
    }

    /** Empty when none is said. */
    public String finishReason() {
        return end.reason;
    }

    @Nullable
    public String content() {
        return output.content;
    }

    @Nullable
    public String refusal() {
        return output.refusal;
    }

    /** Empty when none is shown. */
    public String reasoning() {
        return output.reasoning;
    }

    public List<ToolCall> toolCalls() {
        return output.toolCalls;
    }

    /** The member that holds what the model said: {@code message}, or {@code delta} in a stream. */
    public String holder() {
        return first.event() < 0 ? "/message" : "/delta";
    }

    /** A place in what the model said; in a stream, where that begins. */
    public FindingLocation at(String pointer) {
        return first.at(holder() + pointer);
    }

    public boolean saysAnything() {
        return output.content != null
                || hasRefusal()
                || output.other
                || !output.toolCalls.isEmpty()
                || !output.reasoning.isEmpty();
    }

    public boolean hasText() {
        return output.content != null && !output.content.isEmpty();
    }

    public boolean hasRefusal() {
        return output.refusal != null && !output.refusal.isEmpty();
    }

    /** Cut for what it says, so that what it says may be incomplete or missing. */
    public boolean isFiltered() {
        return end.reason.equals("content_filter");
    }

    public boolean isCut() {
        return end.reason.equals("length") || isFiltered();
    }
}
