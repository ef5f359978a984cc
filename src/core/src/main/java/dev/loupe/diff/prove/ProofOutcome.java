package dev.loupe.diff.prove;

/** The result of a search for a witness. */
public sealed interface ProofOutcome {
    /** A value was found that one spec accepts and the other rejects. */
    record Proven(Witness witness) implements ProofOutcome {}

    /** A value built to be rejected is accepted by both specs. */
    record Refuted(String why) implements ProofOutcome {}

    /**
     * No witness was found.
     *
     * @param searched true when values were tried that both specs accept: the search was possible but found no witness
     */
    record Unproven(String why, boolean searched) implements ProofOutcome {
        public Unproven(String why) {
            this(why, false);
        }
    }
}
