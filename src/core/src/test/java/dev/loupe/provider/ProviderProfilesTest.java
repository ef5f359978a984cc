package dev.loupe.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.loupe.provider.ProviderDialect.Done;
import dev.loupe.provider.ProviderDialect.Handling;
import dev.loupe.provider.ProviderDialect.JsonType;
import dev.loupe.provider.ProviderDialect.UsageChunk;
import dev.loupe.provider.ProviderProfiles.BadProvider;
import dev.loupe.provider.PublishedModel.ContentPart;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProviderProfilesTest {
    @Test
    void everyFileInTheFolderIsAProviderOfItsName() throws Exception {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("loupe.root"), "providers"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(ProviderProfiles.all().stream()
                            .map(provider -> provider.name() + ".yaml")
                            .toList());
        }
        assertThat(ProviderProfiles.all()).extracting(ProviderProfile::name).isSorted();
    }

    @Test
    void aProviderIsReadWhole() {
        ProviderProfile aimlapi = ProviderProfiles.named("aimlapi").orElseThrow();
        assertThat(aimlapi.baseUrl()).isEqualTo("https://api.aimlapi.com/v1");
        assertThat(aimlapi.keyVariable()).isEqualTo("AIMLAPI_KEY");
        assertThat(aimlapi.creditsPerUsd()).hasValue(2_000_000);
        assertThat(aimlapi.dialect().done()).isEqualTo(Done.UNSTATED);
        assertThat(aimlapi.dialect().unknown()).isEqualTo(Handling.IGNORES);
        assertThat(aimlapi.dialect().requestIdHeaders()).containsExactly("x-inference-id", "x-request-id");
        assertThat(aimlapi.dialect().errors().required())
                .extracting(member -> member.at().toString())
                .containsExactly("/message", "/path", "/requestId", "/statusCode", "/timestamp");
        assertThat(ProviderProfiles.named("openai")
                        .orElseThrow()
                        .dialect()
                        .errors()
                        .required()
                        .get(2)
                        .types())
                .containsExactlyInAnyOrder(JsonType.STRING, JsonType.NULL);
        assertThat(ProviderProfiles.named("openrouter").orElseThrow().price("google/gemma-3-4b-it"))
                .hasValue(new ProviderProfile.Price(new BigDecimal("0.02"), new BigDecimal("0.04")));
    }

    @Test
    void noProfileIsEmpty() {
        assertThat(ProviderProfiles.named("nobody")).isEmpty();
    }

    @Test
    void aProfileInheritsWhatItDoesNotState(@TempDir Path folder) throws Exception {
        ProviderProfile own = load(folder, "name: own\nstreams: {done: unstated}\n");
        assertThat(own.title()).isEqualTo("own");
        assertThat(own.dialect().done()).isEqualTo(Done.UNSTATED);
        assertThat(own.dialect().usageChunk()).isEqualTo(UsageChunk.FINAL);
        assertThat(own.dialect().aliases().same("google/gemma-3-4b-it:free", "gemma-3-4b-it"))
                .isTrue();
        assertThat(own.dialect().errors().required()).isEmpty();
        assertThat(own.keyVariable()).isEmpty();
        assertThat(own.creditsPerUsd()).isEmpty();
    }

    @Test
    void aPublishedModelHasTheDayOnWhichItsSourceWasRead(@TempDir Path folder) throws Exception {
        ProviderProfile own = load(
                folder,
                """
                name: own
                optional-headers: [X-Title]
                published-models:
                  m:
                    window: 131072
                    price: {input: 1, output: 2}
                    content: [text, image]
                    as-of: 2026-03-01
                    source: https://models.example/m
                """);
        assertThat(own.optionalHeaders()).containsExactly("X-Title");
        assertThat(own.published())
                .containsEntry(
                        "m",
                        new PublishedModel(
                                OptionalLong.of(131_072),
                                Optional.of(new ProviderProfile.Price(BigDecimal.ONE, BigDecimal.TWO)),
                                Set.of(ContentPart.TEXT, ContentPart.IMAGE),
                                LocalDate.of(2026, 3, 1),
                                "https://models.example/m"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            name: x;published-models: {m: {window: 0, source: s}} | published-models/m/window must be a positive integer
            name: x;published-models: {m: {price: {input: 1, output: 1}, source: s}} | published-models/m/as-of must be the day
            name: x;published-models: {m: {as-of: May, source: s}} | published-models/m/as-of must be the day
            name: x;published-models: {m: {as-of: 2026-03-01}} | published-models/m/source is required
            name: x;published-models: {m: {content: [smell], source: s}} | published-models/m/content is "smell", but must be one of text, image
            name: x;published-models: [m]                    | published-models must be a mapping
            name: x;published-models: {m: {price: {input: -1, output: 1}, source: s, as-of: 2026-03-01}} | must be US dollars
            name: x;local: {ports: [http]}                   | local/ports must be a list of numbers
            name: x;local: {signs: {id: x}}                  | id must be a JSON pointer
            name: x;local: {signs: {/id: "["}}               | local/signs must be regular expressions
            name: x;ids: {length: 9}                         | ids/length is unknown; known: space, foreign
            name: x;stream: {}                               | stream is unknown; known: name, title
            title: x                                         | name is required
            name: x;streams: {done: sometimes}               | done is "sometimes", but must be one of required, unstated
            name: x;streams: {role: frist}                   | role is "frist", but must be first or absent
            name: x;usage: {reasoning: counted}              | reasoning is "counted", but must be separate or absent
            name: x;streams: [done]                          | streams must be a mapping
            name: x;errors: {required: {/error: [text]}}     | /error is "text", but must be one of string, number
            name: x;errors: {status: error}                 | error must be a JSON pointer such as /error/message
            name: x;published-models: {g: {price: {input: free}, source: s}} | published-models/g/price/input must be US dollars
            name: x;credits-per-usd: many                    | credits-per-usd must be an integer
            name: x;finish-reasons: stop                     | finish-reasons must be a list
            name: x;finish-reasons: [null]                   | finish-reasons must be a list of strings
            name: x;models: {same: [[a]]}                    | models/same must be lists of two names or more
            name: 5                                          | name must be a string
            name: x;name: y                                  | :2: is not valid YAML: Duplicate field 'name'
            name: [                                          | :1: is not valid YAML
            """)
    void anInvalidFileIsReportedWithLocationAndRemedy(String yaml, String message, @TempDir Path folder) {
        assertThatThrownBy(() -> load(folder, yaml.replace(';', '\n')))
                .isInstanceOf(BadProvider.class)
                .hasMessageContaining("own.yaml")
                .hasMessageContaining(message);
    }

    @Test
    void bytesThatAreNoTextAreNamedSo(@TempDir Path folder) throws Exception {
        Path file = Files.write(folder.resolve("own.yaml"), new byte[] {'n', (byte) 0xE4, 'a'});
        assertThatThrownBy(() -> ProviderProfiles.load(file))
                .isInstanceOf(BadProvider.class)
                .hasMessageContaining("own.yaml")
                .hasMessageContaining("is not UTF-8 text");
    }

    @Test
    void aMissingFileIsReportedWithTheKnownProviders(@TempDir Path folder) {
        assertThatThrownBy(() -> ProviderProfiles.load(folder.resolve("none.yaml")))
                .isInstanceOf(BadProvider.class)
                .hasMessageContaining("aimlapi, anthropic-compat, azure-ai, azure-openai");
    }

    private static ProviderProfile load(Path folder, String yaml) throws Exception {
        return ProviderProfiles.load(Files.writeString(folder.resolve("own.yaml"), yaml));
    }
}
