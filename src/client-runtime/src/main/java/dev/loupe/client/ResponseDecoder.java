package dev.loupe.client;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.util.TokenBuffer;
import dev.loupe.client.error.ApiException;
import dev.loupe.client.error.ErrorBody;
import dev.loupe.client.error.ErrorResponse;
import dev.loupe.client.error.RetryAfterHeader;
import dev.loupe.client.model.ApiObject;
import dev.loupe.client.model.ApiValue;
import dev.loupe.client.model.JsonCodec;
import dev.loupe.client.transport.ResponseHeaders;
import dev.loupe.client.transport.TransportResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes a body to a completion or an exception, and decides which of the two it is. */
final class ResponseDecoder<R extends ApiObject, C extends ApiObject> {
    static final JsonFactory JSON = new JsonFactory();
    static final ObjectMapper TREES = new ObjectMapper(JSON);

    private final ChatTypes<R, C> types;
    private final Clock clock;
    private final List<SecretHeaderValue> secrets;

    /**
     * Creates a decoder.
     *
     * @param secrets redacted in every text of an exception
     */
    ResponseDecoder(ChatTypes<R, C> types, Clock clock, List<SecretHeaderValue> secrets) {
        this.types = types;
        this.clock = clock;
        this.secrets = List.copyOf(secrets);
    }

    ChatTypes<R, C> types() {
        return types;
    }

    String hideSecrets(String text) {
        String hidden = text;
        for (SecretHeaderValue secret : secrets) {
            hidden = secret.hideIn(hidden);
        }
        return hidden;
    }

    /** The decompressed body. Compression is not requested, but supported. */
    BufferedBody.Read decompressed(int status, ResponseHeaders headers, BufferedBody.Read read, int limit) {
        String encoding = headers.first("content-encoding").orElse("").strip().toLowerCase(Locale.ROOT);
        if (encoding.isEmpty() || encoding.equals("identity") || read.truncated()) {
            return read;
        }
        if (!encoding.equals("gzip") && !encoding.equals("x-gzip")) {
            throw failure(status, headers, "", "the body is compressed with " + encoding + ", which is not supported");
        }
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(read.bytes()))) {
            byte[] clear = in.readNBytes(limit);
            return new BufferedBody.Read(clear, in.read() >= 0);
        } catch (IOException broken) {
            throw failure(status, headers, "", "Content-Encoding is gzip, but the body is not");
        }
    }

    /** The completion in a 2xx body; never without choices. */
    R completion(int status, ResponseHeaders headers, byte[] body) {
        try (JsonParser parser = JSON.createParser(body)) {
            parser.nextToken();
            JsonNode completion = parser.hasCurrentToken() ? JsonCodec.tree(parser) : NullNode.getInstance();
            if (parser.nextToken() != null) {
                throw failure(status, headers, text(body), "the body has more than one JSON value");
            }
            if (!completion.isObject()) {
                throw new JsonParseException(parser, "The body is not an object");
            }
            if (ChunkContent.isComplete(completion, types.choices())) {
                return JsonCodec.read(completion, types.response());
            }
        } catch (JacksonException notJson) {
            throw failure(
                    status,
                    headers,
                    text(body),
                    body.length == 0 ? "the body is empty" : "the body is not the JSON of a chat completion");
        } catch (IOException impossible) {
            throw new IllegalStateException("reading an array in memory failed", impossible);
        }
        throw failure(status, headers, text(body), "the body has no choices");
    }

    /** The exception for an error response, by its status or its body. */
    ApiException failure(int status, ResponseHeaders headers, byte[] body) {
        return failure(status, headers, text(body), null);
    }

    private ApiException failure(int status, ResponseHeaders headers, String body, @Nullable String complaint) {
        String clean = hideSecrets(body);
        return ApiException.of(new ErrorResponse(
                status, headers, clean, ErrorBody.of(tree(clean)), RetryAfterHeader.in(headers, clock), complaint));
    }

    /** The exception for a body whose connection was lost. */
    ApiException cut(int status, ResponseHeaders headers, byte[] body) {
        return failure(
                status,
                headers,
                text(body),
                "the connection was lost after " + body.length
                        + " bytes of the body; it was not sent again, because the"
                        + " server has processed the request");
    }

    /** The exception for an invalid response. */
    ApiException complaint(int status, ResponseHeaders headers, String complaint) {
        return failure(status, headers, "", complaint);
    }

    /** Whether a body is an event stream that was not requested. */
    static boolean looksLikeEvents(byte[] body) {
        int start = 0;
        while (start < body.length && body[start] <= ' ' && body[start] >= 0) {
            start++;
        }
        return startsWith(body, start, "data:") || startsWith(body, start, "event:") || startsWith(body, start, ":");
    }

    private static boolean startsWith(byte[] body, int start, String text) {
        return start + text.length() <= body.length
                && text.equals(new String(body, start, text.length(), StandardCharsets.ISO_8859_1));
    }

    /** The completion of an event stream that was not requested. */
    R completionOfEvents(TransportResponse reply, byte[] body, ResponseLimits limits) {
        ChunkReader<R, C> reader = new ChunkReader<>(reply.status(), reply.headers(), limits, this);
        reader.offer(List.of(ByteBuffer.wrap(body)));
        reader.end(null);
        while (!reader.isFinished()) {
            reader.poll();
        }
        return Objects.requireNonNull(reader.partial());
    }

    /** The text as JSON; null when it is not JSON. */
    static @Nullable JsonNode tree(String text) {
        try {
            return TREES.readTree(text);
        } catch (JacksonException notJson) {
            return null;
        }
    }

    /** The JSON of a value, without a text in between. */
    static JsonNode tree(ApiValue value) {
        return tree(List.of(value)).get(0);
    }

    static JsonNode tree(List<? extends ApiValue> values) {
        try (TokenBuffer json = new TokenBuffer(TREES, false)) {
            json.writeStartArray();
            for (ApiValue value : values) {
                value.write(json);
            }
            json.writeEndArray();
            return TREES.readTree(json.asParser());
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
    }

    private static String text(byte[] body) {
        return new String(body, StandardCharsets.UTF_8);
    }
}
