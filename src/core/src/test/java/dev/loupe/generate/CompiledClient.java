package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A generated client that javac has accepted without a warning. */
final class CompiledClient implements AutoCloseable {
    private final URLClassLoader classes;
    private final String packageName;

    private CompiledClient(URLClassLoader classes, String packageName) {
        this.classes = classes;
        this.packageName = packageName;
    }

    static CompiledClient of(Map<String, String> files, String packageName, Path folder) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<JavaFileObject> sources = new ArrayList<>();
        files.forEach((name, text) -> sources.add(new Source(name, text)));
        try (StandardJavaFileManager manager = javac.getStandardFileManager(diagnostics, null, null)) {
            boolean compiled = javac.getTask(
                            null,
                            manager,
                            diagnostics,
                            List.of(
                                    "-Xlint:all,-classfile,-path",
                                    "-Werror",
                                    "-proc:none",
                                    "--release",
                                    "17",
                                    "-d",
                                    Files.createDirectories(folder).toString()),
                            null,
                            sources)
                    .call();
            assertThat(compiled).as(diagnostics.getDiagnostics().toString()).isTrue();
        }
        URL[] path = {folder.toUri().toURL()};
        return new CompiledClient(new URLClassLoader(path, CompiledClient.class.getClassLoader()), packageName);
    }

    /** The JSON that a type of the client writes after it has read this JSON. */
    String roundTrip(String type, String json) throws ReflectiveOperationException {
        Object value = read(type, json);
        return (String) value.getClass().getMethod("toJson").invoke(value);
    }

    Object read(String type, String json) throws ReflectiveOperationException {
        return model(type).getMethod("fromJson", String.class).invoke(null, json);
    }

    Class<?> model(String type) throws ClassNotFoundException {
        return classes.loadClass(packageName + ".model." + type);
    }

    /** The JSON of the completion that a stream with these events adds up to. */
    String streamed(String clientName, String request, String events) throws ReflectiveOperationException, IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(events.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        try {
            Object builder = type(clientName).getMethod("builder").invoke(null);
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            builder.getClass().getMethod("baseUrl", String.class).invoke(builder, url);
            Object client = builder.getClass().getMethod("build").invoke(builder);
            Object stream = client.getClass()
                    .getMethod("stream", model("ChatRequest"))
                    .invoke(client, read("ChatRequest", request));
            Object completion = stream.getClass().getMethod("completion").invoke(stream);
            return (String) completion.getClass().getMethod("toJson").invoke(completion);
        } finally {
            server.stop(0);
        }
    }

    private Class<?> type(String name) throws ClassNotFoundException {
        return classes.loadClass(packageName + "." + name);
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }

    /** A source file in memory. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("memory:///" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
