package dev.loupe.generate;

import dev.loupe.generate.JavaType.EnumType;
import dev.loupe.generate.JavaType.Limits;
import dev.loupe.generate.JavaType.ListOf;
import dev.loupe.generate.JavaType.ObjectType;
import dev.loupe.generate.JavaType.Property;
import dev.loupe.generate.JavaType.Scalar;
import dev.loupe.generate.JavaType.UnionType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The source of an object: an immutable class with a builder, which keeps every property that it does not know. */
final class ObjectSource {
    private final ObjectType type;
    private final String name;
    /** The properties with a field; a property of any type is read from the extras. */
    private final List<Property> fields;

    private final boolean beanValidation;
    private final StringBuilder out = new StringBuilder();

    private ObjectSource(ObjectType type, boolean beanValidation) {
        this.beanValidation = beanValidation;
        this.type = type;
        this.name = type.name();
        this.fields = type.properties().stream()
                .filter(property -> property.type() != Scalar.ANY)
                .toList();
    }

    static String of(ObjectType type, ClientOptions options) {
        return TypeWriter.header(options.packageName()) + new ObjectSource(type, options.beanValidation()).write();
    }

    private String write() {
        line("import com.fasterxml.jackson.core.JsonGenerator;");
        line("import com.fasterxml.jackson.core.JsonParser;");
        line("import com.fasterxml.jackson.databind.JsonNode;");
        line("import com.fasterxml.jackson.databind.annotation.JsonDeserialize;");
        line("import dev.loupe.client.model.*;");
        if (beanValidation) {
            line("import jakarta.validation.Valid;");
            line("import jakarta.validation.constraints.*;");
        }
        line("import java.io.IOException;");
        line("import java.util.*;");
        line("import org.jspecify.annotations.Nullable;");
        line("");
        line("/** " + (type.description().isEmpty() ? "An object of the contract." : type.description()) + " */");
        line("@JsonDeserialize(using = " + name + ".Reader.class)");
        List<String> interfaces = new ArrayList<>(type.unions());
        if (name.equals(ConvenienceMethods.REQUEST)) {
            interfaces.add("StreamableRequest");
        }
        line("public final class " + name + " extends ApiObject"
                + (interfaces.isEmpty() ? "" : " implements " + String.join(", ", interfaces)) + " {");
        line("    private static final " + name + " NONE = new " + name + "(new Builder());");
        line("");
        fields.forEach(this::field);
        constructor();
        type.properties().forEach(this::accessor);
        new ConvenienceMethods(type, out).write();
        factories();
        writeMethod();
        checkMethod();
        out.append(EqualitySource.of(name, fields));
        new BuilderSource(type, fields, out).write();
        out.append(READER.replace("%NAME%", name));
        line("}");
        return out.toString();
    }

    private void field(Property field) {
        String declared = TypeWriter.declared(field.type());
        if (beanValidation) {
            declared = BeanConstraints.declared(field);
            BeanConstraints.of(field).forEach(constraint -> line("    " + constraint));
        }
        line("    private final @Nullable " + declared + " " + field.javaName() + ";");
    }

    private void constructor() {
        line("");
        line("    private " + name + "(Builder builder) {");
        line("        super(builder);");
        fields.forEach(field -> line("        this." + field.javaName() + " = builder." + field.javaName() + ";"));
        line("    }");
    }

    private void accessor(Property property) {
        String field = "this." + property.javaName();
        String prose = property.description().isEmpty()
                ? "The property {@code " + Javadoc.code(property.name()) + "}."
                : property.description();
        String declared = TypeWriter.declared(property.type());
        line("");
        line("    /** " + prose + " */");
        switch (property.type()) {
            case Scalar.INTEGER ->
                method(
                        "OptionalLong",
                        property,
                        field + " == null ? integerOf(" + JavaName.literal(property.name()) + ") : OptionalLong.of("
                                + field + ")");
            case Scalar.NUMBER ->
                method(
                        "OptionalDouble",
                        property,
                        field + " == null ? numberOf(" + JavaName.literal(property.name()) + ") : OptionalDouble.of("
                                + field + ")");
            case Scalar.ANY ->
                method("Optional<JsonNode>", property, "extra(" + JavaName.literal(property.name()) + ")");
            case Scalar.NUMBERS -> method(declared, property, field + " == null ? Map.of() : " + field);
            case ListOf list -> method(declared, property, field + " == null ? List.of() : " + field);
            case Scalar.STRING ->
                method(
                        "Optional<String>",
                        property,
                        property.name().matches("content|arguments")
                                ? "Optional.ofNullable(" + field + " == null ? textOf("
                                        + JavaName.literal(property.name()) + ") : " + field + ")"
                                : "Optional.ofNullable(" + field + ")");
            case ObjectType object
            when property.required() ->
                method(declared, property, field + " == null ? " + declared + ".none() : " + field);
            default -> method("Optional<" + declared + ">", property, "Optional.ofNullable(" + field + ")");
        }
    }

    private void method(String returned, Property property, String expression) {
        line("    public " + returned + " " + property.javaName() + "() {");
        line("        return " + expression + ";");
        line("    }");
    }

    private void factories() {
        line("");
        line("    /** A builder in which only constants are set. */");
        line("    public static Builder builder() {");
        line("        Builder builder = new Builder();");
        fields.stream()
                .filter(field -> field.constant() != null)
                .forEach(field ->
                        line("        builder." + field.javaName() + " = " + JavaName.literal(field.constant()) + ";"));
        fields.stream()
                .filter(field -> field.type() instanceof EnumType)
                .forEach(field -> only((EnumType) field.type(), field.javaName()));
        line("        return builder;");
        line("    }");
        line("");
        line("    /** A builder with all values of this object. */");
        line("    public Builder toBuilder() {");
        line("        return new Builder(this);");
        line("    }");
        out.append(READ.replace("%NAME%", name));
    }

    private void only(EnumType values, String field) {
        if (values.values().size() == 1) {
            line("        builder." + field + " = " + values.name() + ".of("
                    + JavaName.literal(values.values().getFirst()) + ");");
        }
    }

    private void writeMethod() {
        line("");
        line("    @Override");
        line("    public void write(JsonGenerator generator) throws IOException {");
        line("        generator.writeStartObject();");
        for (Property field : fields) {
            line("        if (this." + field.javaName() + " != null) {");
            line("            generator.writeFieldName(" + JavaName.literal(field.name()) + ");");
            line("            " + TypeWriter.write(field.type(), "this." + field.javaName()));
            line("        }");
        }
        line("        JsonCodec.writeExtras(generator, extras);");
        line("        generator.writeEndObject();");
        line("    }");
    }

    private void checkMethod() {
        line("");
        line("    @Override");
        line("    public void check(ViolationCollector violations) {");
        for (Property property : type.properties()) {
            String json = JavaName.literal(property.name());
            String field = property.type() == Scalar.ANY ? "extras.get(" + json + ")" : "this." + property.javaName();
            Limits limits = property.limits();
            if (property.required()) {
                line("        violations.required(" + json + ", " + field + ", extras);");
            }
            if (property.type() == Scalar.NUMBER || limits.minimum() != null || limits.maximum() != null) {
                line("        violations.range(" + json + ", " + field + ", " + quoted(limits.minimum()) + ", "
                        + quoted(limits.maximum()) + ");");
            }
            if (property.type() instanceof ListOf list) {
                if (limits.minItems() != null || limits.maxItems() != null) {
                    line("        violations.size(" + json + ", " + field + ", " + quoted(limits.minItems()) + ", "
                            + quoted(limits.maxItems()) + ");");
                }
                if (TypeWriter.isValue(list.items())) {
                    line("        violations.values(" + json + ", " + field + ");");
                }
            }
            if (TypeWriter.isValue(property.type())) {
                line("        violations.value(" + json + ", " + field + ");");
            }
        }
        line("    }");
    }

    static String quoted(@Nullable String limit) {
        return limit == null ? "null" : JavaName.literal(limit);
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    static boolean takesText(JavaType type) {
        return type instanceof EnumType || (type instanceof UnionType union && union.variants().text);
    }

    private static final String READ =
            """

                /** The empty object, for a required property that is missing. */
                static %NAME% none() {
                    return NONE;
                }

                /** Reads an object; the current token of the parser is its start, afterwards its end. */
                public static %NAME% read(JsonParser parser) throws IOException {
                    return read(parser, %NAME%.class, from -> from == null ? new Builder() : new Builder(from), Builder::build);
                }

                /**
                 * Reads an object.
                 *
                 * @throws java.io.UncheckedIOException when the text is not JSON, or not an object
                 */
                public static %NAME% fromJson(String json) {
                    return JsonCodec.parse(json, %NAME%::read);
                }
            """;

    private static final String READER =
            """

                /** For Jackson's {@code ObjectMapper}. */
                static final class Reader extends JacksonDeserializer<%NAME%> {
                    private static final long serialVersionUID = 1;

                    Reader() {
                        super(%NAME%.class, %NAME%::read);
                    }
                }
            """;
}
