package dev.loupe.exchange.imports;

/** Cassettes of Schemathesis: Ruby VCR with checks. */
final class SchemathesisFormat implements ImportFormat.OfFile {
    @Override
    public String name() {
        return "schemathesis";
    }

    @Override
    public boolean matches(ImportFile file) {
        return file.document().path("recorded_with").asText("").startsWith("Schemathesis");
    }

    @Override
    public void read(ImportFile file, EntrySink sink) {
        Cassettes.read(file.document().path("http_interactions"), sink);
    }
}
