package dev.loupe.change;

/** Who writes the message: it decides which way a change hurts, and whether readOnly or writeOnly members are in it. */
enum Side {
    REQUEST,
    ANSWER
}
