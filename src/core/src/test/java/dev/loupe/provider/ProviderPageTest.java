package dev.loupe.provider;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.loupe.provider.ProviderProfiles.BadProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The profiles on the page about profiles. */
class ProviderPageTest {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String UNKNOWN = "no-such-key";

    @TempDir
    Path folder;

    @Test
    void everyProfileOnThePageIsRead() throws Exception {
        List<String> profiles = profiles();
        assertThat(profiles).hasSize(2);
        for (String profile : profiles) {
            assertThat(load(profile).name()).isNotEmpty();
        }
    }

    @Test
    void theLastProfileHasEveryKey() throws Exception {
        JsonNode profile = YAML.readTree(profiles().getLast());
        List<JsonNode> mappings = new ArrayList<>(List.of(profile));
        collect(profile, mappings);
        List<String> checked = new ArrayList<>();
        for (JsonNode mapping : mappings) {
            List<String> known = knownKeys(profile, (ObjectNode) mapping);
            assertThat(mapping.properties())
                    .extracting(property -> property.getKey())
                    .containsAll(known);
            checked.addAll(known);
        }
        assertThat(checked).contains("credits-per-usd", "signs", "reasoning-in-text", "usage-chunk", "as-of");
    }

    /** The keys that the reader knows in a mapping, from what it reports of an unknown one; none where any key is allowed. */
    private List<String> knownKeys(JsonNode profile, ObjectNode mapping) throws IOException {
        mapping.put(UNKNOWN, "x");
        try {
            load(YAML.writeValueAsString(profile));
            return List.of();
        } catch (BadProvider unknown) {
            Matcher known =
                    Pattern.compile(UNKNOWN + " is unknown; known: (.*)").matcher(unknown.getMessage());
            return known.find() ? List.of(known.group(1).split(", ")) : List.of();
        } finally {
            mapping.remove(UNKNOWN);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> mappings) {
        for (JsonNode child : node) {
            if (child.isObject()) {
                mappings.add(child);
            }
            collect(child, mappings);
        }
    }

    private ProviderProfile load(String yaml) throws IOException, BadProvider {
        return ProviderProfiles.load(Files.writeString(folder.resolve("profile.yaml"), yaml));
    }

    private static List<String> profiles() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("loupe.root"), "docs", "providers.md"));
        return Pattern.compile("(?ms)^```yaml\\n(.*?)^```")
                .matcher(page)
                .results()
                .map((MatchResult block) -> block.group(1))
                .toList();
    }
}
