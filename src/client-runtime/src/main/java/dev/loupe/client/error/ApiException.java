package dev.loupe.client.error;

import dev.loupe.client.transport.ResponseHeaders;
import java.time.Duration;
import java.util.Optional;

/**
 * An error response of the server. There is a subclass for each status that callers handle differently. An error with status 200 has the
 * class of the code in its body, or this class when the body has no code.
 */
public sealed class ApiException extends ChatException
        permits BadRequestException,
                AuthenticationException,
                PaymentRequiredException,
                PermissionDeniedException,
                NotFoundException,
                RequestTimeoutException,
                ConflictException,
                PayloadTooLargeException,
                UnprocessableException,
                RateLimitException,
                ServerException {
    private static final long serialVersionUID = 1L;

    private final transient ErrorResponse response;

    ApiException(ErrorResponse response) {
        super(response.sentence(), null);
        this.response = response;
    }

    /** The exception for the status of this response. */
    public static ApiException of(ErrorResponse response) {
        int status = response.effectiveStatus();
        if (status >= 500 && status < 600) {
            return new ServerException(response);
        }
        return switch (status) {
            case 400 -> new BadRequestException(response);
            case 401 -> new AuthenticationException(response);
            case 402 -> new PaymentRequiredException(response);
            case 403 -> new PermissionDeniedException(response);
            case 404 -> new NotFoundException(response);
            case 408 -> new RequestTimeoutException(response);
            case 409 -> new ConflictException(response);
            case 413 -> new PayloadTooLargeException(response);
            case 422 -> new UnprocessableException(response);
            case 429 -> new RateLimitException(response);
            default -> new ApiException(response);
        };
    }

    /** The HTTP status; 200 for an error in the body of a 200 response. */
    public int status() {
        return response.status();
    }

    /** The status of the error: the HTTP status, or for 200 the one in the body. */
    public int effectiveStatus() {
        return response.effectiveStatus();
    }

    public ResponseHeaders headers() {
        return response.headers();
    }

    /** The text of the body. */
    public String body() {
        return response.body();
    }

    /** The message of the provider; {@link #getMessage()} includes it. */
    public Optional<String> message() {
        return Optional.ofNullable(response.error().message());
    }

    /** The error code of the provider, or its error type without a code. */
    public Optional<String> code() {
        return Optional.ofNullable(response.error().code());
    }

    /** The {@code requestId} of the body, or the headers {@code x-inference-id} and {@code x-request-id}. */
    public Optional<String> requestId() {
        return response.requestId();
    }

    /** The wait that the server requests before a retry. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(response.retryAfter());
    }
}
