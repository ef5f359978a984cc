package dev.loupe.gemma.error;

import dev.loupe.gemma.transport.ResponseHeaders;
import java.time.Duration;
import java.util.Optional;

/**
 * The server answered, and the answer is an error. There is a subclass for each status that a caller treats in its own way; an error
 * that came with status 200 has the class of the code in its body, and this class where the body names none.
 */
public sealed class ApiException extends GemmaException
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

    private final transient ErrorResponse problem;

    ApiException(ErrorResponse problem) {
        super(problem.sentence(), null);
        this.problem = problem;
    }

    /** The exception of the problem's status. */
    public static ApiException of(ErrorResponse problem) {
        int status = problem.effectiveStatus();
        if (status >= 500 && status < 600) {
            return new ServerException(problem);
        }
        return switch (status) {
            case 400 -> new BadRequestException(problem);
            case 401 -> new AuthenticationException(problem);
            case 402 -> new PaymentRequiredException(problem);
            case 403 -> new PermissionDeniedException(problem);
            case 404 -> new NotFoundException(problem);
            case 408 -> new RequestTimeoutException(problem);
            case 409 -> new ConflictException(problem);
            case 413 -> new PayloadTooLargeException(problem);
            case 422 -> new UnprocessableException(problem);
            case 429 -> new RateLimitException(problem);
            default -> new ApiException(problem);
        };
    }

    /** The status on the wire: 200 where the error came in the body of a success. */
    public int status() {
        return problem.status();
    }

    /** The status that this error stands for: the wire's, or the one named in the body of a 200. */
    public int effectiveStatus() {
        return problem.effectiveStatus();
    }

    public ResponseHeaders headers() {
        return problem.headers();
    }

    /** The body's text, whatever it was. */
    public String body() {
        return problem.body();
    }

    /** What the provider says, alone; {@link #getMessage()} puts it into a sentence. */
    public Optional<String> message() {
        return Optional.ofNullable(problem.error().message());
    }

    /** The provider's code, or its type where it names no code. */
    public Optional<String> code() {
        return Optional.ofNullable(problem.error().code());
    }

    /** From the body's {@code requestId}, or the headers {@code x-inference-id} and {@code x-request-id}. */
    public Optional<String> requestId() {
        return problem.requestId();
    }

    /** How long the server asks to wait before the next try. */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(problem.retryAfter());
    }
}
