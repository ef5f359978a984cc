package dev.loupe.change;

/** What became of the attempt to show a broken message. */
sealed interface Proof {
    /** A value was found that one contract accepts and the other rejects. */
    record Proven(Witness witness) implements Proof {}

    /** A value was built that should break, and both contracts accept it. */
    record Refuted(String why) implements Proof {}

    /**
     * Neither.
     *
     * @param searched true when values were tried that both contracts accept: what was looked for was not found, and it is no
     *     plain break
     */
    record Unproven(String why, boolean searched) implements Proof {
        Unproven(String why) {
            this(why, false);
        }
    }
}
