package dev.loupe.diff.prove;

/** What became of the attempt to show a broken message. */
public sealed interface ProofOutcome {
    /** A value was found that one contract accepts and the other rejects. */
    record Proven(Witness witness) implements ProofOutcome {}

    /** A value was built that should break, and both contracts accept it. */
    record Refuted(String why) implements ProofOutcome {}

    /**
     * Neither.
     *
     * @param searched true when values were tried that both contracts accept: what was looked for was not found, and it is no
     *     plain break
     */
    record Unproven(String why, boolean searched) implements ProofOutcome {
        public Unproven(String why) {
            this(why, false);
        }
    }
}
