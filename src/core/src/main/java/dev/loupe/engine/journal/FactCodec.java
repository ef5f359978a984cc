package dev.loupe.engine.journal;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.loupe.check.Check;
import dev.loupe.check.Result;
import dev.loupe.check.RunCheck;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts that checks compare, as JSON. */
public final class FactCodec {
    private static final JsonMapper MAPPER = mapper();

    private FactCodec() {}

    /** Removes the secrets of an exchange. */
    public interface Redaction {
        /** Whether a text certainly has no secret; a cheap test. */
        boolean isPlain(String text);

        JsonNode redactTexts(JsonNode tree);
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Result.Passed.class, name = "passed"),
        @JsonSubTypes.Type(value = Result.Violated.class, name = "violated"),
        @JsonSubTypes.Type(value = Result.NotApplicable.class, name = "not-applicable"),
        @JsonSubTypes.Type(value = Result.Undecided.class, name = "undecided")
    })
    private interface ResultByKind {}

    private static final class PointerDeserializer extends StdScalarDeserializer<JsonPointer> {
        private static final long serialVersionUID = 1;

        PointerDeserializer() {
            super(JsonPointer.class);
        }

        @Override
        public JsonPointer deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return JsonPointer.compile(in.getText());
        }
    }

    private static JsonMapper mapper() {
        SimpleModule pointers = new SimpleModule()
                .addSerializer(JsonPointer.class, new ToStringSerializer(JsonPointer.class))
                .addDeserializer(JsonPointer.class, new PointerDeserializer());
        return JsonMapper.builder()
                .addModule(pointers)
                .addMixIn(Result.class, ResultByKind.class)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .visibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                .visibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY)
                // a number would lose its trailing zeros
                .withConfigOverride(
                        BigDecimal.class, each -> each.setFormat(JsonFormat.Value.forShape(JsonFormat.Shape.STRING)))
                .build();
    }

    /**
     * The facts of one exchange, by check, without secrets.
     *
     * @param facts one for each check; null where there is none
     */
    public static JsonNode write(List<Check> checks, List<@Nullable Object> facts, Redaction redaction) {
        Map<String, Object> byCheck = new LinkedHashMap<>();
        for (int i = 0; i < checks.size(); i++) {
            Object fact = facts.get(i);
            if (fact != null) {
                byCheck.put(checks.get(i).info().id(), fact);
            }
        }
        // most facts have nothing to redact: they are written once, without a tree
        StringWriter text = new StringWriter(512);
        try (SearchedTexts out = new SearchedTexts(MAPPER.createGenerator(text), redaction)) {
            MAPPER.writeValue(out, byCheck);
            return out.plain
                    ? new POJONode(new RawValue(text.toString()))
                    : redaction.redactTexts(MAPPER.valueToTree(byCheck));
        } catch (IOException notWritable) {
            throw new IllegalArgumentException(notWritable);
        }
    }

    /** Searches each text that is written, and nothing else of the JSON: facts are mostly names and digests. */
    private static final class SearchedTexts extends JsonGeneratorDelegate {
        private final Redaction redaction;
        private boolean plain = true;

        SearchedTexts(JsonGenerator out, Redaction redaction) {
            super(out);
            this.redaction = redaction;
        }

        @Override
        public void writeString(String text) throws IOException {
            plain = plain && redaction.isPlain(text);
            super.writeString(text);
        }
    }

    /**
     * The fact of a check; null when there is none.
     *
     * @throws IllegalArgumentException when it is not one of this version
     */
    public static @Nullable Object read(RunCheck<?> check, JsonNode facts) {
        JsonNode fact = facts.path(check.info().id());
        try {
            return fact.isMissingNode() ? null : MAPPER.treeToValue(fact, check.factType());
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(
                    "the fact of " + check.info().id() + " is not one of this version: " + wrong.getOriginalMessage(),
                    wrong);
        }
    }
}
