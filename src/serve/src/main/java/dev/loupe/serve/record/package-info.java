/**
 * The recording reverse proxy. It forwards requests and responses unchanged and unbuffered and writes one redacted recording
 * of each exchange. May import {@code exchange} of the core.
 */
@NullMarked
package dev.loupe.serve.record;

import org.jspecify.annotations.NullMarked;
