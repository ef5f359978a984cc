package dev.loupe.exchange.imports;

/** Cassettes of vcrpy and pytest-recording: {@code interactions} whose requests have a {@code uri}. */
final class VcrpyFormat implements ImportFormat.OfFile {
    @Override
    public String name() {
        return "vcrpy";
    }

    @Override
    public boolean matches(ImportFile file) {
        return file.document().path("interactions").isArray();
    }

    @Override
    public void read(ImportFile file, EntrySink sink) {
        Cassettes.read(file.document().path("interactions"), sink);
    }
}
