package dev.loupe.text;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.Locale;

/** Strings in YAML files that Loupe writes for a person to edit. */
public final class YamlText {
    private YamlText() {}

    /** Double quotes as in JSON, which YAML understands; characters that YAML forbids are escaped too. */
    public static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : JsonStringEncoder.getInstance().quoteAsString(text)) {
            boolean control = c >= 0x7F && c < 0xA0;
            boolean invisible = c == 0xFEFF || (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
            out.append(control || invisible ? String.format(Locale.ROOT, "\\u%04X", (int) c) : String.valueOf(c));
        }
        return out.append('"').toString();
    }
}
