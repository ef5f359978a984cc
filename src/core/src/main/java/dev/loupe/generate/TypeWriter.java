package dev.loupe.generate;

import dev.loupe.generate.JavaType.EnumType;
import dev.loupe.generate.JavaType.ListOf;
import dev.loupe.generate.JavaType.Named;
import dev.loupe.generate.JavaType.ObjectType;
import dev.loupe.generate.JavaType.Scalar;
import dev.loupe.generate.JavaType.UnionType;
import org.jspecify.annotations.Nullable;

/** Java expressions for types: how a value is declared, read and written. */
final class TypeWriter {
    private TypeWriter() {}

    static String header(String packageName) {
        return ClientGenerator.MARK + "\npackage " + packageName + ".model;\n\n";
    }

    /** The type of a field. */
    static String declared(JavaType type) {
        return switch (type) {
            case Scalar.STRING -> "String";
            case Scalar.INTEGER -> "Long";
            case Scalar.NUMBER -> "Double";
            case Scalar.BOOLEAN -> "Boolean";
            case Scalar.ANY -> "JsonNode";
            case Scalar.NUMBERS -> "Map<String, Double>";
            case ListOf list -> "List<" + item(list.items()) + ">";
            case Named named -> named.name();
        };
    }

    /** The type of the items of a list; lists of lists are read as they are. */
    static String item(JavaType items) {
        return items instanceof ListOf || items == Scalar.NUMBERS ? "JsonNode" : declared(items);
    }

    /** Reads the current value of the parser; null when it has another type, which is kept as it is. */
    static String read(JavaType type, @Nullable String constant) {
        return switch (type) {
            case Scalar.STRING ->
                constant == null ? "string(name, parser)" : "string(name, parser, " + JavaName.literal(constant) + ")";
            case Scalar.INTEGER -> "integer(name, parser)";
            case Scalar.NUMBER -> "number(name, parser)";
            case Scalar.BOOLEAN -> "bool(name, parser)";
            case Scalar.ANY -> throw new IllegalArgumentException("a property of any type has no field");
            case Scalar.NUMBERS -> "numbers(name, parser)";
            case ListOf list
            when list.items() instanceof ObjectType object -> "objects(name, parser, " + object.name() + "::read)";
            case ListOf list
            when list.items() instanceof UnionType union -> "unions(name, parser, " + union.name() + "::read)";
            case ListOf list -> "values(name, parser, " + itemReader(list.items()) + ")";
            case EnumType named -> "value(name, parser, " + named.name() + "::of)";
            case ObjectType named -> "object(name, parser, " + named.name() + "::read)";
            case UnionType named -> "union(name, parser, " + named.name() + "::read)";
        };
    }

    /** A function that reads an item from its tree; null for an item of another type. */
    static String itemReader(JavaType items) {
        return switch (items) {
            case Scalar.STRING -> "ItemReaders::string";
            case Scalar.INTEGER -> "ItemReaders::integer";
            case Scalar.NUMBER -> "ItemReaders::number";
            case Scalar.BOOLEAN -> "ItemReaders::bool";
            case Scalar.ANY, Scalar.NUMBERS -> "JsonNode::deepCopy";
            case ListOf list -> "JsonNode::deepCopy";
            case EnumType named -> "ItemReaders.enums(" + named.name() + "::of)";
            case ObjectType named -> "ItemReaders.objects(" + named.name() + "::read)";
            case UnionType named -> "ItemReaders.unions(" + named.name() + "::read)";
        };
    }

    /** A statement that writes a value which is not null, after its name. */
    static String write(JavaType type, String value) {
        return switch (type) {
            case Scalar.STRING, Scalar.NUMBER, Scalar.ANY -> "JsonCodec.write(generator, " + value + ");";
            case Scalar.INTEGER -> "generator.writeNumber(" + value + ");";
            case Scalar.BOOLEAN -> "generator.writeBoolean(" + value + ");";
            case Scalar.NUMBERS -> "JsonCodec.writeNumbers(generator, " + value + ");";
            case ListOf list -> writeItems(list.items(), value);
            case EnumType named -> "generator.writeString(" + value + ".value());";
            case ObjectType named -> value + ".write(generator);";
            case UnionType named -> value + ".write(generator);";
        };
    }

    static String writeItems(JavaType items, String value) {
        return items instanceof EnumType named
                ? "JsonCodec.writeList(generator, " + value + ".stream().map(" + named.name()
                        + "::value).toList(), JsonCodec::write);"
                : "JsonCodec.writeList(generator, " + value + ", JsonCodec::write);";
    }

    static boolean isValue(JavaType type) {
        return type instanceof ObjectType || type instanceof UnionType;
    }
}
