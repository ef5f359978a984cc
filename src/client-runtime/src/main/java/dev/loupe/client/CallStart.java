package dev.loupe.client;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The beginning of a call, without its content and its headers.
 *
 * @param endpoint the URL, without a query
 * @param stream whether a stream is requested
 * @param parameters the properties of the request that are strings, numbers or booleans, such as {@code model} and {@code temperature}
 */
public record CallStart(URI endpoint, boolean stream, Map<String, JsonNode> parameters) {
    public CallStart {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    }

    /** The requested model. */
    public Optional<String> model() {
        return Optional.ofNullable(parameters.get("model")).map(JsonNode::textValue);
    }

    static CallStart of(URI url, boolean stream, byte[] body) {
        String text = url.toString();
        int query = text.indexOf('?');
        return new CallStart(query < 0 ? url : URI.create(text.substring(0, query)), stream, scalars(body));
    }

    private static Map<String, JsonNode> scalars(byte[] body) {
        Map<String, JsonNode> scalars = new LinkedHashMap<>();
        try (JsonParser parser = ResponseDecoder.JSON.createParser(body)) {
            parser.setCodec(ResponseDecoder.TREES);
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isScalarValue()) {
                    scalars.put(name, parser.readValueAsTree());
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException("the request is not JSON", impossible);
        }
        return scalars;
    }
}
