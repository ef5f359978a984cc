/** OpenAPI text in, contracts out. */
@NullMarked
package dev.loupe.contract;

import org.jspecify.annotations.NullMarked;
