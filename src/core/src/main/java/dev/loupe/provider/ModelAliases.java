package dev.loupe.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Other names of a model in responses: with a vendor's prefix, a date, a variant's suffix, other punctuation. The exact
 * name is not required: the reference implementation returns {@code gpt-4o-2024-08-06} for {@code gpt-4o}.
 *
 * @param echo the meaning of the model name in a response
 * @param anyVendor whether any prefix before a slash is a vendor's name
 * @param vendors names of vendors, when not any
 * @param anyVariant whether whatever follows a colon does not change the model
 * @param variants suffixes after a colon that do not change the model, when not any: {@code free}
 * @param synonyms groups of names that the provider documents as one model
 * @param routers words in the names of models that choose another model by themselves; with a slash, a whole name
 * @param neutral words that do not change the model at this provider, such as a brand before a family's name
 * @param moving names that the provider points to another model of the same family from time to time
 */
public record ModelAliases(
        Echo echo,
        boolean anyVendor,
        Set<String> vendors,
        boolean anyVariant,
        Set<String> variants,
        List<Set<String>> synonyms,
        Set<String> routers,
        Set<String> neutral,
        Set<String> moving) {
    /** What the name in a response is. */
    public enum Echo {
        /** The requested model or an alias of it. */
        STATED,
        /** A name that does not state another model: a host, a file or a deployment may add words of its own. */
        FAMILY,
        /** A model of the requested family at most: the request names a deployment, which has any name. */
        DEPLOYMENT,
        /** Anything. */
        UNSTATED
    }

    /** Words that do not make another model, of a service that only ever serves models tuned for chat. */
    private static final Set<String> NEUTRAL = Set.of(
            "meta",
            "latest",
            "preview",
            "exp",
            "experimental",
            "beta",
            "stable",
            "v",
            "0",
            "it",
            "instruct",
            "hf",
            "maas");

    /**
     * How the weights of one size are served, which makes no other weights: the same Llama 3.3 70B is {@code Turbo} at one
     * host and {@code versatile} at the next. Not so without a size: gpt-4-turbo is not gpt-4.
     */
    private static final Set<String> SERVING =
            Set.of("turbo", "versatile", "instant", "lite", "fast", "tput", "chat", "awq", "gptq", "paddle");

    /** How numbers are stored; their digits are no generation. */
    private static final Pattern PRECISION = Pattern.compile("(?<![a-z])(?:fp|bf|int)(?:4|8|16)(?![0-9a-z])");

    public ModelAliases {
        vendors = Set.copyOf(vendors);
        variants = Set.copyOf(variants);
        synonyms = List.copyOf(synonyms);
        routers = Set.copyOf(routers);
        neutral = Set.copyOf(neutral);
        moving = Set.copyOf(moving);
    }

    /** Whether the name is one of a router, which selects another model. */
    public boolean isRouter(String requested) {
        if (routers.isEmpty()) {
            return false;
        }
        String name = requested.toLowerCase(Locale.ROOT);
        if (routers.contains(name)) {
            return true;
        }
        for (String word : ModelNameWords.split(name)) {
            if (routers.contains(word)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the model of a response is the requested one. */
    public boolean same(String requested, String actual) {
        if (requested.equals(actual) || sameName(requested, actual)) {
            return true;
        }
        if (echo == Echo.FAMILY
                && ModelNameConflict.between(requested, actual) != ModelNameConflict.Certainty.CERTAIN) {
            return true;
        }
        if (echo == Echo.DEPLOYMENT) {
            return family(requested).isEmpty()
                    || family(actual).isEmpty()
                    || family(requested).equals(family(actual));
        }
        if (moving.contains(withoutVendor(requested).toLowerCase(Locale.ROOT))) {
            return family(requested).equals(family(actual));
        }
        for (Set<String> group : synonyms) {
            String one = entryOf(group, requested);
            String other = entryOf(group, actual);
            // under one of the names, what differs is a date, which is compared above
            if (!one.isEmpty() && !other.isEmpty() && !one.equals(other)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the model of a response is likely another than the requested one, although no rule of its family is known. */
    public boolean isLikelyAnother(String requested, String actual) {
        return echo == Echo.FAMILY
                && !sameName(requested, actual)
                && ModelNameConflict.between(requested, actual) == ModelNameConflict.Certainty.LIKELY;
    }

    /** The family that a name states, empty when none. */
    private String family(String model) {
        return ModelNameWords.split(withoutVendor(model).toLowerCase(Locale.ROOT)).stream()
                .filter(ModelNameWords.FAMILIES::contains)
                .findFirst()
                .orElse("");
    }

    /** Which of the synonyms a model is, empty when none. One is a version; without a date in it, of any date. */
    private String entryOf(Set<String> group, String model) {
        Name name = nameOf(withoutVendor(model));
        for (String each : group) {
            Name same = nameOf(each);
            boolean date = same.date.isEmpty() || same.date.equals(name.date);
            if (date && same.words.equals(name.words) && same.version.equals(name.version)) {
                return each;
            }
        }
        return "";
    }

    /** With or without the vendor: {@code minimax/m1} is {@code MiniMax-M1}. */
    private boolean sameName(String requested, String actual) {
        Name bare = nameOf(withoutVendor(requested));
        return bare.same(nameOf(withoutVendor(actual)))
                || bare.same(nameOf(actual))
                || nameOf(requested).same(nameOf(withoutVendor(actual)));
    }

    private String withoutVendor(String model) {
        int slash = model.lastIndexOf('/');
        boolean vendor = slash >= 0 && (anyVendor || vendors.contains(model.substring(0, slash)));
        return vendor ? model.substring(slash + 1) : model;
    }

    /**
     * A name without the parts that make no difference.
     *
     * @param words sorted: {@code claude-opus-4} and {@code claude-4-opus} are one model
     * @param version its single digits in order, of a generation
     * @param date the digits of a date or build
     */
    private record Name(List<String> words, String version, String date) {
        /** A name without a version or a date matches any: deepseek-chat is deepseek-chat-v3-0324. */
        boolean same(Name other) {
            return (words.equals(other.words) || isWithoutSize(other))
                    && agree(version, other.version)
                    && agree(date, other.date);
        }

        /** A name without a size matches any: llama-4-maverick is Llama-4-Maverick-17B-128E-Instruct. */
        private boolean isWithoutSize(Name other) {
            return words.stream().noneMatch(Name::isSize)
                    && words.equals(
                            other.words.stream().filter(word -> !isSize(word)).toList());
        }

        /** {@code 17b}, {@code 128e}, and the {@code a} before the active part of a mixture. */
        private static boolean isSize(String word) {
            char last = word.charAt(word.length() - 1);
            return word.equals("a") || (Character.isDigit(word.charAt(0)) && (last == 'b' || last == 'e'));
        }

        private static boolean agree(String one, String other) {
            return one.isEmpty() || other.isEmpty() || one.equals(other);
        }
    }

    private Name nameOf(String model) {
        String name = model.strip().toLowerCase(Locale.ROOT);
        int colon = name.lastIndexOf(':');
        if (colon >= 0 && (anyVariant || variants.contains(name.substring(colon + 1)))) {
            name = name.substring(0, colon);
        }
        name = PRECISION.matcher(name).replaceAll("");
        List<String> words = new ArrayList<>();
        StringBuilder version = new StringBuilder();
        StringBuilder date = new StringBuilder();
        for (String word : ModelNameWords.split(name)) {
            if (!ModelNameWords.isDigits(word)) {
                words.add(word);
            } else if (word.length() > 1) {
                date.append(word);
            } else if (!word.equals("0")) {
                version.append(word);
            }
        }
        // o1-preview is no preview of o1 but a model of its own, with its own price
        boolean ownPreview = name.contains("o1-preview");
        words.removeIf(word -> (NEUTRAL.contains(word) && !(ownPreview && word.equals("preview")))
                || vendors.contains(word)
                || neutral.contains(word));
        if (words.stream().anyMatch(ModelNameWords::isWeights)) {
            words.removeIf(word -> SERVING.contains(word) || ModelNameWords.isContext(word));
        }
        words.sort(null);
        return new Name(words, version.toString(), date.toString());
    }
}
