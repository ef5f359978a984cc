/**
 * The results of a run as data: findings with evidence, outcomes, verdicts. May import {@code check}, {@code exchange} and
 * {@code openapi}.
 */
@NullMarked
package dev.loupe.engine.result;

import org.jspecify.annotations.NullMarked;
