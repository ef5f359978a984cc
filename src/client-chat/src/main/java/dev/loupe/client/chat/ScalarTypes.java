package dev.loupe.client.chat;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.BeanProperty;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.ContextualDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The types without properties: their schemas, and how Jackson reads those that need a module of their own. */
final class ScalarTypes {
    private static final String STRING = "string";
    private static final String INTEGER = "integer";
    private static final String NUMBER = "number";
    private static final String BOOLEAN = "boolean";

    /** The schema: a type, and a format after a space. */
    private static final Map<Class<?>, String> SCHEMAS = Map.ofEntries(
            Map.entry(String.class, STRING),
            Map.entry(CharSequence.class, STRING),
            Map.entry(URI.class, STRING),
            Map.entry(LocalDateTime.class, STRING),
            Map.entry(UUID.class, "string uuid"),
            Map.entry(LocalDate.class, "string date"),
            Map.entry(LocalTime.class, STRING), // the format "time" requires an offset
            Map.entry(Instant.class, "string date-time"),
            Map.entry(OffsetDateTime.class, "string date-time"),
            Map.entry(boolean.class, BOOLEAN),
            Map.entry(Boolean.class, BOOLEAN),
            Map.entry(byte.class, INTEGER),
            Map.entry(Byte.class, INTEGER),
            Map.entry(short.class, INTEGER),
            Map.entry(Short.class, INTEGER),
            Map.entry(int.class, INTEGER),
            Map.entry(Integer.class, INTEGER),
            Map.entry(long.class, INTEGER),
            Map.entry(Long.class, INTEGER),
            Map.entry(BigInteger.class, INTEGER),
            Map.entry(float.class, NUMBER),
            Map.entry(Float.class, NUMBER),
            Map.entry(double.class, NUMBER),
            Map.entry(Double.class, NUMBER),
            Map.entry(Number.class, NUMBER),
            Map.entry(BigDecimal.class, NUMBER));

    private static final Map<Class<?>, String> OPTIONALS = Map.of(
            Optional.class, "", OptionalInt.class, INTEGER, OptionalLong.class, INTEGER, OptionalDouble.class, NUMBER);

    private static final Set<Class<?>> ANY = Set.of(Object.class, JsonNode.class, ObjectNode.class);

    private ScalarTypes() {}

    static Optional<String> schema(Class<?> raw) {
        return Optional.ofNullable(SCHEMAS.get(raw));
    }

    static boolean isAny(Class<?> raw) {
        return ANY.contains(raw);
    }

    static boolean isOptional(Class<?> raw) {
        return OPTIONALS.containsKey(raw);
    }

    static String ofOptional(Class<?> raw) {
        return OPTIONALS.getOrDefault(raw, STRING);
    }

    static ObjectNode node(ObjectMapper mapper, String schema) {
        int space = schema.indexOf(' ');
        ObjectNode node = mapper.createObjectNode().put("type", space < 0 ? schema : schema.substring(0, space));
        return space < 0 ? node : node.put("format", schema.substring(space + 1));
    }

    /** Reads and writes these types as their schemas describe them, without the modules of Jackson for them. */
    static SimpleModule module() {
        SimpleModule module = new SimpleModule("loupe-client-chat");
        parsed(module, LocalDate.class, LocalDate::parse);
        parsed(module, LocalTime.class, LocalTime::parse);
        parsed(module, LocalDateTime.class, LocalDateTime::parse);
        parsed(module, OffsetDateTime.class, OffsetDateTime::parse);
        parsed(module, Instant.class, text -> OffsetDateTime.parse(text).toInstant());
        optional(module, Optional.class, Object.class, Optional::of, Optional.empty());
        optional(module, OptionalInt.class, Integer.class, OptionalInt::of, OptionalInt.empty());
        optional(module, OptionalLong.class, Long.class, OptionalLong::of, OptionalLong.empty());
        optional(module, OptionalDouble.class, Double.class, OptionalDouble::of, OptionalDouble.empty());
        written(module, Optional.class, value -> value.isPresent() ? value.get() : null);
        written(module, OptionalInt.class, value -> value.isPresent() ? value.getAsInt() : null);
        written(module, OptionalLong.class, value -> value.isPresent() ? value.getAsLong() : null);
        written(module, OptionalDouble.class, value -> value.isPresent() ? value.getAsDouble() : null);
        return module;
    }

    private static <T> void parsed(SimpleModule module, Class<T> type, Function<String, T> parse) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new StdScalarDeserializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                try {
                    return parse.apply(parser.getText());
                } catch (DateTimeException invalid) {
                    throw context.weirdStringException(parser.getText(), type, "not an ISO 8601 value");
                }
            }
        });
    }

    private static <T, V> void optional(
            SimpleModule module, Class<T> type, Class<V> content, Function<V, T> of, T empty) {
        module.addDeserializer(type, new OptionalReader<>(type, content, null, of, empty));
    }

    private static <T> void written(SimpleModule module, Class<T> type, Function<T, @Nullable Object> content) {
        module.addSerializer(type, new StdSerializer<T>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(T value, JsonGenerator generator, SerializerProvider provider) throws IOException {
                provider.defaultSerializeValue(content.apply(value), generator);
            }
        });
    }

    /** Absent and null are empty. */
    private static final class OptionalReader<T, V> extends StdDeserializer<T> implements ContextualDeserializer {
        private static final long serialVersionUID = 1L;

        private final transient Class<V> content;
        private final transient @Nullable JavaType parameter;
        private final transient Function<V, T> of;
        private final transient T empty;

        OptionalReader(Class<T> type, Class<V> content, @Nullable JavaType parameter, Function<V, T> of, T empty) {
            super(type);
            this.content = content;
            this.parameter = parameter;
            this.of = of;
            this.empty = empty;
        }

        @Override
        @SuppressWarnings("unchecked")
        public JsonDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            JavaType type = context.getContextualType();
            return type == null || type.containedTypeCount() == 0
                    ? this
                    : new OptionalReader<>((Class<T>) handledType(), content, type.containedType(0), of, empty);
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            V value = parameter == null ? context.readValue(parser, content) : context.readValue(parser, parameter);
            return value == null ? empty : of.apply(value);
        }

        @Override
        public T getNullValue(DeserializationContext context) {
            return empty;
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return empty;
        }
    }
}
