package dev.loupe.cli;

import com.fasterxml.jackson.databind.cfg.PackageVersion;
import dev.loupe.generate.ClientGenerator;
import dev.loupe.generate.ClientGenerator.Generated;
import dev.loupe.generate.ClientModule;
import dev.loupe.generate.ClientOptions;
import dev.loupe.generate.GenerationException;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.Overlay;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code loupe generate}: a Java client from an OpenAPI document. */
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Generates a Java client from an OpenAPI document with a chat completions operation.",
            "The client needs Java 17 and jackson-databind. The same input gives the same files."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  loupe generate openapi.json --package com.acme.chat --out client",
            "  mvn -f client/pom.xml package",
            "  loupe generate openapi.json --package com.acme --out src/main/java --sources",
        })
class GenerateCommand implements Callable<Integer> {
    @Parameters(paramLabel = "SPEC", description = "OpenAPI document, JSON or YAML.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path document;

    @Option(names = "--package", paramLabel = "NAME", required = true, description = "Package of the client.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    String packageName;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Directory of the new Maven module.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    Path out;

    @Option(
            names = "--client",
            paramLabel = "NAME",
            defaultValue = "Chat",
            description = "Prefix of the client class. Default: ${DEFAULT-VALUE}, which gives ChatClient.")
    String client = "Chat";

    @Option(names = "--sources", description = "Write sources only: DIR is a source folder, and there is no pom.xml.")
    boolean sources;

    @Option(
            names = "--base-url",
            paramLabel = "URL",
            description = "Default server. Default: the first one in the spec.")
    @Nullable
    String baseUrl;

    @Option(
            names = "--key-variable",
            paramLabel = "NAME",
            description = "Environment variable with the API key. Default: the name of the client and _API_KEY.")
    @Nullable
    String keyVariable;

    @Option(
            names = "--overlay",
            paramLabel = "FILE",
            description = "OpenAPI overlay with corrections; can be repeated. Default: the overlays next to the spec.")
    List<Path> overlays = List.of();

    @Option(
            names = "--path",
            paramLabel = "PATH",
            description = "Operation, if the spec has several. Default: chat completions.")
    @Nullable
    String path;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    CommandSpec spec;

    @Override
    public Integer call() {
        Contract contract;
        Generated generated;
        ClientOptions options;
        try {
            options = new ClientOptions(packageName, client, baseUrl, keyVariable, path);
            contract = contract();
            generated = ClientGenerator.generate(contract, options);
        } catch (IllegalArgumentException | ContractException | GenerationException unusable) {
            throw new InvalidInputException(String.valueOf(unusable.getMessage()), unusable);
        }
        SortedMap<String, String> files = new TreeMap<>();
        String folder = sources ? "" : "src/main/java/";
        generated.files().forEach((name, text) -> files.put(folder + name, text));
        if (!sources) {
            files.put("pom.xml", ClientModule.pom(options, PackageVersion.VERSION.toString()));
        }
        try {
            deleteEarlier(files);
            write(files);
        } catch (IOException | UncheckedIOException unwritable) {
            throw new InvalidInputException("cannot write to " + out + ": " + unwritable.getMessage(), unwritable);
        }
        report(contract, generated, files.size());
        return ExitCode.SUCCESS;
    }

    private Contract contract() {
        Contract contract = Contracts.loadAsIs(document);
        if (overlays.isEmpty()) {
            return contract;
        }
        List<Overlay> chosen =
                overlays.stream().map(file -> Overlay.of(Document.read(file))).toList();
        return Contracts.contract(contract.name(), contract.document(), chosen);
    }

    private void report(Contract contract, Generated generated, int files) {
        PrintWriter text = spec.commandLine().getOut();
        text.printf("%s: POST %s, %d types%n", document, generated.path(), generated.types());
        if (!contract.corrections().isEmpty()) {
            text.printf("corrections of the spec: %d%n", contract.corrections().size());
        }
        text.printf("%d files in %s%n", files, out);
        if (!sources) {
            text.printf("build it: mvn -f %s package%n", out.resolve("pom.xml"));
        }
        text.flush();
    }

    /** Deletes the sources of an earlier run that are not written again. */
    private void deleteEarlier(SortedMap<String, String> files) throws IOException {
        Path folder = out.resolve(sources ? "" : "src/main/java").resolve(packageName.replace('.', '/'));
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> all = Files.walk(folder)) {
            found = all.filter(file -> file.toString().endsWith(".java")).toList();
        }
        for (Path file : found) {
            String name = out.relativize(file).toString().replace('\\', '/');
            if (!files.containsKey(name) && Files.readString(file).startsWith(ClientGenerator.MARK)) {
                Files.delete(file);
            }
        }
    }

    private void write(SortedMap<String, String> files) throws IOException {
        for (var file : files.entrySet()) {
            Path target = out.resolve(file.getKey());
            Path parent = target.getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.writeString(target, file.getValue(), StandardCharsets.UTF_8);
        }
    }
}
