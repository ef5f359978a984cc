package dev.loupe.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.client.error.ApiException;
import dev.loupe.client.error.ChatException;
import dev.loupe.client.error.ErrorBody;
import dev.loupe.client.error.LogExcerpt;
import dev.loupe.client.error.StreamException;
import dev.loupe.client.model.ApiObject;
import dev.loupe.client.transport.ResponseHeaders;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The exceptions for frames of a stream that report an error. */
final class ErrorFrames {
    private final int status;
    private final ResponseHeaders headers;
    private final ResponseDecoder<?, ?> decoder;

    ErrorFrames(int status, ResponseHeaders headers, ResponseDecoder<?, ?> decoder) {
        this.status = status;
        this.headers = headers;
        this.decoder = decoder;
    }

    /** The error in a frame. Before any chunk with choices it is the error response that the status does not show. */
    ChatException reported(String frame, boolean beforeChunks, Supplier<? extends @Nullable ApiObject> partial) {
        ApiException response = decoder.failure(status, headers, frame.getBytes(StandardCharsets.UTF_8));
        if (beforeChunks && response.effectiveStatus() != status) {
            return response;
        }
        String clean = decoder.hideSecrets(frame);
        JsonNode json = ResponseDecoder.tree(clean);
        ErrorBody error = json != null && json.isObject() ? ErrorBody.of(json) : new ErrorBody(clean, null, null);
        String reason = error.message() == null ? clean : error.message();
        String code = error.code() == null ? "" : " (code " + LogExcerpt.of(error.code()) + ")";
        String message = "The server reported an error in the stream: " + LogExcerpt.of(reason) + code;
        return new StreamException(
                decoder.hideSecrets(message),
                new ErrorBody(
                        error.message(), error.code(), response.requestId().orElse(null)),
                partial.get(),
                null);
    }
}
