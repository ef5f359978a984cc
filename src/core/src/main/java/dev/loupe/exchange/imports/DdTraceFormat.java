package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** Cassettes of dd-trace: one exchange in a file. */
final class DdTraceFormat implements ImportFormat.OfFile {
    @Override
    public String name() {
        return "dd-trace";
    }

    @Override
    public boolean matches(ImportFile file) {
        JsonNode json = file.json();
        return json.path("request").path("url").isTextual()
                && json.path("request").has("body")
                && json.path("response").path("status").isObject();
    }

    @Override
    public void read(ImportFile file, EntrySink sink) {
        Cassettes.read(JsonNodeFactory.instance.arrayNode().add(file.json()), sink);
    }
}
