package dev.loupe.generate;

import dev.loupe.generate.JavaType.ListOf;
import dev.loupe.generate.JavaType.ObjectType;
import dev.loupe.generate.JavaType.Property;
import dev.loupe.generate.JavaType.Scalar;
import dev.loupe.generate.JavaType.UnionType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The builder of an object. */
final class BuilderSource {
    private final ObjectType type;
    private final List<Property> fields;
    private final StringBuilder out;
    private final Set<String> methods = new HashSet<>();

    BuilderSource(ObjectType type, List<Property> fields, StringBuilder out) {
        this.type = type;
        this.fields = fields;
        this.out = out;
    }

    void write() {
        line("");
        line("    /** A builder; can be used again after build. A setter with null sets an explicit null. */");
        line("    public static final class Builder extends ApiObject.Builder<Builder> {");
        fields.forEach(field ->
                line("        private @Nullable " + TypeWriter.declared(field.type()) + " " + field.javaName() + ";"));
        line("");
        line("        private Builder() {}");
        line("");
        line("        private Builder(" + type.name() + " from) {");
        line("            copyExtras(from);");
        fields.forEach(field -> line("            this." + field.javaName() + " = from." + field.javaName() + ";"));
        line("        }");
        type.properties().forEach(property -> methods.add(property.javaName()));
        type.properties().stream()
                .filter(property -> property.constant() == null)
                .forEach(this::setter);
        type.properties().forEach(this::messages);
        line("");
        line(
                "        /** Builds the object. Never fails: {@link ApiObject#validate()} lists missing and invalid values. */");
        line("        public " + type.name() + " build() {");
        line("            return new " + type.name() + "(this);");
        line("        }");
        propertyMethod();
        line("    }");
    }

    private void setter(Property property) {
        String field = property.javaName();
        String json = JavaName.literal(property.name());
        String declared = TypeWriter.declared(property.type());
        String prose = "Sets {@code " + Javadoc.code(property.name()) + "}."
                + (property.description().isEmpty() ? "" : " " + property.description());
        line("");
        line("        /** " + prose + " */");
        switch (property.type()) {
            case Scalar.ANY -> setter(field, "@Nullable Object", "return extra(" + json + ", " + field + ");");
            case Scalar.INTEGER -> primitive(property, "long", json);
            case Scalar.NUMBER -> primitive(property, "double", json);
            case Scalar.BOOLEAN -> primitive(property, "boolean", json);
            case ListOf list -> {
                setter(field, "@Nullable " + declared, copy(field, "List", json));
                again(property);
                setter(
                        field,
                        TypeWriter.item(list.items()) + "...",
                        "return this." + field + "(List.of(" + field + "));");
            }
            case Scalar.NUMBERS -> setter(field, "@Nullable " + declared, copy(field, "Map", json));
            default -> {
                setter(field, "@Nullable " + declared, "this." + field + " = " + field + ";", set(json, field));
                if (ObjectSource.takesText(property.type())) {
                    line("");
                    line("        /** Sets {@code " + Javadoc.code(property.name()) + "} to text. */");
                    setter(field, "String", "return this." + field + "(" + declared + ".of(" + field + "));");
                }
            }
        }
    }

    private void primitive(Property property, String primitive, String json) {
        String field = property.javaName();
        String[] body = {"this." + field + " = " + field + ";", set(json, field)};
        setter(field, primitive, body);
        if (property.nullable()) {
            again(property);
            setter(field, "@Nullable " + TypeWriter.declared(property.type()), body);
        }
    }

    private void again(Property property) {
        line("");
        line("        /** Sets {@code " + Javadoc.code(property.name()) + "}. */");
    }

    private static String copy(String field, String collection, String json) {
        return "this." + field + " = " + field + " == null ? null : " + collection + ".copyOf(" + field
                + ");\n            " + set(json, field);
    }

    private static String set(String json, String field) {
        return "return set(" + json + ", " + field + ");";
    }

    private void setter(String name, String parameter, String... body) {
        line("        public Builder " + name + "(" + parameter + " " + name + ") {");
        for (String statement : body) {
            line("            " + statement);
        }
        line("        }");
    }

    /** Adds messages one by one: {@code message(...)}, and {@code user("...")} for each role whose message needs nothing but text. */
    private void messages(Property property) {
        if (!property.name().equals("messages")
                || !(property.type() instanceof ListOf list)
                || !TypeWriter.isValue(list.items())
                || !methods.add("message")) {
            return;
        }
        String item = TypeWriter.item(list.items());
        String field = property.javaName();
        line("");
        line("        /** Adds a message. */");
        line("        public Builder message(" + item + " message) {");
        line("            List<" + item + "> longer = this." + field
                + " == null ? new ArrayList<>() : new ArrayList<>(this." + field + ");");
        line("            longer.add(message);");
        line("            return this." + field + "(longer);");
        line("        }");
        if (list.items() instanceof UnionType union && "role".equals(union.variants().tag)) {
            for (Map.Entry<String, ObjectType> variant : union.variants().tagged.entrySet()) {
                role(variant.getKey(), variant.getValue());
            }
        }
    }

    private void role(String role, ObjectType message) {
        Property content = ConvenienceMethods.text(message);
        String method = JavaName.member(role);
        if (content == null || !content.name().equals("content") || !methods.add(method)) {
            return;
        }
        Property tag = message.properties().stream()
                .filter(property -> property.name().equals("role"))
                .findFirst()
                .orElseThrow();
        if (tag.constant() == null && tag.type() != Scalar.STRING && !ObjectSource.takesText(tag.type())) {
            return;
        }
        String set = tag.constant() != null ? "" : "." + tag.javaName() + "(" + JavaName.literal(role) + ")";
        line("");
        line("        /** Adds a message with the role " + Javadoc.escaped(role) + ". */");
        line("        public Builder " + method + "(String text) {");
        line("            return this.message(" + message.name() + ".builder()" + set + "." + content.javaName()
                + "(text).build());");
        line("        }");
    }

    private void propertyMethod() {
        line("");
        line("        @Override");
        line("        protected void property(String name, JsonParser parser) throws IOException {");
        if (fields.isEmpty()) {
            line("            keep(name, parser);");
        } else {
            line("            switch (name) {");
            fields.forEach(field -> line("                case " + JavaName.literal(field.name()) + " -> this."
                    + field.javaName() + " = " + TypeWriter.read(field.type(), field.constant()) + ";"));
            line("                default -> keep(name, parser);");
            line("            }");
        }
        line("        }");
    }

    private void line(String text) {
        out.append(text).append('\n');
    }
}
