package dev.loupe.client.model;

import org.jspecify.annotations.Nullable;

/** The tokens of a parser that are read again with other values. Of an object that was read before, only the changed properties are read. */
public interface RepeatedTokens {
    /** The position of the current token. */
    int position();

    /** The object that was read from this position before; null when there is none. */
    @Nullable
    Object objectAt(int position);

    /** Moves to the next changed property of the current object; null, at the end of the object, when there is none. */
    @Nullable
    String nextChangedName();

    /** Moves back to the start of an object, to read all of it. */
    void moveTo(int position);

    /** Stores the object that was read from this position. */
    void store(int position, Object object);
}
