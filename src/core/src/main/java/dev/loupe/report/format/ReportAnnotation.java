package dev.loupe.report.format;

import dev.loupe.check.CatalogueEntry;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An annotation at a location: a finding of a run, a defect of a spec, a change of a contract.
 *
 * @param message one sentence; untrusted
 * @param location null when it is not stored
 * @param at the location inside, as findings print it; empty when there is none
 * @param accepted the reason for which it is accepted; null when it is not
 * @param related lines of other files
 * @param key equal for the same finding in another run, whatever its line
 */
public record ReportAnnotation(
        Rule rule,
        String message,
        @Nullable Location location,
        String at,
        @Nullable String accepted,
        List<Related> related,
        String key) {
    public ReportAnnotation(
            Rule rule, String message, @Nullable Location location, String at, @Nullable String accepted, String key) {
        this(rule, message, location, at, accepted, List.of(), key);
    }

    /** The location, or the report itself where there is none: code hosts drop what has no file. */
    Location locationOrReport() {
        return location == null ? new Location("loupe-report", 1) : location;
    }

    /** Equal for the same finding in another run: SHA-256 of the key, shortened. */
    String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    /** The severity. */
    public enum Severity {
        ERROR,
        WARNING,
        NOTE;

        /** As SARIF writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A catalogue entry with its severity. */
    public record Rule(CatalogueEntry entry, Severity severity) {}

    /**
     * A line of a file.
     *
     * @param line from 1; 0 when only the file is known
     */
    public record Location(String file, int line) {}

    /** A line of another file, and what it contains. */
    public record Related(Location location, String message) {}
}
