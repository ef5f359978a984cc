/**
 * The command line: reads arguments, calls the engine, writes results to stdout and everything else to stderr, and ends
 * with an exit code. It decides nothing itself. May import everything of Loupe.
 */
@NullMarked
package dev.loupe.cli;

import org.jspecify.annotations.NullMarked;
