/** The generated types against the very document they are generated from: nothing of the contract is listed by hand here. */
@NullMarked
package dev.loupe.gemma.model;

import org.jspecify.annotations.NullMarked;
