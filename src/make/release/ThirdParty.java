import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;

/** The licences of the dependencies: a list from the SBOM, and the texts that the jars of the dependencies contain. */
final class ThirdParty {
    private ThirdParty() {}

    static void write(Path sbom, Path classpath, Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        Map<String, TreeSet<String>> users = new TreeMap<>();
        for (String jar : Files.readString(classpath).strip().split(java.io.File.pathSeparator)) {
            if (jar.endsWith(".jar")) {
                texts(Path.of(jar), texts, users);
            }
        }
        StringBuilder page = new StringBuilder("Loupe contains these libraries.\n\n");
        for (JsonNode component : new ObjectMapper().readTree(sbom.toFile()).path("components")) {
            if (!component.path("group").asText().equals("dev.loupe")) {
                page.append(component.path("name").asText())
                        .append(' ')
                        .append(component.path("version").asText())
                        .append(": ")
                        .append(licenses(component))
                        .append('\n');
            }
        }
        int number = 0;
        Files.createDirectories(folder.resolve("licenses"));
        page.append("\nTexts, in the folder licenses:\n\n");
        for (String text : texts.keySet()) {
            String name = String.format("%02d.txt", ++number);
            Files.writeString(folder.resolve("licenses").resolve(name), text);
            page.append(name)
                    .append(": ")
                    .append(String.join(", ", users.get(text)))
                    .append('\n');
        }
        Files.writeString(folder.resolve("THIRD-PARTY.txt"), page);
    }

    private static String licenses(JsonNode component) {
        List<String> names = new ArrayList<>();
        for (JsonNode each : component.path("licenses")) {
            JsonNode license = each.path("license");
            names.add(each.path("expression").asText(license.path("id").asText(license.path("name").asText())));
        }
        return names.isEmpty() ? "see its project" : names.stream().distinct().collect(Collectors.joining(" or "));
    }

    private static void texts(Path file, Map<String, String> texts, Map<String, TreeSet<String>> users)
            throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            for (JarEntry entry : (Iterable<JarEntry>) jar.stream()::iterator) {
                if (entry.getName().matches("(?i)(META-INF/)?[^/]*(LICEN[SC]E|NOTICE)[^/]*") && !entry.isDirectory()) {
                    String text = new String(jar.getInputStream(entry).readAllBytes(), "UTF-8").replace("\r\n", "\n");
                    texts.put(text, text);
                    users.computeIfAbsent(text, key -> new TreeSet<>())
                            .add(file.getFileName().toString().replaceFirst("\\.jar$", ""));
                }
            }
        }
    }
}
