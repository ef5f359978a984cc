package dev.loupe.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.client.model.ApiObject;
import dev.loupe.client.model.JsonCodec;
import dev.loupe.client.transport.ResponseHeaders;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** A body that is one JSON document, where a stream is requested. */
final class DocumentBody<R extends ApiObject, C extends ApiObject> {
    private final int status;
    private final ResponseHeaders headers;
    private final ResponseLimits limits;
    private final ResponseDecoder<R, C> decoder;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(0);

    DocumentBody(int status, ResponseHeaders headers, ResponseLimits limits, ResponseDecoder<R, C> decoder) {
        this.status = status;
        this.headers = headers;
        this.limits = limits;
        this.decoder = decoder;
    }

    /** The position of the first byte that is neither white space nor part of a byte order mark; -1 when there is none. */
    static int firstContent(ByteBuffer bytes) {
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            byte b = bytes.get(i);
            boolean blank = b == ' ' || b == '\t' || b == '\r' || b == '\n';
            boolean mark = b == (byte) 0xEF || b == (byte) 0xBB || b == (byte) 0xBF;
            if (!blank && !mark) {
                return i;
            }
        }
        return -1;
    }

    /** A body that begins like JSON or HTML is a document, whatever its Content-Type; an event stream begins with a field or a comment. */
    static boolean beginsAt(ByteBuffer bytes, int position) {
        byte b = bytes.get(position);
        return b == '{' || b == '[' || b == '<';
    }

    void offer(ByteBuffer part) {
        byte[] copy = new byte[part.remaining()];
        part.get(copy);
        bytes.writeBytes(copy);
    }

    void requireAllowedSize() {
        if (bytes.size() > limits.maxBodyBytes()) {
            throw decoder.complaint(
                    status,
                    headers,
                    "the body is longer than " + limits.maxBodyBytes() + " bytes (limit maxBodyBytes)");
        }
    }

    R response() {
        return decoder.completion(status, headers, bytes.toByteArray());
    }

    /** A non-streaming response as a single chunk: its messages become the deltas. */
    C asChunk(R response) {
        if (!(ResponseDecoder.tree(response) instanceof ObjectNode tree)) {
            throw new IllegalStateException("a completion that is not an object");
        }
        tree.put("object", "chat.completion.chunk");
        for (JsonNode choice : tree.path("choices")) {
            if (choice instanceof ObjectNode properties && properties.has("message")) {
                properties.set("delta", properties.remove("message"));
            }
        }
        return JsonCodec.read(tree, decoder.types().chunk());
    }
}
