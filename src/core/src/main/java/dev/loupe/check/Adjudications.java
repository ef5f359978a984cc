package dev.loupe.check;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.loupe.text.YamlProblem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a person decided about violations in the calibration corpora: each entry states how many violations of one check by one
 * server were read, and whether they are true. A violation beyond these is unadjudicated.
 */
public final class Adjudications {
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final List<String> PROPERTIES =
            List.of("provider", "host", "check", "count", "verdict", "message", "reason");

    private final List<Entry> entries;
    private final long[] used;

    /** What a violation turned out to be. */
    public enum Verdict {
        /** The provider sends this. */
        TRUE,
        /** True of the record, which a person edited: it is no evidence about the provider. */
        DOCTORED
    }

    /**
     * One decision.
     *
     * @param provider the name of the profile
     * @param host the host of the requests, with the port if there is one
     * @param count how many violations were read
     * @param message the shape of the message, for readers
     */
    public record Entry(
            String provider, String host, String check, long count, Verdict verdict, String message, String reason) {}

    /** A file that cannot be read as adjudications; the message states where and why. */
    public static final class BadAdjudications extends Exception {
        private static final long serialVersionUID = 1;

        BadAdjudications(String message) {
            super(message);
        }
    }

    private Adjudications(List<Entry> entries) {
        this.entries = List.copyOf(entries);
        this.used = new long[entries.size()];
    }

    public static Adjudications none() {
        return new Adjudications(List.of());
    }

    /**
     * Reads a list of entries.
     *
     * @throws BadAdjudications when the text is not one
     */
    public static Adjudications read(byte[] yaml) throws BadAdjudications {
        JsonNode list;
        try {
            list = YAML.readTree(yaml);
        } catch (JsonProcessingException malformed) {
            throw new BadAdjudications("line " + YamlProblem.line(malformed) + " " + YamlProblem.of(malformed));
        } catch (IOException unreadable) {
            throw new BadAdjudications("not YAML: " + unreadable.getMessage());
        }
        if (!list.isArray()) {
            throw new BadAdjudications("must be a list of entries");
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode node : list) {
            entries.add(entry(node, entries.size() + 1));
        }
        return new Adjudications(entries);
    }

    private static Entry entry(JsonNode node, int number) throws BadAdjudications {
        for (String property : PROPERTIES) {
            JsonNode value = node.path(property);
            boolean known = property.equals("count")
                    ? value.canConvertToLong() && value.longValue() > 0
                    : value.isTextual() && !value.textValue().isBlank();
            if (!known) {
                throw new BadAdjudications("entry " + number + ": " + property + " is required"
                        + (property.equals("count") ? ", a positive integer" : ", a string"));
            }
        }
        return new Entry(
                node.path("provider").textValue(),
                node.path("host").textValue(),
                node.path("check").textValue(),
                node.path("count").longValue(),
                verdict(node.path("verdict").textValue(), number),
                node.path("message").textValue(),
                node.path("reason").textValue());
    }

    private static Verdict verdict(String word, int number) throws BadAdjudications {
        for (Verdict verdict : Verdict.values()) {
            if (verdict.name().toLowerCase(Locale.ROOT).equals(word)) {
                return verdict;
            }
        }
        throw new BadAdjudications(
                "entry " + number + ": verdict is '" + word + "', but must be one of \"true\", doctored");
    }

    public List<Entry> entries() {
        return entries;
    }

    /** Entries that have more violations than occurred: fixed, or of another corpus. */
    public List<Entry> stale() {
        List<Entry> stale = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            if (used[i] < entries.get(i).count()) {
                stale.add(entries.get(i));
            }
        }
        return stale;
    }

    /** Whether an entry covers one more violation; each covers as many as were read. */
    boolean covers(String provider, String host, String check) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (used[i] < entry.count()
                    && entry.check().equals(check)
                    && entry.provider().equals(provider)
                    && entry.host().equals(host)) {
                used[i]++;
                return true;
            }
        }
        return false;
    }
}
