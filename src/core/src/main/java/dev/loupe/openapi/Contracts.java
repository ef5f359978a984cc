package dev.loupe.openapi;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.openapi.Contract.Correction;
import dev.loupe.text.ResourceText;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apiguardian.api.API;

/**
 * Loads contracts. The three of Gemma and that of the protocol are in the jar; others are read from text or files.
 *
 * <p>An overlay names the contracts that it applies to: by {@code extends}, or by the list {@code x-extends} when several
 * contracts share it; both are relative to the overlay's own file. Overlays are read from the folder {@code overlays}
 * next to the contract, and are applied in the order of their file names.
 */
@API(status = API.Status.EXPERIMENTAL)
public final class Contracts {
    /** The contracts of providers in the jar, in the order of their model families. */
    public static final List<String> BUNDLED = List.of("gemma-3", "gemma-3-27b", "gemma-3n");

    /**
     * The chat completions protocol as its reference implementation documents it, for any model. No provider publishes it as its own
     * contract: a server may support less of it, and accept more.
     */
    public static final String PROTOCOL = "openai-chat";

    /** The overlays in the jar, which has no folders to list. A test compares this list with the folder. */
    static final List<String> BUNDLED_OVERLAYS =
            List.of("chat-completions.yaml", "gemma-3-27b.yaml", "gemma-3.yaml", "gemma-3n.yaml");

    private static final String RESOURCES = "/dev/loupe/openapi/";

    private Contracts() {}

    private static final class Bundle {
        static final List<Contract> CONTRACTS =
                BUNDLED.stream().map(Contracts::bundled).toList();
        /** Read once: a run chooses the contract of each exchange by its model. */
        static final Map<String, Contract> BY_MODEL = byModel();

        static final Contract PROTOCOL = Contracts.bundled(Contracts.PROTOCOL);

        private Bundle() {}

        private static Map<String, Contract> byModel() {
            Map<String, Contract> contracts = new HashMap<>();
            CONTRACTS.forEach(contract -> contract.models().forEach(model -> contracts.putIfAbsent(model, contract)));
            return Map.copyOf(contracts);
        }
    }

    /** The contract {@link #PROTOCOL}. */
    public static Contract protocol() {
        return Bundle.PROTOCOL;
    }

    /** Whether this is {@link #protocol()}, and not a contract of a provider. */
    public static boolean isProtocol(Contract contract) {
        return contract.name().equals(PROTOCOL)
                && contract.document() == protocol().document();
    }

    /** The names of all contracts in the jar. */
    public static List<String> names() {
        return Stream.concat(BUNDLED.stream(), Stream.of(PROTOCOL)).toList();
    }

    /** The contracts of providers in the jar. */
    public static List<Contract> bundled() {
        return Bundle.CONTRACTS;
    }

    /** The contract in the jar of this name. */
    public static Optional<Contract> named(String name) {
        return Stream.concat(bundled().stream(), Stream.of(protocol()))
                .filter(contract -> contract.name().equals(name))
                .findFirst();
    }

    /** The bundled contract whose requests may contain this model. */
    public static Optional<Contract> forModel(String model) {
        return Optional.ofNullable(Bundle.BY_MODEL.get(model));
    }

    /** A contract file with the overlays next to it. Every reference must have a target. */
    public static Contract load(Path file) {
        return load(file, ReferenceScope.FOLDER);
    }

    /**
     * Like {@link #load(Path)}.
     *
     * @param scope the references that are followed
     */
    public static Contract load(Path file, ReferenceScope scope) {
        Contract contract = loadAsIs(file, scope);
        requireResolvable(contract.document());
        return contract;
    }

    /** Like {@link #load(Path)}, but the caller reports {@code $ref}s without a target. */
    public static Contract loadAsIs(Path file) {
        return loadAsIs(file, ReferenceScope.FOLDER);
    }

    /** Like {@link #load(Path, ReferenceScope)}, but the caller reports {@code $ref}s without a target. */
    public static Contract loadAsIs(Path file, ReferenceScope scope) {
        List<Overlay> overlays = new ArrayList<>();
        for (Path overlay : overlaysOf(file)) {
            Overlay read = Overlay.of(Document.read(overlay));
            if (read.targets().stream().anyMatch(target -> names(overlay, target, file))) {
                overlays.add(read);
            }
        }
        return contract(nameOf(file), DocumentBundle.of(Document.read(file), file, scope), overlays);
    }

    /** A contract from text, without overlays. Every reference must have a target. */
    public static Contract load(String text, String sourceName) {
        Contract contract = loadAsIs(text, sourceName);
        requireResolvable(contract.document());
        return contract;
    }

    /** A contract that was read from a URL, without overlays. Every reference must have a target. */
    public static Contract load(String text, URI address, ReferenceScope scope) {
        String name = ReferencedDocuments.publicName(address);
        Document document = DocumentBundle.of(Document.parse(text, name).fromElsewhere(), address, scope.remote());
        requireResolvable(document);
        return contract(nameOf(Path.of(name)), document, List.of());
    }

    /** Like {@link #load(String, String)}, but the caller reports {@code $ref}s without a target. */
    public static Contract loadAsIs(String text, String sourceName) {
        return contract(nameOf(Path.of(sourceName)), Document.parse(text, sourceName), List.of());
    }

    /** A contract of a document and overlays that the caller chose. */
    public static Contract contract(String name, Document document, List<Overlay> overlays) {
        requireOpenApi(document);
        if (overlays.isEmpty()) {
            return new Contract(name, document, document.root(), List.of());
        }
        ObjectNode corrected = document.root().deepCopy();
        List<Correction> corrections = new ArrayList<>();
        overlays.forEach(overlay -> corrections.addAll(overlay.applyTo(corrected)));
        return new Contract(name, document, corrected, corrections);
    }

    private static void requireOpenApi(Document document) {
        JsonNode root = document.root();
        if (!root.isObject()) {
            throw document.error(JsonPointer.empty(), "is not an OpenAPI document: the root is not an object");
        }
        JsonNode version = root.path("openapi");
        if (root.has("swagger") && version.isMissingNode()) {
            throw document.error(
                    JsonPointer.compile("/swagger"),
                    "is Swagger " + root.get("swagger").asText() + "; convert it to OpenAPI 3 first");
        }
        if (version.isMissingNode()) {
            throw document.error(JsonPointer.empty(), "is not an OpenAPI document: the property `openapi` is missing");
        }
        if (!version.asText().matches("3\\.[012](\\..*)?")) {
            throw document.error(
                    JsonPointer.compile("/openapi"),
                    "is OpenAPI " + version.asText() + "; supported versions are 3.0, 3.1 and 3.2");
        }
        if (root.has("paths") && !root.get("paths").isObject()) {
            throw document.error(JsonPointer.compile("/paths"), "is not an object, so the document has no operations");
        }
    }

    private static void requireResolvable(Document document) {
        List<ReferenceResolver.Broken> broken = new ReferenceResolver(document.root()).broken();
        if (!broken.isEmpty()) {
            String more = broken.size() == 1 ? "" : " (and " + (broken.size() - 1) + " more)";
            throw document.error(broken.getFirst().at(), broken.getFirst().problem() + more);
        }
    }

    private static List<Path> overlaysOf(Path file) {
        Path folder = file.resolveSibling("overlays");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.toString().matches(".*\\.(ya?ml|json)"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ContractException(
                    folder.toString(), 0, JsonPointer.empty(), "cannot be listed: " + e.getMessage());
        }
    }

    private static boolean names(Path overlay, String target, Path contract) {
        Path named = overlay.toAbsolutePath().resolveSibling(target).normalize();
        return named.equals(contract.toAbsolutePath().normalize());
    }

    private static String nameOf(Path file) {
        Path last = file.getFileName();
        return last == null ? file.toString() : last.toString().replaceFirst("\\.(json|ya?ml)$", "");
    }

    private static Contract bundled(String name) {
        List<Overlay> overlays = BUNDLED_OVERLAYS.stream()
                .map(file -> Overlay.of(resource("overlays/" + file)))
                .filter(overlay -> overlay.targets().contains("../" + name + ".json"))
                .toList();
        return contract(name, resource(name + ".json"), overlays);
    }

    private static Document resource(String file) {
        // the name of the file in the repository
        return Document.parse(ResourceText.of(Contracts.class, RESOURCES + file), "openapi/" + file);
    }
}
