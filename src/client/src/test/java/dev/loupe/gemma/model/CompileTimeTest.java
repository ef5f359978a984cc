package dev.loupe.gemma.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.client.model.ApiObject;
import jakarta.validation.constraints.Size;
import java.io.StringWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What differs between the models differs at compile time, for a caller with nothing but the client and what it depends on. */
class CompileTimeTest {
    @TempDir
    Path folder;

    @Test
    void whatAModelTakesCompilesWithoutAWarning() {
        assertThat(
                        compile(
                                "Gemma3Request.builder().model(Gemma3Model.GEMMA_3_4B_IT).user(\"a\").assistant(\"b\").frequencyPenalty(1)"))
                .isEmpty();
        assertThat(
                        compile(
                                "Gemma327bRequest.builder().system(\"a\").developer(\"b\").responseFormat(JsonObjectFormat.builder().build())"))
                .isEmpty();
        assertThat(compile("Gemma3nRequest.builder().user(\"a\").logitBias(java.util.Map.of(\"7\", 1.0))"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Gemma3nRequest.builder().system(\"a\")",
                "Gemma3nRequest.builder().message(SystemMessage.of(\"a\"))",
                "Gemma3nRequest.builder().message(UserMessage.of(\"a\"))",
                "Gemma3nRequest.builder().responseFormat(JsonObjectFormat.builder().build())",
                "Gemma3nRequest.builder().presencePenalty(1)",
                "Gemma3nRequest.builder().prediction(Prediction.of(\"a\"))",
                "Gemma3nUserMessageContent.of(ImagePart.of(\"a\"))",
                "Gemma3Request.builder().system(\"a\")",
                "Gemma3Request.builder().message(DeveloperMessage.of(\"a\"))",
                "Gemma3Request.builder().responseFormat(JsonObjectFormat.builder().build())",
                "Gemma3Request.builder().logitBias(java.util.Map.of())",
                "Gemma327bRequest.builder().logitBias(java.util.Map.of())",
                "Gemma3Request.builder().model(Gemma327bModel.GEMMA_3_27B_IT)",
                "TextPart.builder().type(\"image_url\")",
            })
    void whatAModelDoesNotTakeDoesNotCompile(String expression) {
        assertThat(compile(expression))
                .hasSize(1)
                .allMatch(error -> error.startsWith("compiler.err.cant.apply.symbol")
                        || error.startsWith("compiler.err.cant.apply.symbols")
                        || error.startsWith("compiler.err.prob.found.req")
                        || error.startsWith("compiler.err.cant.resolve"));
    }

    /** Diagnostics, by their code; with every lint of javac on and warnings as errors. */
    private List<String> compile(String expression) {
        String source = "import dev.loupe.gemma.model.*; class Caller { Object o = " + expression + "; }";
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///Caller.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
        compiler.getTask(
                        new StringWriter(),
                        null,
                        found,
                        List.of(
                                "--release",
                                "17",
                                "-proc:none",
                                "-Xlint:all,-options",
                                "-Werror",
                                "-cp",
                                classPath(),
                                "-d",
                                folder.toString()),
                        null,
                        List.of(file))
                .call();
        return List.copyOf(found.getDiagnostics()).stream() // a message that is formatted may add another
                .filter(diagnostic -> diagnostic.getKind() != Diagnostic.Kind.NOTE)
                .map(diagnostic -> diagnostic.getCode() + " " + diagnostic.getMessage(null))
                .toList();
    }

    private static String classPath() {
        return Stream.of(
                        ChatCompletion.class,
                        ApiObject.class,
                        JsonNode.class,
                        JsonParser.class,
                        JsonCreator.class,
                        NullMarked.class,
                        Size.class)
                .map(CompileTimeTest::placeOf)
                .distinct()
                .collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static String placeOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
