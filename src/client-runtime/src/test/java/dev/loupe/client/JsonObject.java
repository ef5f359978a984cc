package dev.loupe.client;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.loupe.client.model.ApiObject;
import dev.loupe.client.model.JsonCodec;
import dev.loupe.client.model.ViolationCollector;
import java.io.IOException;

/** A type of a contract without properties: all of them are extras. */
public final class JsonObject extends ApiObject {
    static final ChatTypes<JsonObject, JsonObject> TYPES = new ChatTypes<>(JsonObject::read, JsonObject::read, true);

    private JsonObject(Builder builder) {
        super(builder);
    }

    public static JsonObject read(JsonParser parser) throws IOException {
        return new JsonObject(ApiObject.Builder.read(parser, new Builder()));
    }

    @Override
    public void write(JsonGenerator generator) throws IOException {
        generator.writeStartObject();
        JsonCodec.writeExtras(generator, extras);
        generator.writeEndObject();
    }

    @Override
    public void check(ViolationCollector violations) {
        // nothing is in the contract
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonObject that && extras.equals(that.extras);
    }

    @Override
    public int hashCode() {
        return extras.hashCode();
    }

    /** Reads every property as an extra. */
    private static final class Builder extends ApiObject.Builder<Builder> {
        @Override
        protected void property(String name, JsonParser parser) throws IOException {
            keep(name, parser);
        }
    }
}
