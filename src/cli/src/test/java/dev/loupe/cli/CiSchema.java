package dev.loupe.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/** The JSON Schema of {@code loupe.yaml}, from the options of the commands, for editors. */
final class CiSchema {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CiSchema() {}

    static ObjectNode schema() {
        ObjectNode root = JSON.createObjectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", "loupe.yaml")
                .put(
                        "description",
                        "The gates of a repository, as 'loupe ci' runs them. A text may contain ${NAME} or"
                                + " ${NAME:-default}.")
                .put("type", "object")
                .put("additionalProperties", false);
        ObjectNode properties = root.putObject("properties");
        text(properties, "out", "Directory for the reports.");
        text(properties, "inconclusive", "What an inconclusive gate does.")
                .putArray("enum")
                .add("fail")
                .add("pass");
        text(properties, "contract", "The contract of every gate that names none.");
        text(properties, "provider", "The provider profile of every gate that names none.");
        for (GateCommand command : GateCommand.values()) {
            ObjectNode section = properties.putObject(command.word());
            section.put("description", "One gate, or a list of gates, of 'loupe " + command.word() + "'.");
            section.putArray("anyOf")
                    .add(JSON.createObjectNode().put("$ref", "#/$defs/" + command.word()))
                    .add(JSON.createObjectNode()
                            .put("type", "array")
                            .put("minItems", 1)
                            .set("items", JSON.createObjectNode().put("$ref", "#/$defs/" + command.word())));
        }
        ObjectNode definitions = root.putObject("$defs");
        for (GateCommand command : GateCommand.values()) {
            gate(definitions.putObject(command.word()), command);
        }
        return root;
    }

    private static ObjectNode text(ObjectNode properties, String key, String description) {
        return properties.putObject(key).put("type", "string").put("description", description);
    }

    private static void gate(ObjectNode gate, GateCommand command) {
        // a gate without keys is null in YAML
        gate.putArray("type").add("object").add("null");
        gate.put("additionalProperties", false);
        command.positional().forEach(key -> gate.withArray("/required").add(key));
        ObjectNode properties = gate.putObject("properties");
        text(properties, "name", "The name of the gate and of the folder with its reports.");
        command.positional().forEach(key -> texts(properties.putObject(key)));
        command.options().forEach((key, option) -> {
            ObjectNode property = properties.putObject(key);
            property.put("description", Ansi.OFF.string(String.join(" ", option.description())));
            value(property, option);
        });
    }

    private static void value(ObjectNode property, OptionSpec option) {
        if (option.arity().max() == 0) {
            property.put("type", "boolean");
        } else if (option.isMultiValue()) {
            texts(property);
        } else {
            property.putArray("type").add("string").add("number");
        }
    }

    private static void texts(ObjectNode property) {
        property.putArray("type").add("string").add("array");
        property.putObject("items").put("type", "string");
    }
}
