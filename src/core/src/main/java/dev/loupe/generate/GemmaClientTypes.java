package dev.loupe.generate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.loupe.generate.ClientGenerator.Generated;
import dev.loupe.generate.ClientOptions.RuntimeForm;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Contracts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the types of gemma-client, which is one client for the contracts of all models. The build of gemma-client runs it. */
public final class GemmaClientTypes {
    /** The document that the types are generated from. */
    static final String CONTRACT = "client-contract.json";

    static final String SOURCES = "java";
    static final String REFLECTION = "resources/META-INF/native-image/dev.loupe/gemma-client/reflect-config.json";

    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final ClientOptions OPTIONS =
            new ClientOptions("dev.loupe.gemma", "Gemma", null, null, null, RuntimeForm.DEPENDENCY, true);

    private GemmaClientTypes() {}

    /** {@code GemmaClientTypes OPENAPI_DIR OUT_DIR}. */
    public static void main(String[] args) {
        System.exit(run(args, System.err));
    }

    static int run(String[] args, PrintStream err) {
        if (args.length != 2) {
            err.println("usage: GemmaClientTypes OPENAPI_DIR OUT_DIR");
            return 2;
        }
        try {
            write(Path.of(args[0]), Path.of(args[1]));
            return 0;
        } catch (ContractException | GenerationException e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("cannot write to " + args[1] + ": " + e.getMessage());
        }
        return 2;
    }

    private static void write(Path contracts, Path out) throws IOException {
        List<Contract> all = Contracts.BUNDLED.stream()
                .map(name -> Contracts.load(contracts.resolve(name + ".json")))
                .toList();
        Path reflection = out.resolve(REFLECTION);
        Files.createDirectories(reflection.resolveSibling("."));
        Path merged = out.resolve(CONTRACT);
        Files.writeString(merged, MAPPER.writeValueAsString(MergedContract.merge(all)) + "\n");
        Generated client = ClientGenerator.generate(ClientGenerator.contract(merged, List.of()), OPTIONS);
        Files.writeString(reflection, client.reflection());
        // the client class is written by hand: it is the one that generated clients have under their own names
        client.files().keySet().removeIf(name -> !name.contains("/model/"));
        ClientDirectory.sources(out.resolve(SOURCES)).write(client, OPTIONS);
    }
}
