package dev.loupe.gemma.error;

import dev.loupe.gemma.transport.ResponseHeaders;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An answer that reports an error, read.
 *
 * @param status the status on the wire; 200 where the error came in the body of a success
 * @param body the body's text as it came, without the key if the server echoed it
 * @param retryAfter how long the server asks to wait
 * @param complaint what is wrong with an answer that itself reports no error
 */
public record ErrorResponse(
        int status,
        ResponseHeaders headers,
        String body,
        ErrorBody error,
        @Nullable Duration retryAfter,
        @Nullable String complaint) {

    Optional<String> requestId() {
        if (error.requestId() != null) {
            return Optional.of(error.requestId());
        }
        return headers.first("x-inference-id").or(() -> headers.first("x-request-id"));
    }

    /** The status that decides the class of the exception: the wire's, or the body's when the wire says all is well. */
    public int effectiveStatus() {
        return status >= 400 ? status : error.status().orElse(status);
    }

    String sentence() {
        StringBuilder text = new StringBuilder("The server answered ").append(status);
        if (error.message() != null) {
            text.append(": ").append(LogExcerpt.of(error.message()));
        } else if (complaint != null) {
            text.append(", but ").append(complaint);
            if (!body.isBlank()) {
                text.append(": ").append(LogExcerpt.of(body));
            }
        } else if (body.isBlank()) {
            text.append(" with an empty body");
        } else {
            text.append(" with a body that names no error: ").append(LogExcerpt.of(body));
        }
        StringBuilder aside = new StringBuilder();
        if (error.code() != null) {
            aside.append(", code ").append(LogExcerpt.of(error.code()));
        }
        requestId().ifPresent(id -> aside.append(", request id ").append(LogExcerpt.of(id)));
        if (retryAfter != null) {
            aside.append(", retry after ").append(retryAfter.toSeconds()).append(" s");
        }
        return aside.length() == 0
                ? text.toString()
                : text.append(" (").append(aside.substring(2)).append(')').toString();
    }
}
