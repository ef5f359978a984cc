package dev.loupe.exchange.imports;

import com.fasterxml.jackson.databind.JsonNode;

/** Log exports of Portkey: request and response as it forwarded them, with fields of its own around them. */
final class PortkeyFormat implements ImportFormat.OfRecord {
    private static final LogFormat LOG = new LogFormat();

    @Override
    public String name() {
        return "portkey";
    }

    @Override
    public boolean matches(JsonNode log) {
        return (log.has("ai_org") || log.has("ai_model") || log.has("portkeyHeaders"))
                && log.has("request")
                && log.has("response");
    }

    @Override
    public void read(JsonNode log, EntrySink sink) throws ImportException {
        LOG.read(log, sink);
    }
}
