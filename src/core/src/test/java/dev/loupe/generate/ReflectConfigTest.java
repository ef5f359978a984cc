package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.generate.ClientGenerator.Generated;
import dev.loupe.generate.ClientOptions.RuntimeForm;
import dev.loupe.openapi.Contracts;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A native image has by reflection what Jackson looks for in the types of a client, and the file names nothing else. */
class ReflectConfigTest {
    private static final String PACKAGE = "com.acme.chat";
    private static final ClientOptions OPTIONS =
            new ClientOptions(PACKAGE, "Acme", null, null, null, RuntimeForm.DEPENDENCY);
    private static final Pattern READER = Pattern.compile("@JsonDeserialize\\(using = (\\w+)\\.Reader\\.class\\)");
    private static final Pattern CREATOR = Pattern.compile("(?s)class (\\w+) \\{.*@JsonCreator");
    private static final Pattern RECORD = Pattern.compile("(?m)^    record (\\w+)\\(");

    @Test
    void theFileNamesEveryGeneratedTypeThatJacksonUses(@TempDir Path folder) throws Exception {
        Path spec = Path.of(System.getProperty("loupe.root"), "src/core/src/test/resources/generate/openapi.yaml");
        Generated client = ClientGenerator.generate(Contracts.loadAsIs(spec), OPTIONS);
        Set<String> named = new TreeSet<>();
        for (JsonNode entry : new ObjectMapper().readTree(client.reflection())) {
            named.add(entry.path("name").asText());
        }
        Set<String> used = new TreeSet<>();
        client.files().forEach((file, source) -> {
            String type = file.replaceFirst("^.*/", "").replace(".java", "");
            if (file.contains("/model/")) {
                READER.matcher(source).results().forEach(found -> used.add(name(found.group(1) + "$Reader")));
                CREATOR.matcher(source).results().forEach(found -> used.add(name(found.group(1))));
                RECORD.matcher(source).results().forEach(found -> used.add(name(type + "$" + found.group(1))));
            }
        });
        assertThat(used).hasSizeGreaterThan(20);
        assertThat(named).containsAll(used);
        try (CompiledClient compiled = CompiledClient.of(client.files(), PACKAGE, folder)) {
            for (String name : named) {
                if (name.startsWith(PACKAGE)) {
                    assertThat(compiled.model(name.substring((PACKAGE + ".model.").length())))
                            .isNotNull();
                }
            }
        }
    }

    private static String name(String type) {
        return PACKAGE + ".model." + type;
    }
}
