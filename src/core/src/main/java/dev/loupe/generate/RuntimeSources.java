package dev.loupe.generate;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The sources that do not depend on the types of a contract. */
final class RuntimeSources {
    /** The package of the runtime. */
    static final String PACKAGE = "dev.loupe.client";

    /** Sources of gemma-client that every client has under its own names. */
    static final List<String> CLIENT = List.of(
            "ChatStream.java",
            "GemmaClient.java",
            "GemmaClientBuilder.java",
            "RawCompletion.java",
            "package-info.java");

    /** The sources of loupe-client-runtime. */
    static final List<String> RUNTIME = List.of(
            "AllowedHeaderNames.java",
            "BodyPrefetcher.java",
            "BufferedBody.java",
            "CallExecutor.java",
            "CallListener.java",
            "CallObservation.java",
            "CallOptions.java",
            "CallStart.java",
            "Cancellation.java",
            "ChatCalls.java",
            "ChatTypes.java",
            "ChunkAccumulator.java",
            "ChunkContent.java",
            "ChunkPublisher.java",
            "ChunkReader.java",
            "ChunkStream.java",
            "ClientBuilder.java",
            "ClientConfig.java",
            "ClientDefaults.java",
            "EndpointUrl.java",
            "ErrorFrames.java",
            "FrameJsonParser.java",
            "Futures.java",
            "GrowingText.java",
            "LoggingListener.java",
            "PieceJoiner.java",
            "RawResponse.java",
            "ReplayParser.java",
            "ResponseDecoder.java",
            "ResponseLimits.java",
            "ResponseStream.java",
            "ResponseSummary.java",
            "RetryPolicy.java",
            "SecretHeaderValue.java",
            "SimilarFrame.java",
            "Sleeper.java",
            "SseByteReader.java",
            "ToolCallJoiner.java",
            "error/ApiException.java",
            "error/AuthenticationException.java",
            "error/BadRequestException.java",
            "error/ChatException.java",
            "error/ConflictException.java",
            "error/ConnectionException.java",
            "error/ErrorBody.java",
            "error/ErrorResponse.java",
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
            "model/FirstChoice.java",
            "model/ItemReaders.java",
            "model/JacksonDeserializer.java",
            "model/JacksonSerializer.java",
            "model/JacksonVersion.java",
            "model/JsonCodec.java",
            "model/ParameterViolation.java",
            "model/StreamableRequest.java",
            "model/ViolationCollector.java",
            "model/package-info.java",
            "package-info.java",
            "transport/JdkTransport.java",
            "transport/ResponseHeaders.java",
            "transport/Transport.java",
            "transport/TransportRequest.java",
            "transport/TransportResponse.java",
            "transport/package-info.java");

    private RuntimeSources() {}

    /** The sources of a client by file name, as gemma-client has them. */
    static Map<String, String> client() {
        return read("client/", CLIENT);
    }

    /** The sources of the runtime by file name. */
    static Map<String, String> runtime() {
        return read("runtime/", RUNTIME);
    }

    private static Map<String, String> read(String folder, List<String> names) {
        Map<String, String> sources = new TreeMap<>();
        names.forEach(name -> sources.put(name, read(folder + name)));
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
