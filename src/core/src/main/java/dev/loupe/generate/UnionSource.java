package dev.loupe.generate;

import dev.loupe.generate.JavaType.ObjectType;
import dev.loupe.generate.JavaType.UnionType;
import dev.loupe.generate.JavaType.Variants;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The source of a union: a sealed interface over its variants and {@code Other}, which is any other value. */
final class UnionSource {
    private final UnionType type;
    private final String name;
    private final Variants variants;
    private final boolean beanValidation;
    private final StringBuilder out = new StringBuilder();

    private UnionSource(UnionType type, boolean beanValidation) {
        this.beanValidation = beanValidation;
        this.type = type;
        this.name = type.name();
        this.variants = type.variants();
    }

    static String of(UnionType type, ClientOptions options) {
        return TypeWriter.header(options.packageName()) + new UnionSource(type, options.beanValidation()).write();
    }

    private String write() {
        out.append(
                """
                import com.fasterxml.jackson.core.JsonGenerator;
                import com.fasterxml.jackson.core.JsonParser;
                import com.fasterxml.jackson.core.JsonToken;
                import com.fasterxml.jackson.databind.JsonNode;
                import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
                import dev.loupe.client.model.*;
                import java.io.IOException;
                """);
        if (variants.items != null) {
            out.append("import java.util.List;\n");
            if (beanValidation) {
                out.append("import jakarta.validation.Valid;\nimport jakarta.validation.constraints.*;\n");
            }
        }
        out.append("\n/** ")
                .append(type.description().isEmpty() ? "One of several forms." : type.description())
                .append(" */\n@JsonDeserialize(using = " + name + ".Reader.class)\npublic sealed interface " + name
                        + " extends ApiValue permits " + permitted() + " {\n");
        factories();
        reader();
        if (variants.text) {
            out.append(record("Text", "String text", "JsonCodec.write(generator, text);", "", ""));
        }
        if (variants.items != null) {
            out.append(record(
                    "Parts",
                    parts(variants.items),
                    TypeWriter.writeItems(variants.items, "parts"),
                    "\n        /** Creates an immutable list. */\n        public Parts {\n"
                            + "            parts = List.copyOf(parts);\n        }\n",
                    check(variants.items)));
        }
        out.append(OTHER.replace("%NAME%", name));
        return out.toString();
    }

    private String parts(JavaType items) {
        String size = BeanConstraints.size(variants.sizes);
        return beanValidation
                ? (size.isEmpty() ? "" : size + " ") + BeanConstraints.list(items) + " parts"
                : "List<" + TypeWriter.item(items) + "> parts";
    }

    private String check(JavaType items) {
        String minimum = variants.sizes.minItems();
        String maximum = variants.sizes.maxItems();
        List<String> checks = new ArrayList<>();
        if (minimum != null || maximum != null) {
            checks.add("violations.size(\"\", parts, " + ObjectSource.quoted(minimum) + ", "
                    + ObjectSource.quoted(maximum) + ");");
        }
        if (TypeWriter.isValue(items)) {
            checks.add("violations.values(\"\", parts);");
        }
        return String.join("\n            ", checks);
    }

    private String permitted() {
        Set<String> permitted = new LinkedHashSet<>();
        variants.tagged.values().forEach(variant -> permitted.add(variant.name()));
        if (variants.untagged != null) {
            permitted.add(variants.untagged.name());
        }
        if (variants.text) {
            permitted.add(name + ".Text");
        }
        if (variants.items != null) {
            permitted.add(name + ".Parts");
        }
        permitted.add(name + ".Other");
        return String.join(", ", permitted);
    }

    private void factories() {
        if (variants.text) {
            out.append("\n    /** Text. */\n    static " + name
                    + " of(String text) {\n        return new Text(text);\n    }\n");
        }
        if (variants.items != null) {
            out.append("\n    /** An array. */\n    static " + name + " of(List<" + TypeWriter.item(variants.items)
                    + "> parts) {\n        return new Parts(parts);\n    }\n");
            out.append("\n    /** An array. */\n    static " + name + " of(" + TypeWriter.item(variants.items)
                    + "... parts) {\n        return new Parts(List.of(parts));\n    }\n");
        }
    }

    private void reader() {
        out.append(
                "\n    /** Reads a value; the current token of the parser is its start, afterwards its end. */\n    static "
                        + name + " read(JsonParser parser) throws IOException {\n");
        if (variants.text) {
            out.append(
                    "        if (parser.hasToken(JsonToken.VALUE_STRING)) {\n            return new Text(parser.getText());\n        }\n");
        }
        out.append("        JsonNode json = JsonCodec.tree(parser);\n");
        if (variants.items != null) {
            out.append("        if (json.isArray()) {\n            List<" + TypeWriter.item(variants.items)
                    + "> parts = JsonCodec.values(json, " + TypeWriter.itemReader(variants.items)
                    + ");\n            return parts == null ? new Other(json) : new Parts(parts);\n        }\n");
        }
        if (variants.tag != null) {
            out.append("        if (json.isObject()) {\n            return switch (json.path("
                    + JavaName.literal(variants.tag) + ").asText()) {\n");
            variants.tagged.forEach((value, variant) -> out.append(
                    "                case " + JavaName.literal(value) + " -> " + readObject(variant) + ";\n"));
            out.append("                default -> "
                    + (variants.untagged == null ? "new Other(json)" : readObject(variants.untagged))
                    + ";\n            };\n        }\n");
        } else if (variants.untagged != null) {
            out.append("        if (json.isObject()) {\n            return " + readObject(variants.untagged)
                    + ";\n        }\n");
        }
        out.append("        return new Other(json);\n    }\n");
    }

    private static String readObject(ObjectType variant) {
        return variant.name() + ".read(JsonCodec.parser(json))";
    }

    private String record(String form, String component, String write, String constructor, String check) {
        return RECORD.replace("%FORM%", form)
                .replace("%COMPONENT%", component)
                .replace("%NAME%", name)
                .replace("%CONSTRUCTOR%", constructor)
                .replace("%WRITE%", write)
                .replace("%CHECK%", check.isEmpty() ? "// any value is allowed" : check);
    }

    private static final String RECORD =
            """

                /** This form of the value. */
                record %FORM%(%COMPONENT%) implements %NAME% {
            %CONSTRUCTOR%
                    @Override
                    public void write(JsonGenerator generator) throws IOException {
                        %WRITE%
                    }

                    @Override
                    public void check(ViolationCollector violations) {
                        %CHECK%
                    }
                }
            """;

    private static final String OTHER =
            """

                /** A value that is not in the contract. */
                record Other(JsonNode json) implements %NAME% {

                    /** Copies the value, because {@code JsonNode} is mutable. */
                    public Other {
                        json = json.deepCopy();
                    }

                    /** A copy of the value. */
                    @Override
                    public JsonNode json() {
                        return json.deepCopy();
                    }

                    @Override
                    public void write(JsonGenerator generator) throws IOException {
                        JsonCodec.write(generator, json);
                    }

                    @Override
                    public void check(ViolationCollector violations) {
                        // not in the contract
                    }
                }

                /** For Jackson's {@code ObjectMapper}. */
                final class Reader extends JacksonDeserializer<%NAME%> {
                    private static final long serialVersionUID = 1;

                    Reader() {
                        super(%NAME%.class, %NAME%::read);
                    }
                }
            }
            """;
}
