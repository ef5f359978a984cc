package dev.loupe.client;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.core.base.ParserMinimalBase;
import com.fasterxml.jackson.core.json.JsonReadContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.PackageVersion;
import dev.loupe.client.model.JsonCodec;
import dev.loupe.client.model.RepeatedTokens;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads the tokens of one frame again and again, with other values; makes no objects, unlike a parser over a tree. Its readers make only the objects that changed. */
@SuppressWarnings("deprecation") // the base class of Jackson declares methods that it deprecates
final class ReplayParser extends ParserMinimalBase implements RepeatedTokens {
    private static final JsonReadContext ROOT = JsonReadContext.createRootContext(null);

    private JsonToken[] tokens = new JsonToken[64];
    /** The name of a property, the value of a scalar. */
    private @Nullable Object[] values = new Object[64];
    /** The position of the last token of the value that begins at a position. */
    private int[] ends = new int[64];
    /** The position of the object or array around a position; -1 for none. */
    private int[] parents = new int[64];
    /** What was read from the objects. */
    private @Nullable Object[] objects = new Object[64];
    /** Whether the value at a position, or inside it, changed since it was read. */
    private boolean[] changed = new boolean[64];

    private int size;
    private int open = -1;
    private int at;

    /** Adds a token. */
    void add(JsonToken token, @Nullable Object value) {
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * size);
            values = Arrays.copyOf(values, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            parents = Arrays.copyOf(parents, 2 * size);
            objects = Arrays.copyOf(objects, 2 * size);
            changed = Arrays.copyOf(changed, 2 * size);
        }
        tokens[size] = token;
        values[size] = value;
        ends[size] = size;
        if (token.isStructEnd()) {
            ends[open] = size;
            open = parents[open];
        }
        parents[size] = open;
        if (token.isStructStart()) {
            open = size;
        }
        size++;
    }

    int size() {
        return size;
    }

    /** Replaces the value of a scalar. */
    void replace(int position, JsonNode value) {
        values[position] = value;
        for (int i = position; i >= 0 && !changed[i]; i = parents[i]) {
            changed[i] = true;
        }
    }

    /** Notes that all tokens were read. An object around a change that was not read is forgotten. */
    private void settle() {
        for (int i = 0; i < size; i++) {
            if (changed[i]) {
                changed[i] = false;
                objects[i] = null;
            }
        }
    }

    /** Reads all tokens. */
    <T> T read(JsonCodec.Reader<T> reader) throws IOException {
        moveTo(0);
        T value = reader.read(this);
        settle();
        return value;
    }

    @Override
    public int position() {
        return at;
    }

    @Override
    public @Nullable Object objectAt(int position) {
        return objects[position];
    }

    @Override
    public @Nullable String nextChangedName() {
        at++;
        while (tokens[at] == JsonToken.FIELD_NAME && !changed[at + 1]) {
            at = ends[at + 1] + 1;
        }
        _currToken = tokens[at];
        return _currToken == JsonToken.FIELD_NAME ? currentName() : null;
    }

    @Override
    public void moveTo(int position) {
        at = position;
        _currToken = tokens[at];
    }

    @Override
    public void store(int position, Object object) {
        objects[position] = object;
        changed[position] = false;
    }

    @Override
    public @Nullable JsonToken nextToken() {
        at++;
        _currToken = at < size ? tokens[at] : null;
        return _currToken;
    }

    @Override
    protected void _handleEOF() {
        // the tokens end with the value
    }

    @Override
    public @Nullable String currentName() {
        Object name = _currToken == JsonToken.FIELD_NAME ? values[at] : at > 0 ? values[at - 1] : null;
        return name instanceof String text ? text : null;
    }

    @Override
    public @Nullable String getCurrentName() {
        return currentName();
    }

    private JsonNode value() {
        if (values[at] instanceof JsonNode node) {
            return node;
        }
        throw new IllegalStateException("the token has no value: " + _currToken);
    }

    @Override
    public @Nullable String getText() {
        return values[at] instanceof JsonNode node ? node.asText() : currentName();
    }

    @Override
    public char[] getTextCharacters() {
        return String.valueOf(getText()).toCharArray();
    }

    @Override
    public boolean hasTextCharacters() {
        return false;
    }

    @Override
    public int getTextLength() {
        return String.valueOf(getText()).length();
    }

    @Override
    public int getTextOffset() {
        return 0;
    }

    @Override
    public Number getNumberValue() {
        return value().numberValue();
    }

    @Override
    public NumberType getNumberType() {
        return value().numberType();
    }

    @Override
    public int getIntValue() {
        return value().intValue();
    }

    @Override
    public long getLongValue() {
        return value().longValue();
    }

    @Override
    public BigInteger getBigIntegerValue() {
        return value().bigIntegerValue();
    }

    @Override
    public float getFloatValue() {
        return value().floatValue();
    }

    @Override
    public double getDoubleValue() {
        return value().doubleValue();
    }

    @Override
    public BigDecimal getDecimalValue() {
        return value().decimalValue();
    }

    @Override
    public byte[] getBinaryValue(Base64Variant variant) throws IOException {
        return value().binaryValue();
    }

    @Override
    public JsonStreamContext getParsingContext() {
        return ROOT;
    }

    @Override
    public void overrideCurrentName(String name) {
        throw new UnsupportedOperationException("the names of a frame are fixed");
    }

    @Override
    public JsonLocation getCurrentLocation() {
        return JsonLocation.NA;
    }

    @Override
    public JsonLocation getTokenLocation() {
        return JsonLocation.NA;
    }

    @Override
    public @Nullable ObjectCodec getCodec() {
        return null;
    }

    @Override
    public void setCodec(ObjectCodec codec) {
        // values are read without a codec
    }

    @Override
    public Version version() {
        return PackageVersion.VERSION;
    }

    @Override
    public void close() {
        // nothing is open
    }

    @Override
    public boolean isClosed() {
        return false;
    }
}
