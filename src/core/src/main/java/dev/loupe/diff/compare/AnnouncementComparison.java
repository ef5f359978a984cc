package dev.loupe.diff.compare;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.openapi.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what an operation announces about its future: its sunset date and its stability level. */
public final class AnnouncementComparison {
    /** From the least stable to the most stable; an operation without a level is stable. */
    private static final List<String> LEVELS = List.of("draft", "alpha", "beta", "stable");

    private AnnouncementComparison() {}

    static void compare(Operation old, Operation next, DifferenceCollector out, MessagePath location) {
        Edit sunset = sunset(old.node(), next.node());
        if (sunset != null) {
            add(Subject.SUNSET, sunset, "x-sunset", old, next, out, location);
        }
        Edit stability = stability(old.node(), next.node());
        if (stability != null) {
            add(Subject.STABILITY, stability, "x-stability-level", old, next, out, location);
        }
    }

    private static @Nullable Edit sunset(JsonNode old, JsonNode next) {
        String before = old.path("x-sunset").asText("");
        String after = next.path("x-sunset").asText("");
        boolean deprecated = next.path("deprecated").asBoolean(false);
        if (after.isEmpty()) {
            boolean newly = deprecated && !old.path("deprecated").asBoolean(false);
            return !before.isEmpty() && deprecated ? Edit.DROPPED : newly ? Edit.MISSING : null;
        }
        if (before.equals(after)) {
            return null;
        }
        return Sunset.date(after).isEmpty() ? Edit.INVALID : before.isEmpty() ? Edit.SET : Edit.CHANGED;
    }

    private static @Nullable Edit stability(JsonNode old, JsonNode next) {
        if (old.path("x-stability-level").equals(next.path("x-stability-level"))) {
            return null;
        }
        int before = LEVELS.indexOf(level(old));
        int after = LEVELS.indexOf(level(next));
        if (after < 0) {
            return Edit.INVALID;
        }
        return before == after ? null : after < before ? Edit.LOWERED : Edit.RAISED;
    }

    private static String level(JsonNode operation) {
        return operation.path("x-stability-level").asText("stable");
    }

    /** True for an operation whose level promises nothing: draft or alpha. */
    public static boolean isUnstable(JsonNode operation) {
        return LEVELS.subList(0, 2).contains(level(operation));
    }

    private static void add(
            Subject subject,
            Edit edit,
            String extension,
            Operation old,
            Operation next,
            DifferenceCollector out,
            MessagePath location) {
        out.add(Difference.of(
                DifferenceKind.of(subject, edit),
                location,
                old.at().then(extension),
                next.at().then(extension),
                text(old.node().path(extension)),
                text(next.node().path(extension))));
    }

    private static JsonNode text(JsonNode stated) {
        return stated.isMissingNode() ? MissingNode.getInstance() : TextNode.valueOf(stated.asText());
    }
}
