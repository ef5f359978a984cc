package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.prove.Witness;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.DocumentPointer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Edits of known effect, applied all over the contracts: no break missed, none invented, every break proven. The proof is
 * checked again here, against the documents as they are, by a validator that reads OpenAPI itself.
 *
 * <p>{@code -Dloupe.mutations=all} tries every edit at every schema; {@code -Dloupe.contracts=FOLDER} adds contracts.
 */
final class MutationTest {
    private static final long SEED = 20261120L;
    private static final int SAMPLES = 4;

    /** Without the contract of OpenAPI 3.1: the edits and the validator of the second opinion are of 3.0. */
    static Stream<Path> contracts() throws IOException {
        List<Path> folders = new ArrayList<>(List.of(Path.of(System.getProperty("loupe.root"), "openapi")));
        if (System.getProperty("loupe.contracts") != null) {
            folders.add(Path.of(System.getProperty("loupe.contracts")));
        }
        List<Path> files = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(file -> file.toString().endsWith(".json") && !file.endsWith("openai-chat.json"))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files.stream();
    }

    @Test
    void thereAreAHundredEdits() {
        assertThat(Edits.all().size() + ContractEdits.all().size()).isGreaterThanOrEqualTo(100);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyEditOfASchemaIsJudgedByItsEffect(Path file) {
        Document old = Document.read(file);
        boolean all = "all".equals(System.getProperty("loupe.mutations"));
        List<String> faults = new ArrayList<>();
        TreeMap<String, Integer> tried = new TreeMap<>();
        int mutants = 0;
        for (Edit edit : Edits.all()) {
            List<Spots.SpecLocation> spots = new ArrayList<>(Spots.of(old.root()));
            Collections.shuffle(spots, new Random(SEED));
            int done = 0;
            for (Spots.SpecLocation spot : spots) {
                JsonNode copy = old.root().deepCopy();
                if ((!all && done >= SAMPLES)
                        || !(at(copy, spot.at()) instanceof ObjectNode node)
                        || !edit.apply().test(node)) {
                    continue;
                }
                done++;
                mutants++;
                tried.merge(edit.name(), 1, Integer::sum);
                String fault = judge(old, Document.of("edited", copy), edit, spot);
                if (!fault.isEmpty()) {
                    faults.add(edit + " at " + spot + ": " + fault);
                }
            }
        }
        System.out.println(
                file.getFileName() + ": " + mutants + " mutants of " + tried.size() + " edits, seed " + SEED);
        assertThat(faults).isEmpty();
        assertThat(mutants).isGreaterThan(200);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void everyEditOfTheContractAroundTheSchemasIsJudgedByItsEffect(Path file) {
        Document old = Document.read(file);
        List<String> faults = new ArrayList<>();
        for (ContractEdits.Named edit : ContractEdits.all()) {
            ObjectNode copy = old.root().deepCopy();
            if (!edit.apply().test(copy)) {
                continue;
            }
            DiffResult found = Diff.compare(old, Document.of("edited", copy), Diff.Options.plain("2026-11-20"));
            if (!effect(found).equals(edit.effect())) {
                faults.add(edit.name() + " is " + edit.effect() + ", found " + found.verdict() + " " + messages(found));
            }
        }
        assertThat(faults).isEmpty();
    }

    private static JsonNode at(JsonNode root, DocumentPointer pointer) {
        return root.at(pointer.toJsonPointer());
    }

    private static Edit.Effect effect(DiffResult comparison) {
        return switch (comparison.verdict()) {
            case BREAKING -> Edit.Effect.BREAKING;
            case RISKY -> Edit.Effect.RISKY;
            case COMPATIBLE, NONE -> Edit.Effect.HARMLESS;
        };
    }

    private static List<String> messages(DiffResult comparison) {
        return comparison.changes().stream()
                .map(change -> change.impact() + " " + change.message() + change.unproven())
                .toList();
    }

    private static String judge(Document old, Document next, Edit edit, Spots.SpecLocation spot) {
        DiffResult found = Diff.compare(old, next, Diff.Options.plain("2026-11-20"));
        Edit.Effect expected = spot.side() == MessageDirection.REQUEST ? edit.request() : edit.answer();
        if (spot.covered() && expected != Edit.Effect.HARMLESS) {
            expected = Edit.Effect.HARMLESS;
        }
        for (Change change : found.changes()) {
            if (change.impact() == Impact.BREAKING) {
                Witness witness = change.witness();
                if (witness == null) {
                    return "not proven: " + change.message() + " " + change.unproven();
                }
                String doubt = doubt(old, next, change, witness);
                if (!doubt.isEmpty()) {
                    return doubt;
                }
            }
        }
        Edit.Effect effect = effect(found);
        // an edit that is harmless by itself may make two branches of a oneOf overlap; the proof above decides
        boolean proven = effect == Edit.Effect.BREAKING;
        boolean missed = expected == Edit.Effect.BREAKING && effect != Edit.Effect.BREAKING;
        boolean wrong =
                effect != expected && !proven && !(expected == Edit.Effect.HARMLESS && isOnlyOfOpenUnions(found));
        return missed || wrong ? "is " + expected + ", found " + effect + " " + messages(found) : "";
    }

    /** By the policy of docs/RULES.md, a documented variant that changes where another accepts any value is risky. */
    private static boolean isOnlyOfOpenUnions(DiffResult found) {
        return found.changes().stream()
                .filter(change -> change.impact() == Impact.RISKY)
                .allMatch(change -> change.message().contains("another branch accepts any value"));
    }

    /** The second opinion: the OpenAPI dialect of the validator on the unchanged documents. */
    private static String doubt(Document old, Document next, Change change, Witness witness) {
        boolean request = change.area() == SpecArea.REQUEST;
        boolean inOld = validates(old, change, true, witness.value());
        boolean inNew = validates(next, change, false, witness.value());
        boolean holds = request ? inOld && !inNew : inNew && !inOld;
        return holds
                ? ""
                : "the proof does not hold (old " + inOld + ", new " + inNew + "): " + change.message() + " "
                        + witness.value();
    }

    private static boolean validates(Document document, Change change, boolean isOld, JsonNode value) {
        String operation = change.at().operation();
        String path = operation
                .substring(operation.indexOf(' ') + 1)
                .replace("~", "~0")
                .replace("/", "~1");
        String type = change.area() == SpecArea.STREAM ? "text/event-stream" : "application/json";
        String at = "/paths/" + path + "/post/"
                + (change.area() == SpecArea.REQUEST ? "requestBody" : "responses/200") + "/content/"
                + type.replace("/", "~1") + "/schema";
        SchemaRegistry registry = SchemaRegistry.withDialect(
                Dialects.getOpenApi30(), builder -> builder.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build())
                        .schemas(java.util.Map.of(
                                "https://example.com/" + isOld,
                                withConst(document.root()).toString())));
        Schema schema = registry.getSchema(SchemaLocation.of("https://example.com/" + isOld + "#" + at));
        return schema.validate(value).isEmpty();
    }

    /** OpenAPI 3.0 has no const; an enum with one value is equivalent. */
    private static JsonNode withConst(JsonNode root) {
        JsonNode copy = root.deepCopy();
        for (JsonNode parent : copy.findParents("const")) {
            if (parent instanceof ObjectNode object) {
                object.putArray("enum").add(object.remove("const"));
            }
        }
        return copy;
    }
}
