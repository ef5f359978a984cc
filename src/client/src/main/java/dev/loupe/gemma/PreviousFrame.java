package dev.loupe.gemma;

import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.ChunkChoice;
import dev.loupe.gemma.model.ChunkDelta;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parsed frame and its chunk. Most frames of a stream differ from it only in the text of {@code choices[0].delta.content}. For such a
 * frame only the text is parsed, and the rest is copied from the previous chunk.
 */
final class PreviousFrame {
    /** In a stream without similar frames, one frame in this many is stored for nothing. */
    private static final int MAX_REST = 63;

    private @Nullable ChatCompletionChunk chunk;
    /** The bytes before the text, with the opening quote, and after it, with the closing quote. */
    private byte[] around = new byte[512];

    private int before;
    private int after;

    /** Number of frames to skip before one is stored; doubled each time that no frame was similar to the stored one. */
    private int rest;

    private int lastRest;

    /** The chunk in these bytes; null when they differ in more than the text, or the text has escapes. */
    @Nullable
    ChatCompletionChunk sameButForText(byte[] bytes, int offset, int length) {
        int end = offset + length;
        int textStart = offset + before;
        int textEnd = end - after;
        if (chunk == null
                || textEnd < textStart
                || !Arrays.equals(bytes, offset, textStart, around, 0, before)
                || !Arrays.equals(bytes, textEnd, end, around, before, before + after)
                || !isPlain(bytes, textStart, textEnd)) {
            return null;
        }
        lastRest = 0;
        rest = 0;
        return withText(chunk, new String(bytes, textStart, textEnd - textStart, StandardCharsets.ISO_8859_1));
    }

    /** Whether to store the next parsed frame. */
    boolean isDue() {
        if (rest > 0) {
            rest--;
            return false;
        }
        lastRest = Math.min(2 * lastRest + 1, MAX_REST);
        rest = lastRest;
        return true;
    }

    /**
     * Stores a frame to compare the next ones with, if it has one choice and its text has no escapes.
     *
     * @param quote position of the closing quote of the text
     */
    void remember(ChatCompletionChunk read, byte[] bytes, int offset, int length, int quote) {
        String text = read.choices().size() == 1 ? text(read.choices().get(0)) : null;
        if (text == null) {
            return;
        }
        byte[] plain = text.getBytes(StandardCharsets.UTF_8);
        int start = quote - plain.length;
        if (start <= offset
                || bytes[start - 1] != '"'
                || !isPlain(plain, 0, plain.length)
                || !Arrays.equals(bytes, start, quote, plain, 0, plain.length)) {
            return;
        }
        before = start - offset;
        after = offset + length - quote;
        if (before + after > around.length) {
            around = new byte[before + after];
        }
        System.arraycopy(bytes, offset, around, 0, before);
        System.arraycopy(bytes, quote, around, before, after);
        chunk = read;
    }

    private static @Nullable String text(ChunkChoice choice) {
        return choice.delta().flatMap(ChunkDelta::content).orElse(null);
    }

    private static ChatCompletionChunk withText(ChatCompletionChunk chunk, String text) {
        ChunkChoice choice = chunk.choices().get(0);
        ChunkDelta delta =
                choice.delta().orElseThrow().toBuilder().content(text).build();
        return chunk.toBuilder()
                .choices(List.of(choice.toBuilder().delta(delta).build()))
                .build();
    }

    /** ASCII characters without escapes; the parser checks the encoding of others. */
    private static boolean isPlain(byte[] bytes, int start, int end) {
        for (int i = start; i < end; i++) {
            byte b = bytes[i];
            if (b < ' ' || b == '"' || b == '\\') {
                return false;
            }
        }
        return true;
    }
}
