package dev.loupe.client;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.loupe.client.model.ParameterViolation;
import dev.loupe.client.model.StreamableRequest;
import dev.loupe.client.model.ViolationCollector;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A request with this JSON. */
record JsonRequest(String json) implements StreamableRequest {
    @Override
    public Optional<Boolean> stream() {
        return Optional.empty();
    }

    @Override
    public StreamableRequest withStream(boolean stream) {
        return this;
    }

    @Override
    public List<ParameterViolation> validate() {
        return List.of();
    }

    @Override
    public String toJson() {
        return json;
    }

    @Override
    public void write(JsonGenerator generator) throws IOException {
        generator.writeRaw(json);
    }

    @Override
    public void check(ViolationCollector violations) {
        // nothing to check
    }
}
