package dev.loupe.serve.record;

import dev.loupe.exchange.sse.TimedBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The events of a stream that may not be written yet: an event that is not complete, and events whose text may be the beginning of a
 * secret that continues in the next event. All others are redacted and written at once.
 */
final class HeldEvents {
    /** What is held at most. Longer texts without an end are no secret that is known. */
    private static final int LARGEST = 64 << 10;

    private final SecretBeginnings beginnings;
    private final UnaryOperator<List<TimedBytes>> redaction;
    /** Complete events, in the order of the stream. */
    private List<TimedBytes> complete = new ArrayList<>();
    /** Not redacted: the beginning of an event. */
    private List<TimedBytes> incomplete = new ArrayList<>();

    /** @param redaction redacts pieces that contain complete events; it returns as many pieces */
    HeldEvents(SecretBeginnings beginnings, UnaryOperator<List<TimedBytes>> redaction) {
        this.beginnings = beginnings;
        this.redaction = redaction;
    }

    /** Adds pieces and returns those that may be written, without secrets. */
    List<TimedBytes> add(List<TimedBytes> pieces) {
        List<TimedBytes> all = new ArrayList<>(incomplete);
        all.addAll(pieces);
        byte[] joined = TimedBytes.joined(all);
        int end = endOfEvents(joined);
        if (joined.length - end > LARGEST) {
            end = joined.length;
        }
        List<TimedBytes> before = new ArrayList<>();
        List<TimedBytes> after = new ArrayList<>();
        split(all, end, before, after);
        incomplete = after;
        complete.addAll(before);
        return before.isEmpty() ? List.of() : release();
    }

    /** The rest with the last pieces of the stream: nothing can continue, so that all is redacted once. */
    List<TimedBytes> rest(List<TimedBytes> last) {
        complete.addAll(incomplete);
        complete.addAll(last);
        incomplete = new ArrayList<>();
        List<TimedBytes> rest = complete.isEmpty() ? complete : redaction.apply(complete);
        complete = new ArrayList<>();
        return rest;
    }

    private List<TimedBytes> release() {
        byte[] joined = TimedBytes.joined(complete);
        int held = joined.length > LARGEST ? joined.length : beginnings.firstHeld(joined);
        if (held == 0) {
            return List.of();
        }
        List<TimedBytes> writable = new ArrayList<>();
        List<TimedBytes> kept = new ArrayList<>();
        split(complete, held, writable, kept);
        int count = writable.size();
        List<TimedBytes> both = new ArrayList<>(writable);
        both.addAll(kept);
        List<TimedBytes> redacted = redaction.apply(both);
        if (redacted.size() != both.size()) {
            throw new IllegalStateException("redaction changes the number of pieces");
        }
        // a part of a secret may look like a whole one: what is held stays as it is, unless its beginning is written
        boolean apart = redaction.apply(writable).equals(redacted.subList(0, count));
        complete = apart ? kept : new ArrayList<>(redacted.subList(count, redacted.size()));
        return List.copyOf(redacted.subList(0, count));
    }

    /** The offset after the last blank line. */
    private static int endOfEvents(byte[] bytes) {
        for (int i = bytes.length; i >= 2; i--) {
            if (bytes[i - 1] == '\n'
                    && (bytes[i - 2] == '\n' || (i >= 3 && bytes[i - 2] == '\r' && bytes[i - 3] == '\n'))) {
                return i;
            }
        }
        return 0;
    }

    private static void split(List<TimedBytes> pieces, int at, List<TimedBytes> before, List<TimedBytes> after) {
        int start = 0;
        for (TimedBytes piece : pieces) {
            int end = start + piece.bytes().length;
            if (end <= at) {
                before.add(piece);
            } else if (start >= at) {
                after.add(piece);
            } else {
                before.add(part(piece, 0, at - start));
                after.add(part(piece, at - start, piece.bytes().length));
            }
            start = end;
        }
    }

    private static TimedBytes part(TimedBytes piece, int from, int to) {
        return new TimedBytes(piece.at(), Arrays.copyOfRange(piece.bytes(), from, to));
    }
}
