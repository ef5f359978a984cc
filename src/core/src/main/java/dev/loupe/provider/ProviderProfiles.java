package dev.loupe.provider;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.loupe.text.InputFile;
import dev.loupe.text.ResourceText;
import dev.loupe.text.YamlProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apiguardian.api.API;

/** The providers that come with Loupe, and reading others. */
@API(status = API.Status.EXPERIMENTAL)
public final class ProviderProfiles {
    private static final String RESOURCES = "/dev/loupe/providers/";

    /** The names of the files in the folder {@code providers} of the repository; the build writes it. */
    private static final String INDEX = "index";

    private static final String UNKNOWN = "unknown (";

    private static final int LARGEST_FILE = 4 << 20;
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** What a profile does not set is inherited from this one. */
    private static final JsonNode BASE = base();

    private static final List<ProviderProfile> ALL = packaged();

    private static final Map<String, ProviderProfile> BY_NAME =
            ALL.stream().collect(Collectors.toMap(ProviderProfile::name, provider -> provider));

    private ProviderProfiles() {}

    /** Every provider that comes with Loupe, sorted by name. */
    public static List<ProviderProfile> all() {
        return ALL;
    }

    public static Optional<ProviderProfile> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    /** An unknown provider: only what holds for every provider applies, as for an unknown host. */
    public static ProviderProfile unknown(String name) {
        ProviderDialect dialect = ProviderResolver.fallback().dialect();
        return new ProviderProfile(
                UNKNOWN + name + ")",
                name,
                "",
                "",
                Servers.NONE,
                new TreeMap<>(),
                Set.of(),
                dialect,
                Map.of(),
                OptionalLong.empty(),
                Optional.empty());
    }

    /** Whether a name in a report is that of an unknown provider. */
    public static boolean isUnknown(String name) {
        return name.startsWith(UNKNOWN);
    }

    /** Reads a profile from a file. */
    public static ProviderProfile load(Path file) throws BadProvider {
        byte[] text;
        try {
            text = InputFile.bytes(file, LARGEST_FILE);
        } catch (IOException e) {
            throw new BadProvider(
                    file + ": cannot be read" + obstacle(file) + ". Give the name of a provider (" + names()
                            + ") or the path of a file like those in providers/",
                    e);
        }
        return read(file.toString(), text);
    }

    private static String obstacle(Path file) {
        String obstacle = InputFile.obstacle(file);
        return obstacle.isEmpty() ? "" : " (" + obstacle + ")";
    }

    /** An invalid provider profile; the message names the file and what to do. */
    public static final class BadProvider extends Exception {
        private static final long serialVersionUID = 1;

        BadProvider(String message) {
            super(message);
        }

        BadProvider(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private static ProviderProfile read(String file, byte[] text) throws BadProvider {
        JsonNode root;
        try {
            root = YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new BadProvider(file + ":" + YamlProblem.line(e) + ": " + YamlProblem.of(e), e);
        } catch (IOException e) {
            throw new BadProvider(file + ": not YAML: " + e.getMessage(), e);
        }
        if (root.isMissingNode()) {
            throw new BadProvider(file + ": empty; the document must be a mapping");
        }
        return new ProviderProfileReader(file).read(root, BASE);
    }

    private static JsonNode base() {
        String file = ProviderResolver.FALLBACK + ".yaml";
        try {
            return YAML.readTree(resource(file));
        } catch (IOException e) {
            throw new IllegalStateException("providers/" + file + ": not YAML: " + e.getMessage(), e);
        }
    }

    private static String names() {
        return ALL.stream().map(ProviderProfile::name).collect(Collectors.joining(", "));
    }

    private static List<ProviderProfile> packaged() {
        List<ProviderProfile> providers = new ArrayList<>();
        for (String file : resource(INDEX).lines().toList()) {
            try {
                providers.add(read("providers/" + file, resource(file).getBytes(StandardCharsets.UTF_8)));
            } catch (BadProvider e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
        providers.sort(Comparator.comparing(ProviderProfile::name));
        return List.copyOf(providers);
    }

    private static String resource(String name) {
        return ResourceText.of(ProviderProfiles.class, RESOURCES + name);
    }
}
