package dev.loupe.live;

import dev.loupe.exchange.FramingError;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.sse.TimedBytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A response as its bytes show it.
 *
 * @param status 0 when no status can be read
 * @param firstByte when the header was complete
 * @param body what arrived of the body, without its framing
 * @param errors each kind at most once
 * @param failure why the body ends early; null when it is complete
 */
record FramedResponse(
        int status,
        HeaderFields headers,
        double firstByte,
        List<TimedBytes> body,
        List<FramingError> errors,
        @Nullable Throwable failure) {}
