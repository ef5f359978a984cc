package dev.loupe.exchange.imports;

/** Cassettes of VCR for Ruby: {@code http_interactions}. */
final class RubyVcrFormat implements ImportFormat.OfFile {
    @Override
    public String name() {
        return "ruby-vcr";
    }

    @Override
    public boolean matches(ImportFile file) {
        return file.document().path("http_interactions").isArray();
    }

    @Override
    public void read(ImportFile file, EntrySink sink) {
        Cassettes.read(file.document().path("http_interactions"), sink);
    }
}
