package dev.loupe.exchange.imports;

import java.util.List;
import java.util.Optional;

/** The formats that can be imported, in the order in which content is compared with them. */
public final class ImportFormats {
    static final List<ImportFormat> ALL = List.of(
            new HarFormat(),
            new PostmanFormat(),
            new BurpFormat(),
            new JMeterFormat(),
            new SchemathesisFormat(),
            new RubyVcrFormat(),
            new GoVcrFormat(),
            new VcrpyFormat(),
            new DdTraceFormat(),
            new WireMockFormat(),
            new OtlpFormat(),
            new LoupeFormat(),
            new OpenAiBatchFormat(),
            new LiteLlmFormat(),
            new HeliconeFormat(),
            new LangfuseFormat(),
            new LangSmithFormat(),
            new BraintrustFormat(),
            new DatadogFormat(),
            new ApiManagementFormat(),
            new PortkeyFormat(),
            new LogFormat(),
            new CsvFormat(),
            new CurlFormat(),
            new MarkdownFormat());

    private ImportFormats() {}

    /** The names for {@code --from}. */
    public static List<String> names() {
        return ALL.stream().map(ImportFormat::name).toList();
    }

    static Optional<ImportFormat> named(String name) {
        return ALL.stream().filter(format -> format.name().equals(name)).findFirst();
    }

    static List<ImportFormat.OfRecord> ofRecords() {
        return ALL.stream()
                .filter(ImportFormat.OfRecord.class::isInstance)
                .map(ImportFormat.OfRecord.class::cast)
                .toList();
    }

    static List<ImportFormat.OfFile> ofFiles() {
        return ALL.stream()
                .filter(ImportFormat.OfFile.class::isInstance)
                .map(ImportFormat.OfFile.class::cast)
                .toList();
    }
}
