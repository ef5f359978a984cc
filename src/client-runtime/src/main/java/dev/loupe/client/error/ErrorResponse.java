package dev.loupe.client.error;

import dev.loupe.client.transport.ResponseHeaders;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A parsed error response.
 *
 * @param status the HTTP status; 200 for an error in the body of a 200 response
 * @param body the text of the body; an echoed key is redacted
 * @param retryAfter the wait that the server requests
 * @param complaint what is invalid in a response that reports no error
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

    /** The status that decides the class of the exception: the HTTP status, or for 200 the one in the body. */
    public int effectiveStatus() {
        return status >= 400 ? status : error.status().orElse(status);
    }

    String sentence() {
        StringBuilder text = new StringBuilder("The server responded with ").append(status);
        if (error.message() != null) {
            text.append(": ").append(LogExcerpt.of(error.message()));
        } else if (complaint != null) {
            text.append(", but ").append(complaint);
            if (!body.isBlank()) {
                text.append(": ").append(LogExcerpt.of(body));
            }
        } else if (body.isBlank()) {
            text.append(" and an empty body");
        } else {
            text.append(" and a body without an error message: ").append(LogExcerpt.of(body));
        }
        StringBuilder details = new StringBuilder();
        if (error.code() != null) {
            details.append(", code ").append(LogExcerpt.of(error.code()));
        }
        requestId().ifPresent(id -> details.append(", request ID ").append(LogExcerpt.of(id)));
        if (retryAfter != null) {
            details.append(", retry after ").append(retryAfter.toSeconds()).append(" s");
        }
        return details.length() == 0
                ? text.toString()
                : text.append(" (").append(details.substring(2)).append(')').toString();
    }
}
