package dev.loupe.client.model;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;

/** Lets Jackson's {@code ObjectMapper}, and so Quarkus, write the generated types. */
final class JacksonSerializer extends StdSerializer<ApiValue> {
    private static final long serialVersionUID = 1;

    JacksonSerializer() {
        super(ApiValue.class);
    }

    @Override
    public void serialize(ApiValue value, JsonGenerator generator, SerializerProvider provider) throws IOException {
        value.write(generator);
    }
}
