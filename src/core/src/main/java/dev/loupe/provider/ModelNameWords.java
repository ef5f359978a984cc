package dev.loupe.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The words of a model's name, and what single ones state: a family, a size, a variant. */
public final class ModelNameWords {
    private ModelNameWords() {}

    /** The first word of the name of a model, which identifies its family, with any provider. */
    static final Set<String> FAMILIES = Set.of(
            "gpt",
            "claude",
            "gemini",
            "gemma",
            "llama",
            "mistral",
            "mixtral",
            "ministral",
            "codestral",
            "pixtral",
            "magistral",
            "devstral",
            "voxtral",
            "qwen",
            "deepseek",
            "grok",
            "glm",
            "kimi",
            "phi",
            "command",
            "nova",
            "granite",
            "sonar",
            "minimax",
            "nemotron");

    /**
     * Names of other families, which no model of another family has. Their tiers and generations follow no rule that is known here.
     */
    static final Pattern BRANDS = Pattern.compile(
            "(?<![a-z])(ernie|hunyuan|doubao|jamba|palmyra|reka|abab|baichuan|exaone|internlm"
                    + "|olmo|dbrx|yi(?=-)|moonshot(?=-v[0-9])|falcon(?=[0-9-]*[0-9]b)|solar(?=-(?:pro|mini)))(?![a-z])");

    /** The models o1, o3 and o4 of OpenAI. */
    static final Pattern O_SERIES = Pattern.compile("(?<![0-9a-z-])o[1-9](?![0-9a-z])");

    /** Families whose weights are not published. */
    private static final Set<String> CLOSED = Set.of("gpt", "claude", "gemini");

    /** Whether only its vendor serves a model of this name, so that another server accepts it in place of its own. */
    public static boolean isOfAClosedFamily(String requested) {
        String name = requested.toLowerCase(Locale.ROOT);
        return split(name).stream().anyMatch(CLOSED::contains)
                || O_SERIES.matcher(name).find();
    }

    /** Words for weights that are stored with fewer bits. */
    private static final Pattern QUANTIZED = Pattern.compile(
            "(?<![0-9a-z])(?:qat|gguf|awq|gptq|nf4|(?:fp|int)[48]|i?q[2-8](?:_[0-9a-z_]+)?|[48]bit|mxfp4|nvfp4)(?![0-9a-z])");

    private static final Pattern DRAFT = Pattern.compile("(?<![0-9a-z])draft(?![0-9a-z])");

    /**
     * Whether the name in a response states a draft model, or quantized weights of a model whose weights are not published, and the
     * requested name does not. Open weights with fewer bits are one way to serve a model.
     */
    public static boolean isLesserVariant(String requested, String actual) {
        return !requested.equals(actual)
                && (adds(DRAFT, requested, actual)
                        || (isOfAClosedFamily(requested) && adds(QUANTIZED, requested, actual)));
    }

    private static boolean adds(Pattern word, String requested, String actual) {
        return word.matcher(actual.toLowerCase(Locale.ROOT)).find()
                && !word.matcher(requested.toLowerCase(Locale.ROOT)).find();
    }

    /**
     * Splits at punctuation and before digits that follow a letter: {@code llama3.1-8b} is {@code llama-3.1-8b}. A word
     * of two digits or more is of a date or build ({@code 0613}, {@code 2024-08-06}, {@code 001}): a generation has one
     * digit, a size has a letter.
     */
    static List<String> split(String name) {
        List<String> words = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= name.length(); i++) {
            boolean end = i == name.length() || !Character.isLetterOrDigit(name.charAt(i));
            boolean turn =
                    !end && i > start && Character.isDigit(name.charAt(i)) && !Character.isDigit(name.charAt(i - 1));
            if (end || turn) {
                if (i > start) {
                    words.add(name.substring(start, i));
                }
                start = end ? i + 1 : i;
            }
        }
        return words;
    }

    /** {@code 70b}: the number of weights. */
    static boolean isWeights(String word) {
        return Character.isDigit(word.charAt(0)) && word.endsWith("b");
    }

    /** {@code 128k}: the size of the context. */
    static boolean isContext(String word) {
        return word.length() > 1 && word.endsWith("k") && isDigits(word.substring(0, word.length() - 1));
    }

    static boolean isDigits(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!Character.isDigit(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
