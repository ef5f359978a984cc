package dev.loupe.gemma;

import dev.loupe.gemma.model.ChatCompletionChunk;
import dev.loupe.gemma.model.ChunkChoice;
import dev.loupe.gemma.model.ChunkDelta;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A frame that was read, and the chunk it made. Most frames of a stream differ from it in one place only, the text of
 * {@code choices[0].delta.content}; of such a frame only that text is read, and the rest is taken from the chunk of before.
 */
final class PreviousFrame {
    /** Where no two frames are alike, one in this many is remembered in vain. */
    private static final int MAX_REST = 63;

    private @Nullable ChatCompletionChunk chunk;
    /** What stood before the text, its opening quote included, and after it from the closing quote on. */
    private byte[] around = new byte[512];

    private int before;
    private int after;

    /** How many frames are let pass before one is remembered: twice as many each time that none was like the last that was. */
    private int rest;

    private int lastRest;

    /** The chunk in these bytes; null when they differ in more than the text, or the text is not plain. */
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

    /** Whether the frame that is parsed next is to be remembered. */
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
     * Keeps a frame to compare the next ones with, if it has one choice, with a text that stands in it letter by letter.
     *
     * @param quote where the quote stands that closes the text
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

    /** Letters that stand for themselves: no escapes, and no other than ASCII, whose encoding the parser checks. */
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
