package dev.loupe.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The sources that every client has: transport, event streams, retries, errors and accumulation. They are the sources of gemma-client,
 * under the names of the new client; the few that know the properties of Gemma's types have a neutral version here.
 */
final class RuntimeSources {
    /** Sources of gemma-client that are used as they are. */
    static final List<String> SHARED = List.of(
            "AllowedHeaderNames.java",
            "BodyPrefetcher.java",
            "BufferedBody.java",
            "CallExecutor.java",
            "CallOptions.java",
            "Cancellation.java",
            "ChatStream.java",
            "ChunkPublisher.java",
            "ChunkReader.java",
            "ClientConfig.java",
            "EndpointUrl.java",
            "ErrorFrames.java",
            "Futures.java",
            "GemmaClient.java",
            "GemmaClientBuilder.java",
            "GrowingText.java",
            "PieceJoiner.java",
            "RawCompletion.java",
            "ResponseDecoder.java",
            "ResponseLimits.java",
            "ResponseStream.java",
            "RetryPolicy.java",
            "SecretHeaderValue.java",
            "Sleeper.java",
            "SseByteReader.java",
            "ToolCallJoiner.java",
            "error/ApiException.java",
            "error/AuthenticationException.java",
            "error/BadRequestException.java",
            "error/ConflictException.java",
            "error/ConnectionException.java",
            "error/ErrorBody.java",
            "error/ErrorResponse.java",
            "error/GemmaException.java",
            "error/InvalidRequestException.java",
            "error/LogExcerpt.java",
            "error/NotFoundException.java",
            "error/PayloadTooLargeException.java",
            "error/PaymentRequiredException.java",
            "error/PermissionDeniedException.java",
            "error/RateLimitException.java",
            "error/RequestTimeoutException.java",
            "error/RetryAfterHeader.java",
            "error/ServerException.java",
            "error/StreamException.java",
            "error/TimeoutException.java",
            "error/UnprocessableException.java",
            "error/package-info.java",
            "model/ApiObject.java",
            "model/ApiValue.java",
            "model/JacksonDeserializer.java",
            "model/JacksonSerializer.java",
            "model/JacksonVersion.java",
            "model/JsonCodec.java",
            "model/ParameterViolation.java",
            "model/ViolationCollector.java",
            "model/package-info.java",
            "package-info.java",
            "transport/JdkTransport.java",
            "transport/ResponseHeaders.java",
            "transport/Transport.java",
            "transport/TransportRequest.java",
            "transport/TransportResponse.java",
            "transport/package-info.java");

    /** Sources with a version for any types. */
    static final List<String> NEUTRAL =
            List.of("ChunkAccumulator.java", "ChunkContent.java", "FrameJsonParser.java", "model/ListReader.java");

    /** Sources of gemma-client that a generated client has no use for. */
    static final List<String> LEFT_OUT =
            List.of("ChoiceAccumulator.java", "PreviousFrame.java", "model/ChatRequest.java");

    private RuntimeSources() {}

    /** The sources by file name, as gemma-client has them. */
    static Map<String, String> all() {
        Map<String, String> sources = new TreeMap<>();
        SHARED.forEach(name -> sources.put(name, read("runtime/" + name)));
        NEUTRAL.forEach(name -> sources.put(name, read(name.substring(name.lastIndexOf('/') + 1))));
        return sources;
    }

    private static String read(String resource) {
        try (InputStream in = RuntimeSources.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no resource dev/loupe/generate/" + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
