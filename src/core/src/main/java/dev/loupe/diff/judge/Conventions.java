package dev.loupe.diff.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.AnnouncementComparison;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.Sunset;
import java.util.Locale;
import java.util.Optional;

/**
 * Conventions about extensions that a project may follow. OpenAPI does not define them, so each has an option.
 *
 * @param deprecationDays days between a deprecation and its sunset date; negative when no window is required
 * @param stabilityLevels true to read {@code x-stability-level}
 * @param extensibleEnums true to read {@code x-extensible-enum}
 */
public record Conventions(int deprecationDays, boolean stabilityLevels, boolean extensibleEnums) {
    public static final Conventions NONE = new Conventions(-1, false, false);

    /** The option without which the rule is info; empty for a rule that always applies. */
    static Optional<String> option(DiffRule rule) {
        return switch (rule.kind().subject()) {
            case SUNSET -> Optional.of("--deprecation-days");
            case STABILITY -> Optional.of("--stability-levels");
            case EXTENSIBLE_VALUE -> Optional.of("--extensible-enums");
            default -> Optional.empty();
        };
    }

    /** False for a difference that only these conventions make one. */
    boolean reports(Difference difference) {
        return deprecationDays >= 0 || !difference.kind().is(Subject.SUNSET, Edit.MISSING);
    }

    /** The level of a difference for a project that follows these conventions. */
    Impact impact(DiffRule rule, Impact impact, Difference difference, String today) {
        return switch (rule.kind().subject()) {
            case SUNSET ->
                deprecationDays < 0 ? Impact.INFO : announcedInTime(difference, today) ? Impact.COMPATIBLE : impact;
            case STABILITY -> stabilityLevels ? impact : Impact.INFO;
            case EXTENSIBLE_VALUE -> extensibleEnums ? impact : Impact.INFO;
            default -> impact;
        };
    }

    private boolean announcedInTime(Difference difference, String today) {
        return Sunset.date(difference.after().asText(""))
                .filter(date -> Sunset.date(today)
                        .filter(now -> !date.isBefore(now.plusDays(deprecationDays)))
                        .isPresent())
                .isPresent();
    }

    /** True when the change is about operations that promise nothing yet, and about nothing else. */
    boolean excuses(DifferenceGrouping.Group group, JsonNode oldRoot) {
        return stabilityLevels
                && group.rule().kind().subject() != Subject.STABILITY
                && group.differences().stream()
                        .allMatch(difference ->
                                isUnstable(difference.location().message().operation(), oldRoot)
                                        && difference.also().stream()
                                                .allMatch(other -> isUnstable(
                                                        other.message().operation(), oldRoot)));
    }

    private static boolean isUnstable(String operation, JsonNode root) {
        int space = operation.indexOf(' ');
        return space > 0
                && AnnouncementComparison.isUnstable(root.path("paths")
                        .path(operation.substring(space + 1))
                        .path(operation.substring(0, space).toLowerCase(Locale.ROOT)));
    }
}
