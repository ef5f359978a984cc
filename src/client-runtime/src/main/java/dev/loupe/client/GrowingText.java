package dev.loupe.client;

/** Text that a stream sends in parts, or again and again. */
final class GrowingText {
    private final StringBuilder text;
    private final String first;
    /** How often the first piece was sent when no other piece was; 0 when the pieces are additions. */
    private int repeats;

    /**
     * Begins with a piece.
     *
     * @param inPieces whether equal pieces are additions
     */
    GrowingText(String piece, boolean inPieces) {
        text = new StringBuilder(piece);
        first = piece;
        repeats = inPieces || piece.isEmpty() ? 0 : 1;
    }

    void add(String piece) {
        if (repeats > 0 && piece.equals(first)) {
            repeats++;
            return;
        }
        // a different piece: the equal pieces before it were additions
        for (; repeats > 1; repeats--) {
            text.append(first);
        }
        repeats = 0;
        text.append(piece);
    }

    boolean isEmpty() {
        return text.length() == 0;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
