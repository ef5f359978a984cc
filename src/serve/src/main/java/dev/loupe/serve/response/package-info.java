/**
 * Requests and planned responses as data: created by the planner, changed by faults, written by the writer. May import
 * nothing of Loupe.
 */
@NullMarked
package dev.loupe.serve.response;

import org.jspecify.annotations.NullMarked;
