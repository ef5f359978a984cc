/**
 * A request and its planned response as data, before a byte of it is written: what the planner makes, what faults
 * change, what the writer writes. May import nothing of Loupe.
 */
@NullMarked
package dev.loupe.serve.response;

import org.jspecify.annotations.NullMarked;
