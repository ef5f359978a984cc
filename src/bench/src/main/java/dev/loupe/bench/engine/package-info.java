/**
 * How fast: benchmarks of what every exchange goes through, and the yardstick that replay is measured against. Comes in:
 * recordings; goes out: figures for {@code docs/performance.md}. Not published.
 */
@NullMarked
package dev.loupe.bench.engine;

import org.jspecify.annotations.NullMarked;
