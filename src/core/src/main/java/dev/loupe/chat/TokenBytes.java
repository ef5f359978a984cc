package dev.loupe.chat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** The bytes of tokens. */
public final class TokenBytes {
    private static final Pattern SPECIAL = Pattern.compile("<[|\uff5c]?/?[A-Za-z_]{1,40}[|\uff5c]?>");

    private TokenBytes() {}

    /**
     * Whether the string of a token is not its text: a part of a character, written as escaped bytes or a replacement character,
     * or a number, as vLLM writes it with return_tokens_as_token_ids.
     */
    public static boolean isPartial(String token) {
        return token.indexOf('\uFFFD') >= 0
                || token.contains("\\x")
                || token.startsWith("bytes:")
                || token.startsWith("token_id:");
    }

    /** Whether it is a token of the chat template, such as {@code <|im_end|>} or {@code </s>}. */
    public static boolean isSpecial(String token) {
        return SPECIAL.matcher(token).matches();
    }

    public static boolean equal(String token, JsonNode bytes) {
        int length = token.length();
        if (bytes.size() == length) {
            // mostly ASCII: avoids an allocation
            int i = 0;
            while (i < length && token.charAt(i) < 0x80 && StrictValues.integer(bytes.path(i)) == token.charAt(i)) {
                i++;
            }
            if (i == length) {
                return true;
            }
        }
        byte[] utf8 = token.getBytes(StandardCharsets.UTF_8);
        if (utf8.length != bytes.size()) {
            return false;
        }
        for (int i = 0; i < utf8.length; i++) {
            if (StrictValues.integer(bytes.path(i)) != (utf8[i] & 0xff)) {
                return false;
            }
        }
        return true;
    }
}
