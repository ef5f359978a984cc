package dev.loupe.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Asks json-schema-validator what the whole schema of a message says of a value; knows nothing of the comparison. */
final class Verifier {
    private final JsonNode document;
    private final SchemaRegistry registry;
    private final Map<Side, Map<Slot, Schema>> compiled = new EnumMap<>(Side.class);

    Verifier(JsonNode document) {
        this.document = document;
        SchemaRegistryConfig config = SchemaRegistryConfig.builder()
                .formatAssertionsEnabled(true)
                .locale(Locale.ROOT)
                .regularExpressionFactory(new BoundedPatterns())
                .build();
        this.registry = SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12, builder -> builder.schemaRegistryConfig(config));
    }

    /**
     * What the validator says.
     *
     * @param words its first complaint, empty when the value is valid
     * @param severalBranches true when a union of which one branch may hold was met by several
     */
    record Opinion(boolean valid, String words, boolean severalBranches) {}

    Opinion ask(Slot root, Side side, JsonNode value) {
        Schema schema = compiled.computeIfAbsent(side, any -> new HashMap<>())
                .computeIfAbsent(root, slot -> registry.getSchema(new Standalone(document, side).schema(slot)));
        List<Error> errors = schema.validate(value);
        if (errors.isEmpty()) {
            return new Opinion(true, "", false);
        }
        boolean several = errors.stream().anyMatch(Verifier::several);
        return new Opinion(false, words(errors), several);
    }

    private static boolean several(Error error) {
        if (!"oneOf".equals(error.getKeyword())) {
            return false;
        }
        Object[] arguments = error.getArguments();
        return arguments != null && arguments.length > 0 && !"0".equals(String.valueOf(arguments[0]));
    }

    /** The complaint that lies deepest in the value is the one about the change. */
    private static String words(List<Error> errors) {
        Error best = errors.getFirst();
        for (Error each : errors) {
            if (each.getInstanceLocation().getNameCount()
                    > best.getInstanceLocation().getNameCount()) {
                best = each;
            }
        }
        String at = best.getInstanceLocation().toString();
        return (at.isEmpty() ? "" : at + ": ") + best.getMessage();
    }
}
