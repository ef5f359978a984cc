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
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the tokens of one frame again and again, with other values; makes no objects, unlike a parser over a tree. */
@SuppressWarnings("deprecation") // the base class of Jackson declares methods that it deprecates
final class ReplayParser extends ParserMinimalBase {
    private static final JsonReadContext ROOT = JsonReadContext.createRootContext(null);

    private final List<JsonToken> tokens = new ArrayList<>();
    /** The name of a property, the value of a scalar. */
    private final List<@Nullable Object> values = new ArrayList<>();

    private int at;

    /** Adds a token. */
    void add(JsonToken token, @Nullable Object value) {
        tokens.add(token);
        values.add(value);
    }

    int size() {
        return tokens.size();
    }

    void replace(int position, JsonNode value) {
        values.set(position, value);
    }

    /** Starts again; the current token is the first one. */
    ReplayParser rewind() {
        at = 0;
        _currToken = tokens.get(0);
        return this;
    }

    @Override
    public @Nullable JsonToken nextToken() {
        at++;
        _currToken = at < tokens.size() ? tokens.get(at) : null;
        return _currToken;
    }

    @Override
    protected void _handleEOF() {
        // the tokens end with the value
    }

    @Override
    public @Nullable String currentName() {
        Object name = _currToken == JsonToken.FIELD_NAME ? values.get(at) : at > 0 ? values.get(at - 1) : null;
        return name instanceof String text ? text : null;
    }

    @Override
    public @Nullable String getCurrentName() {
        return currentName();
    }

    private JsonNode value() {
        if (values.get(at) instanceof JsonNode node) {
            return node;
        }
        throw new IllegalStateException("the token has no value: " + _currToken);
    }

    @Override
    public @Nullable String getText() {
        return values.get(at) instanceof JsonNode node ? node.asText() : currentName();
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
