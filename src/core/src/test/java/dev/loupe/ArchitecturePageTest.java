package dev.loupe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** {@code ARCHITECTURE.md} shows the layers that {@link ArchitectureTest} checks; make golden writes them. */
class ArchitecturePageTest {
    private static final Path PAGE = Path.of(System.getProperty("loupe.root"), "ARCHITECTURE.md");
    private static final String BEGIN = "<!-- layers: written by make golden from ArchitectureTest -->\n";
    private static final String END = "<!-- /layers -->\n";
    private static final Map<String, Set<String>> MAY_IMPORT = ArchitectureTest.MAY_IMPORT;

    @Test
    void pageShowsTheLayers() throws IOException {
        String page = Files.readString(PAGE);
        String expected = page.substring(0, page.indexOf(BEGIN)) + BEGIN + "\n" + picture() + "\n"
                + page.substring(page.indexOf(END));
        Golden.compare(PAGE, expected);
    }

    /** Highest layer first; a package is one layer above the highest that it imports. */
    private static String picture() {
        Map<Integer, Set<String>> layers = new TreeMap<>((a, b) -> b - a);
        MAY_IMPORT.keySet().forEach(name -> layers.computeIfAbsent(layer(name), layer -> new TreeSet<>())
                .add(name));
        int width = MAY_IMPORT.keySet().stream().mapToInt(String::length).max().orElseThrow();
        StringBuilder picture = new StringBuilder("```\n");
        layers.forEach((layer, names) -> names.forEach(name -> picture.append(("%2d  %-" + width + "s -> %s")
                        .formatted(layer, name, String.join(", ", direct(name)))
                        .replaceFirst(" +-> $", ""))
                .append('\n')));
        return picture + "```\n";
    }

    private static int layer(String name) {
        return MAY_IMPORT.get(name).stream()
                .mapToInt(imported -> layer(imported) + 1)
                .max()
                .orElse(0);
    }

    /** What a package imports, without what it reaches through another of its imports. */
    private static Set<String> direct(String name) {
        Set<String> direct = new TreeSet<>(MAY_IMPORT.get(name));
        MAY_IMPORT.get(name).forEach(imported -> direct.removeAll(reached(imported)));
        return direct;
    }

    private static Set<String> reached(String name) {
        Set<String> reached = new TreeSet<>(MAY_IMPORT.get(name));
        MAY_IMPORT.get(name).forEach(imported -> reached.addAll(reached(imported)));
        return reached;
    }
}
