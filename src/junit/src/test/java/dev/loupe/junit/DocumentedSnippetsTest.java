package dev.loupe.junit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.engine.ProcessEnvironment;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Each class in docs/junit.md compiles; those that need no other endpoint pass. */
class DocumentedSnippetsTest {
    private static final Path ROOT = Path.of(System.getProperty("loupe.root"));
    private static final Pattern JAVA = Pattern.compile("(?ms)^```java\\n(.*?)^```");
    private static final Pattern CLASS = Pattern.compile("(?m)^class (\\w+)");
    private static final String IMPORTS =
            """
            import static io.restassured.RestAssured.given;
            import static org.junit.jupiter.api.Assertions.*;
            import dev.loupe.junit.*;
            import dev.loupe.probe.Thoroughness;
            import java.net.URI;
            import java.net.http.*;
            import java.net.http.HttpResponse.BodyHandlers;
            import org.junit.jupiter.api.*;
            import org.junit.jupiter.api.extension.RegisterExtension;
            """;

    @TempDir
    Path folder;

    private static String page() throws IOException {
        return Files.readString(ROOT.resolve("docs/junit.md"));
    }

    @TestFactory
    Stream<DynamicTest> everyClassCompilesAndPasses() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        Matcher blocks = JAVA.matcher(page());
        while (blocks.find()) {
            String source = blocks.group(1);
            Matcher name = CLASS.matcher(source);
            assertThat(name.find()).as(source).isTrue();
            tests.add(DynamicTest.dynamicTest(name.group(1), () -> check(name.group(1), source)));
        }
        assertThat(tests).hasSize(5);
        return tests.stream();
    }

    private void check(String name, String source) throws IOException, ClassNotFoundException {
        if (source.contains("@QuarkusTest")) { // runs in a separate application, under src/it
            assertThat(Files.readString(Path.of("src/it/quarkus/src/test/java/example/" + name + ".java")))
                    .endsWith(source);
            return;
        }
        compile(name, source);
        if (!source.contains("LoupeProvider")) {
            return;
        }
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            var results = Kit.run(loader.loadClass(name));
            assertThat(Kit.failures(results)).isEmpty();
            assertThat(results.testEvents().succeeded().count()).isPositive();
        }
    }

    private void compile(String name, String source) throws IOException {
        Path file = Files.writeString(
                folder.resolve(name + ".java"), IMPORTS + source.replace("\"openapi/", "\"" + ROOT + "/openapi/"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(diagnostics, null, null)) {
            List<String> options =
                    List.of("-proc:none", "-d", folder.toString(), "-cp", System.getProperty("java.class.path"));
            compiler.getTask(null, files, diagnostics, options, null, files.getJavaFileObjects(file))
                    .call();
        }
        assertThat(diagnostics.getDiagnostics()).isEmpty();
    }

    @Test
    void theVersionIsTheCurrentOne() throws IOException {
        assertThat(page()).contains("<version>" + ProcessEnvironment.version() + "</version>");
    }
}
