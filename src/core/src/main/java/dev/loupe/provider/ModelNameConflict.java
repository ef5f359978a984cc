package dev.loupe.provider;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether two names cannot be of one model: another family, number of weights, tier or generation. Words that no rule here
 * knows, such as those of a host, a file or a deployment, make no conflict.
 */
final class ModelNameConflict {
    /** Words that distinguish models of one family and generation. */
    private static final Set<String> TIERS = Set.of(
            "mini",
            "nano",
            "micro",
            "tiny",
            "small",
            "medium",
            "large",
            "lite",
            "flash",
            "speed",
            "core",
            "pro",
            "ultra",
            "max",
            "plus",
            "haiku",
            "sonnet",
            "opus",
            "air",
            "scout",
            "maverick",
            "coder",
            "vision",
            "vl",
            "guard",
            "reasoner",
            "audio",
            "4o",
            "distill",
            "base",
            "pt");

    /** Of these a faster variant has weights of its own. */
    private static final Set<String> TURBO = Set.of("gpt");

    /** Words of many names, which identify no family. */
    private static final Set<String> COMMON = Set.of(
            "model", "chat", "instruct", "thinking", "latest", "preview", "turbo", "fast", "gguf", "awq", "gptq");

    /** Whether the names are of different models. */
    enum Certainty {
        NONE,
        /** The same unknown word, and one name states a tier or a version that the other does not; or other words and another size. */
        LIKELY,
        CERTAIN
    }

    /** Of these the models that think, and those that do not, have weights of their own. */
    private static final Set<String> MODES = Set.of("kimi", "qwen");

    /** The tiers of the family command. */
    private static final Set<String> COMMAND = Set.of("a", "r");

    /** The version of the model at Amazon Bedrock: {@code -v1:0}. */
    private static final Pattern REVISION = Pattern.compile("[-.]v?[0-9]+:[0-9]+$");

    private static final Pattern POINT = Pattern.compile("(?<=[a-z-])([0-9])p([0-9])(?![0-9a-z])");

    /** Grok 4.1 is grok-4-1. */
    private static final Pattern GROK_MINOR = Pattern.compile("(grok-[0-9])-([0-9])(?![0-9])");

    /** A model of its own, which does not think. */
    private static final Pattern GPT_CHAT = Pattern.compile("gpt-5(?:[.][0-9])?-chat");

    /** A generation such as 3.1; with a hyphen, the second digit may be the number of a deployment. */
    private static final Pattern MINOR = Pattern.compile("(?<![0-9.])[1-9]\\.[1-9](?![0-9.])");

    private final Set<String> families = new HashSet<>();
    private final Set<String> brands = new HashSet<>();
    private final Set<String> weights = new HashSet<>();
    private final Set<String> tiers = new HashSet<>();
    private final Set<String> modes = new HashSet<>();
    private final Set<String> names = new HashSet<>();
    private final Set<String> builds = new HashSet<>();
    private final String generation;
    private final boolean minor;

    private ModelNameConflict(String model) {
        String name = REVISION.matcher(model.toLowerCase(Locale.ROOT)).replaceAll("");
        // llama-v3p1-70b is Llama 3.1 at Fireworks
        name = POINT.matcher(name).replaceAll("$1.$2");
        name = GROK_MINOR.matcher(name).replaceAll("$1.$2");
        int vendor = name.lastIndexOf('/');
        List<String> words = ModelNameWords.split(name.substring(vendor + 1));
        StringBuilder digits = new StringBuilder();
        for (String word : words) {
            if (ModelNameWords.FAMILIES.contains(word)) {
                families.add(word);
            } else if (ModelNameWords.isWeights(word)) {
                weights.add(word);
            } else if (TIERS.contains(word)) {
                tiers.add(word);
            } else if (word.equals("thinking") || word.equals("instruct")) {
                modes.add(word);
            } else if (word.length() == 4 && word.chars().allMatch(Character::isDigit)) {
                builds.add(word);
            } else if (word.length() > 2
                    && !COMMON.contains(word)
                    && word.chars().allMatch(Character::isLetter)) {
                names.add(word);
            } else if (word.length() == 1 && Character.isDigit(word.charAt(0)) && !word.equals("0")) {
                digits.append(word);
            }
        }
        if (words.contains("turbo") && families.stream().anyMatch(TURBO::contains)) {
            tiers.add("turbo");
        }
        if (families.contains("deepseek") && families.size() > 1) {
            // a model of another family that was trained on its texts
            tiers.add("distill");
        }
        if (families.contains("grok") && words.contains("fast")) {
            tiers.add("fast");
        }
        if (GPT_CHAT.matcher(name).find()) {
            tiers.add("chat");
        }
        if (words.contains("turbo") || words.contains("preview")) {
            builds.add("preview");
        }
        if (families.contains("command")) {
            words.stream().filter(COMMAND::contains).forEach(tiers::add);
        }
        if (ModelNameWords.O_SERIES.matcher(name).find()) {
            families.add("o");
        }
        ModelNameWords.BRANDS.matcher(name).results().forEach(brand -> brands.add(brand.group(1)));
        generation = digits.toString();
        minor = MINOR.matcher(name).find();
    }

    /** Whether the names state different models. Where one states nothing, they do not. */
    static Certainty between(String requested, String actual) {
        ModelNameConflict one = new ModelNameConflict(requested);
        ModelNameConflict other = new ModelNameConflict(actual);
        if (!one.families.isEmpty() && !other.families.isEmpty()) {
            return ofKnownFamilies(one, other) ? Certainty.CERTAIN : Certainty.NONE;
        }
        if (areOtherBrands(one, other)) {
            return Certainty.CERTAIN;
        }
        if (one.families.isEmpty() && other.families.isEmpty() && !areDisjoint(one.names, other.names)) {
            return ofAnUnknownFamily(one, other);
        }
        return areStatedDisjoint(one.weights, other.weights) ? Certainty.LIKELY : Certainty.NONE;
    }

    /** Each name states whose model it is, and no word of one is in the other. */
    private static boolean areOtherBrands(ModelNameConflict one, ModelNameConflict other) {
        return (!one.brands.isEmpty() || !other.brands.isEmpty())
                && (!one.brands.isEmpty() || !one.families.isEmpty())
                && (!other.brands.isEmpty() || !other.families.isEmpty())
                && areDisjoint(one.brands, other.brands)
                && areDisjoint(one.families, other.families);
    }

    private static Certainty ofAnUnknownFamily(ModelNameConflict one, ModelNameConflict other) {
        if (areStatedDisjoint(one.weights, other.weights) || areStatedDisjoint(one.tiers, other.tiers)) {
            return Certainty.CERTAIN;
        }
        boolean versions = !one.generation.startsWith(other.generation) && !other.generation.startsWith(one.generation);
        return versions || !one.tiers.equals(other.tiers) ? Certainty.LIKELY : Certainty.NONE;
    }

    private static boolean ofKnownFamilies(ModelNameConflict one, ModelNameConflict other) {
        return areDisjoint(one.families, other.families)
                || areStatedDisjoint(one.weights, other.weights)
                || !one.tiers.equals(other.tiers)
                || areOtherModes(one, other)
                || areOtherGenerations(one, other);
    }

    /** A name without a generation, or the name of a major generation in the request, may stand for a later one. */
    private static boolean areOtherGenerations(ModelNameConflict requested, ModelNameConflict actual) {
        if (requested.minor && !actual.generation.isEmpty() && actual.generation.length() < 2) {
            return true;
        }
        return !requested.generation.startsWith(actual.generation)
                && !actual.generation.startsWith(requested.generation);
    }

    /** A build without the word of the requested mode, or with that of the other, is of the other mode; a shorter name may be any. */
    private static boolean areOtherModes(ModelNameConflict requested, ModelNameConflict actual) {
        if (requested.families.stream().noneMatch(MODES::contains)
                || requested.modes.isEmpty()
                || actual.modes.containsAll(requested.modes)) {
            return false;
        }
        return !actual.modes.isEmpty()
                || (requested.modes.contains("thinking") && !requested.builds.containsAll(actual.builds));
    }

    private static boolean areStatedDisjoint(Set<String> one, Set<String> other) {
        return !one.isEmpty() && !other.isEmpty() && areDisjoint(one, other);
    }

    private static boolean areDisjoint(Set<String> one, Set<String> other) {
        return one.stream().noneMatch(other::contains);
    }
}
