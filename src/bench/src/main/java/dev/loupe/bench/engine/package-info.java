/**
 * Benchmarks of the steps of judging an exchange, and the baseline that replay is compared with. Input: recordings. Output:
 * figures for {@code docs/performance.md}. Not published.
 */
@NullMarked
package dev.loupe.bench.engine;

import org.jspecify.annotations.NullMarked;
