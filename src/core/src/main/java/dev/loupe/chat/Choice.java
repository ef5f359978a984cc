package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.exchange.FindingLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One choice of a response, joined over the chunks of a stream.
 *
 * @param index as received, or {@link StrictValues#NOT_AN_INTEGER}
 * @param first where it first appears
 * @param logprobs one in a non-streaming response, one for each chunk that has them in a stream
 */
public record Choice(long index, Location first, Role role, Output output, Finish end, List<Logprobs> logprobs) {
    /**
     * The role of the message.
     *
     * @param present whether the message, or the first delta of a stream, has a role
     * @param other a role other than assistant, null when there is none
     * @param otherAt where that role is
     */
    public record Role(boolean present, @Nullable String other, Location otherAt) {}

    /**
     * The generated output.
     *
     * @param content null when absent; an empty string is content
     * @param refusal null when absent
     * @param reasoning the visible reasoning; empty when there is none
     * @param other whether there is output that is not text: audio, images, a legacy function_call
     * @param toolCalls the tool calls
     */
    public record Output(
            @Nullable String content,
            @Nullable String refusal,
            String reasoning,
            boolean other,
            List<ToolCall> toolCalls) {}

    /**
     * The finish_reason.
     *
     * @param count how many times the choice has one
     * @param reason the first one; empty when there is none
     * @param at its location
     * @param outputAfter first event with output after it, or -1
     */
    public record Finish(int count, String reason, Location at, int outputAfter) {}

    /**
     * The location of a choice.
     *
     * @param event -1 in a non-streaming response
     * @param position in the array of choices
     */
    public record Location(int event, int position) {
        public FindingLocation at(String pointer) {
            return ParsedCompletion.at(event, "/choices/" + position + pointer);
        }
    }

    /**
     * A tool call.
     *
     * @param isFunction false for custom tools, whose input is free text
     * @param id empty when it is absent or not a string
     * @param arguments the joined fragments
     * @param at where the call starts
     * @param position in the array of tool calls at that location
     */
    public record ToolCall(boolean isFunction, String id, String name, String arguments, Location at, int position) {
        /** A location in the call; in a stream, in its first fragment. */
        public FindingLocation at(String pointer) {
            return at.at((at.event() < 0 ? "/message" : "/delta") + "/tool_calls/" + position + pointer);
        }
    }

    /** The logprobs object of a choice. */
    public record Logprobs(JsonNode value, Location at) {}

    public int finishes() {
        return end.count;
    }

    /** Empty when there is none. */
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

    /** Empty when there is none. */
    public String reasoning() {
        return output.reasoning;
    }

    public List<ToolCall> toolCalls() {
        return output.toolCalls;
    }

    /** Pointer to the message: {@code message}, or {@code delta} in a stream. */
    public String messagePointer() {
        return first.event() < 0 ? "/message" : "/delta";
    }

    /** A location in the message; in a stream, in its first delta. */
    public FindingLocation at(String pointer) {
        return first.at(messagePointer() + pointer);
    }

    public boolean hasOutput() {
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

    /** Stopped by a content filter, so that the output may be incomplete or missing. */
    public boolean isFiltered() {
        // some gateways append the category: content_filter: SAFETY
        return end.reason.equals("content_filter") || end.reason.startsWith("content_filter:");
    }

    /** Stopped by a limit or a filter before the model was done. */
    public boolean isTruncated() {
        return end.reason.equals("length") || isFiltered();
    }
}
