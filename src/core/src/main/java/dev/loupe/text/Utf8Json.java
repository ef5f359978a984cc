package dev.loupe.text;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.HexFormat;

/**
 * Writes JSON whatever its texts are. A server can send half of a character, an unpaired surrogate, as an escape; UTF-8 cannot
 * express it, and Jackson would end the whole report. It becomes U+FFFD.
 */
public final class Utf8Json {
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .addDecorator((factory, generator) -> new WellFormed(generator))
            .build();

    private Utf8Json() {}

    /** The text of a value, in which half of a character is an escape as it was received. */
    public static String text(JsonNode value) {
        String json = value.toString();
        if (TextTruncation.wellFormed(json).equals(json)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length());
        json.codePoints().forEach(c -> {
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                escaped.append("\\u").append(HexFormat.of().toHexDigits((char) c));
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }

    private static final class WellFormed extends JsonGeneratorDelegate {
        WellFormed(JsonGenerator generator) {
            super(generator);
        }

        @Override
        public void writeFieldName(String name) throws IOException {
            super.writeFieldName(TextTruncation.wellFormed(name));
        }

        @Override
        public void writeString(String text) throws IOException {
            super.writeString(TextTruncation.wellFormed(text));
        }

        /** Of a value that is JSON already. */
        @Override
        public void writeRawValue(String json) throws IOException {
            super.writeRawValue(TextTruncation.wellFormed(json));
        }
    }
}
