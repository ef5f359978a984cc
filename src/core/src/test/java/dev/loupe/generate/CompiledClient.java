package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.reflect.Method;
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
import java.util.TreeMap;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** A generated client that javac has accepted without a warning. */
final class CompiledClient implements AutoCloseable {
    private final Map<String, String> files;
    private final Path folder;
    private final URLClassLoader classes;
    private final String packageName;

    private CompiledClient(Map<String, String> files, Path folder, URLClassLoader classes, String packageName) {
        this.files = files;
        this.folder = folder;
        this.classes = classes;
        this.packageName = packageName;
    }

    static CompiledClient of(Map<String, String> files, String packageName, Path folder) throws IOException {
        return of(files, packageName, folder, null, true);
    }

    /** Compiles a client without the classes of the runtime. */
    static CompiledClient alone(Map<String, String> files, String packageName, Path folder) throws IOException {
        return of(files, packageName, folder, null, false);
    }

    /** Compiles only the sources that differ from those of another client with the same package. */
    CompiledClient with(Map<String, String> others, Path otherFolder) throws IOException {
        return of(others, packageName, otherFolder, this, true);
    }

    private static CompiledClient of(
            Map<String, String> files, String packageName, Path folder, @Nullable CompiledClient base, boolean runtime)
            throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<JavaFileObject> sources = new ArrayList<>();
        files.forEach((name, text) -> {
            if (base == null || !text.equals(base.files.get(name))) {
                sources.add(new Source(name, text));
            }
        });
        Files.createDirectories(folder);
        try (StandardJavaFileManager manager = javac.getStandardFileManager(diagnostics, null, null)) {
            List<Path> classPath = new ArrayList<>();
            if (runtime) {
                classPath.add(CompiledRuntime.FOLDER);
            }
            if (base != null) {
                classPath.add(base.folder);
            }
            manager.getLocationAsPaths(StandardLocation.CLASS_PATH).forEach(classPath::add);
            manager.setLocationFromPaths(StandardLocation.CLASS_PATH, classPath);
            manager.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(folder));
            List<String> options = List.of("-Xlint:all,-classfile,-path", "-Werror", "-proc:none", "--release", "17");
            boolean compiled = sources.isEmpty()
                    || javac.getTask(null, manager, diagnostics, options, null, sources)
                            .call();
            assertThat(compiled).as(diagnostics.getDiagnostics().toString()).isTrue();
        }
        List<URL> path = new ArrayList<>(List.of(folder.toUri().toURL()));
        if (base != null) {
            path.add(base.folder.toUri().toURL());
        }
        URLClassLoader classes = new URLClassLoader(
                path.toArray(URL[]::new), runtime ? CompiledRuntime.LOADER : CompiledClient.class.getClassLoader());
        return new CompiledClient(files, folder, classes, packageName);
    }

    /** The JSON that a type of the client writes after it has read this JSON. */
    String roundTrip(String type, String json) throws ReflectiveOperationException {
        return toJson(read(type, json));
    }

    static String toJson(Object value) throws ReflectiveOperationException {
        return (String) value.getClass().getMethod("toJson").invoke(value);
    }

    Object read(String type, String json) throws ReflectiveOperationException {
        return model(type).getMethod("fromJson", String.class).invoke(null, json);
    }

    Class<?> model(String type) throws ClassNotFoundException {
        return classes.loadClass(packageName + ".model." + type);
    }

    /** A client of this class that sends its requests to this server. */
    Object connected(String clientName, String url) throws ReflectiveOperationException {
        return connected(clientName, url, Map.of());
    }

    /** A value for each parameter of the operation, by the method of the builder that the generator adds for it. */
    Map<String, String> parameters(String clientName) throws ReflectiveOperationException {
        Object builder = type(clientName).getMethod("builder").invoke(null);
        Map<String, String> values = new TreeMap<>();
        for (Method method : builder.getClass().getDeclaredMethods()) {
            if (List.of(method.getParameterTypes()).equals(List.of(String.class)) && !method.isBridge()) {
                values.put(method.getName(), "x");
            }
        }
        return values;
    }

    /** A client with these settings of its builder. */
    Object connected(String clientName, String url, Map<String, String> settings) throws ReflectiveOperationException {
        Object builder = type(clientName).getMethod("builder").invoke(null);
        builder.getClass().getMethod("baseUrl", String.class).invoke(builder, url);
        builder.getClass().getMethod("apiKey", String.class).invoke(builder, "key");
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            builder.getClass().getMethod(setting.getKey(), String.class).invoke(builder, setting.getValue());
        }
        return builder.getClass().getMethod("build").invoke(builder);
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
            Object client = connected(
                    clientName, "http://127.0.0.1:" + server.getAddress().getPort());
            Object stream = client.getClass()
                    .getMethod("stream", model("ChatRequest"))
                    .invoke(client, read("ChatRequest", request));
            return toJson(stream.getClass().getMethod("completion").invoke(stream));
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
