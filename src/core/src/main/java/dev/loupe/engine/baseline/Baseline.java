package dev.loupe.engine.baseline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.loupe.check.CheckInfo;
import dev.loupe.engine.result.Finding;
import dev.loupe.text.InputFile;
import dev.loupe.text.YamlProblem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.apiguardian.api.API;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;

/** Accepted findings, each with a reason. */
@API(status = API.Status.EXPERIMENTAL)
public record Baseline(List<Entry> entries) {
    private static final Set<String> PROPERTIES = Set.of("check", "exchange", "at", "reason", "until");
    private static final int LARGEST_FILE = 32 << 20;
    private static final int LONGEST_WORD = 1_000_000;

    public Baseline {
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param exchange pattern of the id of the exchange
     * @param at pattern of the location, as findings print it
     * @param until last day of the acceptance; null without an end
     */
    public record Entry(String check, GlobPattern exchange, GlobPattern at, String reason, @Nullable LocalDate until) {
        boolean covers(Finding finding) {
            return check.equals(finding.check().id())
                    && exchange.matches(finding.exchange().value())
                    && at.matches(finding.violation().at().toString());
        }

        boolean isExpired(LocalDate today) {
            return until != null && today.isAfter(until);
        }

        @Override
        public String toString() {
            return check + " at " + at + " in " + exchange;
        }
    }

    public static Baseline none() {
        return new Baseline(List.of());
    }

    /** Reads {@code accept: [{check, exchange, at, reason, until}]}. */
    public static Baseline read(Path file) {
        JsonNode root;
        try {
            LoaderOptions bounds = new LoaderOptions();
            bounds.setCodePointLimit(LARGEST_FILE);
            root = new YAMLMapper(YAMLFactory.builder().loaderOptions(bounds).build())
                    .readTree(withoutLongWords(file, InputFile.text(file, LARGEST_FILE)));
        } catch (JsonProcessingException notYaml) {
            throw new BaselineException(file + ":" + YamlProblem.line(notYaml) + ": " + YamlProblem.of(notYaml));
        } catch (NoSuchFileException missing) {
            throw new BaselineException(
                    file + " does not exist; the command loupe creates it with --write-baseline " + file);
        } catch (CharacterCodingException binary) {
            throw new BaselineException(file + " is not UTF-8 text; --write-baseline writes a valid baseline");
        } catch (IOException unreadable) {
            throw new BaselineException(file + " cannot be read: " + unreadable.getMessage());
        }
        if (root.isMissingNode() || root.isNull()) {
            throw new BaselineException(
                    file + " is empty; write 'accept: []' into it, or create it with --write-baseline " + file);
        }
        if (!root.path("accept").isArray() || root.size() != 1) {
            throw new BaselineException(file + " must have one property, the array \"accept\"");
        }
        List<Entry> entries = new ArrayList<>();
        for (JsonNode entry : root.path("accept")) {
            entries.add(entry(entry, file + ", entry " + (entries.size() + 1)));
        }
        return new Baseline(entries);
    }

    /** The YAML parser copies a word again with every block that it reads: long ones take the square of their length. */
    private static String withoutLongWords(Path file, String text) {
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) <= ' ') {
                start = i + 1;
            } else if (i - start == LONGEST_WORD) {
                throw new BaselineException(file + " is no baseline: it has a word of more than "
                        + String.format(Locale.ROOT, "%,d", LONGEST_WORD) + " characters");
            }
        }
        return text;
    }

    /**
     * Reads a baseline for a run of these checks.
     *
     * @throws BaselineException when an entry names another check: it would never accept anything
     */
    public static Baseline read(Path file, List<CheckInfo> checks) {
        Baseline baseline = read(file);
        Set<String> ids = checks.stream().map(CheckInfo::id).collect(Collectors.toSet());
        for (Entry entry : baseline.entries()) {
            if (!ids.contains(entry.check())) {
                throw new BaselineException(file + ": unknown check " + entry.check()
                        + "; correct or remove the entry (loupe explain lists all checks)");
            }
        }
        return baseline;
    }

    private static Entry entry(JsonNode entry, String where) {
        if (!entry.isObject()) {
            throw new BaselineException(where + ": the properties check, exchange, at and reason are required");
        }
        entry.fieldNames().forEachRemaining(name -> {
            if (!PROPERTIES.contains(name)) {
                throw new BaselineException(where + ": \"" + name + "\" is an unknown property (known: check, exchange,"
                        + " at, reason, until)");
            }
        });
        String check = text(entry, "check", where);
        String named = where + " (" + check + ")";
        return new Entry(
                check,
                new GlobPattern(text(entry, "exchange", named)),
                new GlobPattern(text(entry, "at", named)),
                text(entry, "reason", named),
                entry.has("until") ? date(text(entry, "until", named), named) : null);
    }

    private static String text(JsonNode entry, String name, String where) {
        JsonNode value = entry.path(name);
        if (!value.isTextual() || value.textValue().isBlank()) {
            throw new BaselineException(where + ": "
                    + (name.equals("reason")
                            ? "\"reason\" is missing; write why this finding is accepted"
                            : "\"" + name + "\" is missing or not a string"));
        }
        return value.textValue();
    }

    private static LocalDate date(String text, String where) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException noDate) {
            throw new BaselineException(where + ": until: \"" + text + "\" is not a date (example: 2027-01-31)");
        }
    }
}
