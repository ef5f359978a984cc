package dev.loupe.diff.judge;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.diff.compare.Coverage;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceCollector;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.diff.compare.MessagePath;
import dev.loupe.diff.compare.SpecArea;
import dev.loupe.diff.compare.Sunset;
import dev.loupe.diff.judge.Change.SpecLocation;
import dev.loupe.diff.normal.MessageDirection;
import dev.loupe.diff.normal.Normalizer;
import dev.loupe.diff.prove.ProofOutcome;
import dev.loupe.diff.prove.Witness;
import dev.loupe.diff.prove.WitnessSearch;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.schema.KeywordVersions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns differences into changes: groups them, applies rules, searches witnesses, writes messages. */
public final class ChangeClassifier {
    /** Locations of one change at which a witness is searched. */
    private static final int MOST_TRIED = 5;

    private final JsonNode oldRoot;
    private final JsonNode nextRoot;
    private final String today;
    private final Map<String, Impact> severities;
    private final Policy policy;
    private final Conventions conventions;
    private final WitnessSearch witnesses;

    private ChangeClassifier(
            DifferenceCollector collector,
            Map<String, Impact> severities,
            Policy policy,
            Conventions conventions,
            String today) {
        this.policy = policy;
        this.conventions = conventions;
        this.oldRoot = collector.oldRoot();
        this.nextRoot = collector.nextRoot();
        this.today = today;
        this.severities = severities;
        this.witnesses = new WitnessSearch(collector);
    }

    public static List<Change> judge(
            DifferenceCollector collector,
            Map<String, Impact> severities,
            Policy policy,
            Conventions conventions,
            String today) {
        ChangeClassifier judgement = new ChangeClassifier(collector, severities, policy, conventions, today);
        List<Difference> all = new ArrayList<>(collector.differences());
        all.removeIf(difference -> !conventions.reports(difference));
        Set<String> reported = new HashSet<>();
        collector
                .exclusiveUnions()
                .forEach(union -> judgement.witnesses.overlap(union, reported).ifPresent(all::add));
        List<Change> changes = new ArrayList<>();
        DifferenceGrouping.group(all).forEach(group -> changes.add(judgement.change(group)));
        changes.sort(Comparator.comparing(Change::impact)
                .thenComparing(change -> change.rule().kind().is(Subject.API, Edit.CAME_BACK) ? 0 : 1)
                .thenComparing(Change::area));
        return List.copyOf(changes);
    }

    /**
     * The change that ends an incident: the API that belongs to a name is published under it again.
     *
     * @param lastGood the name of the last revision of that API
     * @param wrong the name of the revision that was published in its place
     */
    public static Change cameBack(String lastGood, String wrong) {
        DocumentPointer paths = DocumentPointer.ROOT.then("paths");
        Difference difference = Difference.of(
                DifferenceKind.of(Subject.API, Edit.CAME_BACK),
                MessagePath.of("", SpecArea.DOCUMENT, "the document"),
                paths,
                paths,
                TextNode.valueOf(lastGood),
                TextNode.valueOf(wrong));
        DiffRule rule = DiffRules.of(difference);
        return new Change(
                rule,
                rule.impact(),
                SpecArea.DOCUMENT,
                Set.of(),
                new SpecLocation(paths, paths, "", "the document", List.of()),
                List.of(),
                difference.before(),
                difference.after(),
                ChangeMessage.of(new DifferenceGrouping.Group(rule, List.of(difference)), null),
                null,
                "",
                "",
                "");
    }

    private Change change(DifferenceGrouping.Group group) {
        DiffRule rule = group.rule();
        Impact impact = conventions.impact(rule, policy.impact(rule), group.head(), today);
        @Nullable Witness witness = null;
        String unproven = "";
        String note = "";
        String sunset = sunset(group.head());
        if (!sunset.isEmpty() && impact != Impact.INFO) {
            impact = Impact.COMPATIBLE;
            note = "; announced by the sunset date " + sunset;
        } else if (group.head().coverage() == Coverage.OPEN
                && rule.kind().edit() != Edit.ADDED
                && (impact == Impact.BREAKING || impact == Impact.RISKY)) {
            impact = Impact.RISKY;
            note = "; another branch accepts any value, so messages stay valid, but the documented values differ";
        } else if (group.head().coverage() != Coverage.NONE && impact != Impact.INFO) {
            impact = Impact.COMPATIBLE;
            note = "; another branch accepts the same values, so no message is affected";
        } else if (impact != Impact.INFO && conventions.excuses(group, oldRoot)) {
            impact = Impact.COMPATIBLE;
            note = "; the old spec calls the operation draft or alpha";
        } else if (impact == Impact.BREAKING && NullableEnums.decide(group.head(), oldRoot, nextRoot)) {
            impact = Impact.RISKY;
            note = "; validators disagree whether nullable accepts null next to an enum that does not list it";
        } else if (impact == Impact.BREAKING
                && keywordOfLaterVersion(group.head()).isPresent()) {
            impact = Impact.RISKY;
            note = "; OpenAPI 3.0 does not define "
                    + keywordOfLaterVersion(group.head()).get() + ", so some validators ignore it";
        } else if (impact == Impact.BREAKING && Conventions.option(rule).isEmpty()) {
            switch (prove(group)) {
                case ProofOutcome.Proven proven -> witness = proven.witness();
                case ProofOutcome.Refuted refuted -> {
                    impact = Impact.COMPATIBLE;
                    note = "; " + refuted.why() + ", so no message is affected";
                }
                case ProofOutcome.Unproven open -> {
                    impact = rule.onlyProven() || open.searched() ? Impact.RISKY : Impact.BREAKING;
                    unproven = open.why();
                }
            }
        }
        Impact configured = severities.get(rule.id());
        boolean hurts = impact == Impact.BREAKING || impact == Impact.RISKY;
        return new Change(
                rule,
                configured == null ? impact : configured,
                group.head().area(),
                hurts ? rule.breaks() : Set.of(),
                location(group.head(), group.head().location()),
                also(group),
                group.head().before(),
                group.head().after(),
                ChangeMessage.of(group, witness) + note,
                witness,
                unproven,
                fingerprint(group),
                "");
    }

    /** The keyword of the rejecting spec that its version of OpenAPI does not define. */
    private Optional<String> keywordOfLaterVersion(Difference difference) {
        boolean request = difference.area().direction() == MessageDirection.REQUEST;
        DocumentPointer at = request ? difference.newAt() : difference.oldAt();
        return at != null && Normalizer.openApi30(request ? nextRoot : oldRoot)
                ? KeywordVersions.newIn31(at.toJsonPointer())
                : Optional.empty();
    }

    /** The sunset date of a removed element when it has passed; otherwise empty. */
    private String sunset(Difference difference) {
        boolean removed =
                difference.kind().edit() == Edit.REMOVED || difference.kind().is(Subject.PROPERTY, Edit.REJECTED);
        if (!removed || difference.oldAt() == null) {
            return "";
        }
        return Sunset.passed(oldRoot.at(JsonPointer.compile(difference.oldAt().toString())), today);
    }

    /** The first proof at any location; one broken location makes the change breaking. */
    private ProofOutcome prove(DifferenceGrouping.Group group) {
        ProofOutcome best = null;
        // one location of each difference first
        List<Difference> tried = Stream.concat(
                        group.differences().stream(),
                        group.differences().stream()
                                .flatMap(each -> each.also().stream().map(each::at)))
                .limit(MOST_TRIED)
                .toList();
        for (Difference difference : tried) {
            ProofOutcome proof = witnesses.prove(difference);
            if (proof instanceof ProofOutcome.Proven) {
                return proof;
            }
            if (best == null || proof instanceof ProofOutcome.Unproven) {
                best = proof;
            }
        }
        return best == null ? new ProofOutcome.Unproven("there is no location to try") : best;
    }

    private static SpecLocation location(Difference difference, MessagePath location) {
        return new SpecLocation(
                difference.oldAt(),
                difference.newAt(),
                location.message().operation(),
                ChangeMessage.location(location),
                location.properties());
    }

    private static List<SpecLocation> also(DifferenceGrouping.Group group) {
        Set<SpecLocation> all = new LinkedHashSet<>();
        for (Difference difference : group.differences()) {
            all.add(location(difference, difference.location()));
            difference.also().forEach(location -> all.add(location(difference, location)));
        }
        all.remove(location(group.head(), group.head().location()));
        return List.copyOf(all);
    }

    private static String fingerprint(DifferenceGrouping.Group group) {
        TreeSet<String> locations = new TreeSet<>();
        group.differences().forEach(difference -> locations.add(difference.oldAt() + " " + difference.newAt()));
        String text = group.rule().id() + "\n" + locations + "\n" + group.head().before() + "\n"
                + group.head().after();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
