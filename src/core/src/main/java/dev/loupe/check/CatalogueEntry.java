package dev.loupe.check;

/** An entry of a catalogue: something that {@code loupe explain ID} can explain. */
public interface CatalogueEntry {
    /** The stable id, {@code area.kebab-case}. */
    String id();

    /** What must hold, or what changed: one sentence without a full stop. */
    String truth();

    /** Why it matters to a user of the API. */
    String why();

    /** Where the claim comes from: a document's words, a pointer, or a measurement. */
    String source();

    /** What to do about a finding. */
    String fix();
}
