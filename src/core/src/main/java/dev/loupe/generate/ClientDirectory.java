package dev.loupe.generate;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import dev.loupe.generate.ClientGenerator.Generated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A directory with a generated client: a source folder, or a Maven module. */
public final class ClientDirectory {
    private final Path directory;
    private final @Nullable String moduleVersion;

    private ClientDirectory(Path directory, @Nullable String moduleVersion) {
        this.directory = directory;
        this.moduleVersion = moduleVersion;
    }

    /** A folder with Java sources. */
    public static ClientDirectory sources(Path directory) {
        return new ClientDirectory(directory, null);
    }

    /**
     * A Maven module.
     *
     * @param version of the runtime that it depends on
     */
    public static ClientDirectory module(Path directory, String version) {
        return new ClientDirectory(directory, version);
    }

    /**
     * Writes a client, and deletes the generated files of an earlier client in the same package that it does not have. A file that has its
     * text already is not written, so that a compiler sees no change.
     *
     * @return the number of its files
     */
    public int write(Generated client, ClientOptions options) throws IOException {
        String sources = moduleVersion == null ? "" : "src/main/java/";
        SortedMap<String, String> files = new TreeMap<>();
        client.files().forEach((name, text) -> files.put(sources + name, text));
        if (moduleVersion != null) {
            files.put(
                    "src/main/resources/META-INF/native-image/" + options.packageName() + "/reflect-config.json",
                    client.reflection());
            files.put("pom.xml", ClientModule.pom(options, moduleVersion, PackageVersion.VERSION.toString()));
        }
        deleteOthers(directory.resolve(sources + options.packageName().replace('.', '/')), files);
        for (var file : files.entrySet()) {
            write(directory.resolve(file.getKey()), file.getValue());
        }
        return files.size();
    }

    private void deleteOthers(Path folder, SortedMap<String, String> files) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> all = Files.walk(folder)) {
            found = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        for (Path file : found) {
            String name = directory.relativize(file).toString().replace('\\', '/');
            if (!files.containsKey(name) && Files.readString(file).startsWith(ClientGenerator.MARK)) {
                Files.delete(file);
            }
        }
    }

    private static void write(Path file, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
            return;
        }
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.write(file, bytes);
    }
}
