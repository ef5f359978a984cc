package dev.loupe.client.model;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;

/**
 * Lets Jackson's {@code ObjectMapper}, and so Quarkus, read a generated type.
 *
 * @param <T> that type
 */
public abstract class JacksonDeserializer<T> extends StdDeserializer<T> {
    private static final long serialVersionUID = 1;

    private final transient JsonCodec.Reader<T> reader;

    protected JacksonDeserializer(Class<T> type, JsonCodec.Reader<T> reader) {
        super(type);
        this.reader = reader;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        return reader.read(parser);
    }
}
