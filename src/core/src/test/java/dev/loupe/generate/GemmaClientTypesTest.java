package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.generate.ClientOptions.RuntimeForm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the contracts gain, gemma-client gains without a change of Java. */
class GemmaClientTypesTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SCHEMAS = "#/components/schemas/";

    @TempDir
    Path folder;

    private Path contracts;
    private Path out;

    @BeforeEach
    void copyContracts() throws IOException {
        contracts = folder.resolve("openapi");
        out = folder.resolve("out");
        Path source = Path.of(System.getProperty("loupe.root"), "openapi");
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = contracts.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.resolveSibling("."));
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void aNewRoleEnumValueAndComponentFollowTheContract() throws Exception {
        edit("gemma-3.json", document -> {
            ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
            ObjectNode moderator = schemas.get("UserMessage").deepCopy();
            ((ObjectNode) moderator.at("/properties/role")).putArray("enum").add("moderator");
            schemas.set("ModeratorMessage", moderator);
            ((ObjectNode) schemas.get("Gemma3Message"))
                    .withArrayProperty("oneOf")
                    .addObject()
                    .put("$ref", SCHEMAS + "ModeratorMessage");
            ((ObjectNode) schemas.get("Gemma3Model")).withArrayProperty("enum").add("google/gemma-3-1b-it");
            schemas.putObject("SafetySettings")
                    .put("type", "object")
                    .putObject("properties")
                    .putObject("level")
                    .put("type", "string");
            ((ObjectNode) schemas.at("/Gemma3Request/properties"))
                    .putObject("safety")
                    .put("$ref", SCHEMAS + "SafetySettings");
        });
        assertThat(messages()).isEmpty();

        // the annotations of Bean Validation are not on the class path of this test
        ClientOptions options = new ClientOptions("dev.loupe.gemma", "Gemma", null, null, null, RuntimeForm.DEPENDENCY);
        Path merged = out.resolve(GemmaClientTypes.CONTRACT);
        Map<String, String> files = ClientGenerator.generate(ClientGenerator.contract(merged, List.of()), options)
                .files();
        try (CompiledClient client = CompiledClient.of(files, "dev.loupe.gemma", folder.resolve("classes"))) {
            Object builder = client.model("Gemma3Request").getMethod("builder").invoke(null);
            builder = builder.getClass().getMethod("moderator", String.class).invoke(builder, "Stop.");
            Object request = builder.getClass().getMethod("build").invoke(builder);
            List<?> built = (List<?>) request.getClass().getMethod("messages").invoke(request);
            assertThat(built.get(0).getClass()).isEqualTo(client.model("ModeratorMessage"));

            Object read = client.read(
                    "Gemma3Request",
                    "{\"messages\": [{\"role\": \"moderator\", \"content\": \"Stop.\"}], \"safety\": {\"level\": \"high\"}}");
            assertThat(read.getClass().getMethod("messages").invoke(read)).isEqualTo(built);
            assertThat(read.getClass()
                            .getMethod("safety")
                            .getGenericReturnType()
                            .getTypeName())
                    .endsWith("<dev.loupe.gemma.model.SafetySettings>");
            assertThat(client.model("Gemma3Model").getField("GEMMA_3_1B_IT").get(null))
                    .hasToString("google/gemma-3-1b-it");
            assertThat(client.model("ChatRequest").getPermittedSubclasses())
                    .extracting(Class::getSimpleName)
                    .containsExactly("Gemma3Request", "Gemma327bRequest", "Gemma3nRequest");
        }
    }

    @Test
    void theSameContractsGiveTheSameFiles() throws IOException {
        assertThat(messages()).isEmpty();
        Map<Path, String> first = contents();
        assertThat(first).hasSizeGreaterThan(60);

        assertThat(messages()).isEmpty();
        assertThat(contents()).isEqualTo(first);
    }

    @Test
    void componentsThatDifferAreReported() throws IOException {
        edit("gemma-3n.json", document -> ((ObjectNode) document.at("/components/schemas/Stop"))
                .put("description", "Text at which the model stops."));

        assertThat(messages()).contains("gemma-3n.json").contains("/components/schemas/Stop");
        assertThat(out.resolve(GemmaClientTypes.SOURCES)).doesNotExist();
    }

    private Map<Path, String> contents() throws IOException {
        try (Stream<Path> files = Files.walk(out)) {
            Map<Path, String> contents = new java.util.TreeMap<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file, Files.readString(file));
            }
            return contents;
        }
    }

    private String messages() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        String[] args = {contracts.toString(), out.toString()};
        int exit = GemmaClientTypes.run(args, new PrintStream(err, true, StandardCharsets.UTF_8));
        String messages = err.toString(StandardCharsets.UTF_8);
        assertThat(exit).as(messages).isEqualTo(messages.isEmpty() ? 0 : 2);
        return messages;
    }

    private void edit(String name, java.util.function.Consumer<ObjectNode> change) throws IOException {
        Path file = contracts.resolve(name);
        ObjectNode document = (ObjectNode) MAPPER.readTree(file.toFile());
        change.accept(document);
        MAPPER.writeValue(file.toFile(), document);
    }
}
