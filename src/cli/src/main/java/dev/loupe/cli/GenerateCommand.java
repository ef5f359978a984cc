package dev.loupe.cli;

import dev.loupe.engine.ProcessEnvironment;
import dev.loupe.generate.ClientDirectory;
import dev.loupe.generate.ClientGenerator;
import dev.loupe.generate.ClientGenerator.Generated;
import dev.loupe.generate.ClientOptions;
import dev.loupe.generate.ClientOptions.RuntimeForm;
import dev.loupe.generate.GenerationException;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code loupe generate}: a Java client from an OpenAPI document. */
@Command(
        name = "generate",
        description = {
            "Generates a Java client from an OpenAPI document with a chat completions operation.",
            "The client needs Java 17, jackson-databind and loupe-client-runtime. The same input gives the same files."
        },
        footer = {
            "  loupe generate openapi.json --package com.acme.chat --out client",
            "  mvn -f client/pom.xml package",
            "  loupe generate openapi.json --package com.acme --out src/main/java --sources",
            "  loupe generate openapi.json --package com.acme --out client --runtime sources",
        })
class GenerateCommand extends Subcommand {
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

    @Option(
            names = "--runtime",
            paramLabel = "FORM",
            defaultValue = "dependency",
            description = {
                "Where the classes come from that all clients share:",
                "dependency (dev.loupe:loupe-client-runtime) or sources (written with the client).",
                "Default: ${DEFAULT-VALUE}."
            })
    RuntimeForm runtime = RuntimeForm.DEPENDENCY;

    @Override
    public Integer call() {
        Contract contract;
        Generated generated;
        ClientOptions options;
        try {
            options = new ClientOptions(packageName, client, baseUrl, keyVariable, path, runtime);
            contract = ClientGenerator.contract(document, overlays);
            generated = ClientGenerator.generate(contract, options);
        } catch (IllegalArgumentException | ContractException | GenerationException unusable) {
            throw new InvalidInputException(String.valueOf(unusable.getMessage()), unusable);
        }
        ClientDirectory directory =
                sources ? ClientDirectory.sources(out) : ClientDirectory.module(out, ProcessEnvironment.version());
        int files;
        try {
            files = directory.write(generated, options);
        } catch (IOException | UncheckedIOException unwritable) {
            throw new InvalidInputException(
                    "--out: cannot write to " + out + ": " + InvalidInputException.reason(unwritable)
                            + "; choose another directory",
                    unwritable);
        }
        PrintWriter err = err();
        generated.warnings().forEach(warning -> err.println("warning: " + warning));
        err.flush();
        report(contract, generated, files);
        return ExitCode.SUCCESS;
    }

    private void report(Contract contract, Generated generated, int files) {
        PrintWriter text = out();
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
}
