package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** The classes of loupe-client-runtime, compiled once for all clients of the tests. */
final class CompiledRuntime {
    static final Path FOLDER = compile();
    static final ClassLoader LOADER = loader();

    private CompiledRuntime() {}

    private static Path compile() {
        Path sources = Path.of(System.getProperty("loupe.root"), "src/client-runtime/src/main/java");
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager manager = javac.getStandardFileManager(diagnostics, null, null);
                Stream<Path> files = Files.walk(sources)) {
            Path folder = Files.createTempDirectory("loupe-client-runtime");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(folder)));
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
            List<Path> java =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> options = List.of("-Xlint:all,-classfile,-path", "-Werror", "-proc:none", "--release", "17");
            boolean compiled = javac.getTask(
                            null, manager, diagnostics, options, null, manager.getJavaFileObjectsFromPaths(java))
                    .call();
            assertThat(compiled).as(diagnostics.getDiagnostics().toString()).isTrue();
            return folder;
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private static ClassLoader loader() {
        try {
            return new URLClassLoader(new URL[] {FOLDER.toUri().toURL()}, CompiledRuntime.class.getClassLoader());
        } catch (MalformedURLException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException alreadyGone) {
            // nothing to delete
        }
    }
}
