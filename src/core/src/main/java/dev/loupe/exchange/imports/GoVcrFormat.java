package dev.loupe.exchange.imports;

/** Cassettes of go-vcr: {@code interactions} whose requests have a {@code url}. */
final class GoVcrFormat implements ImportFormat.OfFile {
    @Override
    public String name() {
        return "go-vcr";
    }

    @Override
    public boolean matches(ImportFile file) {
        return Cassettes.first(file, "interactions").path("request").has("url");
    }

    @Override
    public void read(ImportFile file, EntrySink sink) {
        Cassettes.read(file.document().path("interactions"), sink);
    }
}
