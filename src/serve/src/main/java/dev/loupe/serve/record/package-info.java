/**
 * The recording reverse proxy: any client's requests in, the provider's answers back untouched and unbuffered, one redacted
 * recording of each exchange out. May import {@code exchange} of the core.
 */
@NullMarked
package dev.loupe.serve.record;

import org.jspecify.annotations.NullMarked;
