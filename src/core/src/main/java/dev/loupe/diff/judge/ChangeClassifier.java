package dev.loupe.diff.judge;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.diff.compare.Difference;
import dev.loupe.diff.compare.DifferenceCollector;
import dev.loupe.diff.compare.DifferenceKind;
import dev.loupe.diff.compare.MessagePath;
import dev.loupe.diff.compare.Sunset;
import dev.loupe.diff.judge.Change.Spot;
import dev.loupe.diff.prove.ProofOutcome;
import dev.loupe.diff.prove.Witness;
import dev.loupe.diff.prove.WitnessSearch;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.DocumentPointer;
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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Turns facts into changes: folds, applies rules, asks for proof, finds the words. */
public final class ChangeClassifier {
    /** Places of one change that are tried for a witness. */
    private static final int MOST_TRIED = 5;

    private final JsonNode oldRoot;
    private final String today;
    private final Map<String, Impact> severities;
    private final WitnessSearch prover;

    private ChangeClassifier(DifferenceCollector differences, Map<String, Impact> severities, String today) {
        this.oldRoot = differences.oldRoot;
        this.today = today;
        this.severities = severities;
        this.prover = new WitnessSearch(differences);
    }

    public static List<Change> judge(DifferenceCollector differences, Map<String, Impact> severities, String today) {
        ChangeClassifier judgement = new ChangeClassifier(differences, severities, today);
        List<Difference> facts = new ArrayList<>(differences.facts);
        Set<String> reported = new HashSet<>();
        differences.exclusives.forEach(
                union -> judgement.prover.overlap(union, reported).ifPresent(facts::add));
        List<Change> changes = new ArrayList<>();
        DifferenceGrouping.fold(facts).forEach(group -> changes.add(judgement.change(group)));
        changes.sort(Comparator.comparing(Change::impact)
                .thenComparing(change -> change.rule().kind() == DifferenceKind.CAME_BACK ? 0 : 1)
                .thenComparing(Change::direction));
        return List.copyOf(changes);
    }

    private Change change(DifferenceGrouping.Group group) {
        DiffRule rule = group.rule();
        Impact impact = rule.impact();
        @Nullable Witness witness = null;
        String unproven = "";
        String note = "";
        String sunset = sunset(group.head());
        if (!sunset.isEmpty() && impact != Impact.INFO) {
            impact = Impact.COMPATIBLE;
            note = "; that was announced for " + sunset;
        } else if (group.head().covered() && impact != Impact.INFO) {
            impact = Impact.COMPATIBLE;
            note = "; another variant accepts the same, so nothing changes on the wire";
        } else if (impact == Impact.BREAKING) {
            switch (prove(group)) {
                case ProofOutcome.Proven proven -> witness = proven.witness();
                case ProofOutcome.Refuted refuted -> {
                    impact = Impact.COMPATIBLE;
                    note = "; " + refuted.why() + ", so nothing breaks";
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
                group.head().direction(),
                hurts ? rule.breaks() : Set.of(),
                spot(group.head(), group.head().place()),
                also(group),
                group.head().before(),
                group.head().after(),
                ChangeMessage.of(group, witness) + note,
                witness,
                unproven,
                fingerprint(group),
                "");
    }

    /** The stated date, when something is gone and that date has passed. */
    private String sunset(Difference fact) {
        boolean gone = fact.kind().name().endsWith("_REMOVED") || fact.kind() == DifferenceKind.PROPERTY_REFUSED;
        if (!gone || fact.oldAt() == null) {
            return "";
        }
        return Sunset.passed(oldRoot.at(fact.oldAt().toJsonPointer()), today);
    }

    /** The first proof that any of the places gives; a break at one place is a break. */
    private ProofOutcome prove(DifferenceGrouping.Group group) {
        ProofOutcome best = null;
        for (Difference fact :
                group.facts().subList(0, Math.min(MOST_TRIED, group.facts().size()))) {
            ProofOutcome proof = overlap(fact) ? prover.overlapping(fact) : prover.prove(fact);
            if (proof instanceof ProofOutcome.Proven) {
                return proof;
            }
            if (best == null || proof instanceof ProofOutcome.Unproven) {
                best = proof;
            }
        }
        return best == null ? new ProofOutcome.Unproven("nothing to try") : best;
    }

    private static boolean overlap(Difference fact) {
        return fact.kind() == DifferenceKind.BRANCHES_OVERLAP
                || fact.kind() == DifferenceKind.BRANCHES_NO_LONGER_OVERLAP;
    }

    private static Spot spot(Difference fact, MessagePath place) {
        return new Spot(
                fact.oldAt(), fact.newAt(), place.message().operation(), ChangeMessage.place(place), place.members());
    }

    private static List<Spot> also(DifferenceGrouping.Group group) {
        Set<Spot> all = new LinkedHashSet<>();
        for (Difference fact : group.facts()) {
            all.add(spot(fact, fact.place()));
            fact.also().forEach(place -> all.add(spot(fact, place)));
        }
        all.remove(spot(group.head(), group.head().place()));
        return List.copyOf(all);
    }

    private static String fingerprint(DifferenceGrouping.Group group) {
        TreeSet<String> places = new TreeSet<>();
        group.facts().forEach(fact -> places.add(fact.oldAt() + " " + fact.newAt()));
        String text = group.rule().id() + "\n" + places + "\n" + group.head().before() + "\n"
                + group.head().after();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /** The line of a place, from 1; 0 when it is not known. */
    public static int line(Document document, @Nullable DocumentPointer pointer) {
        return pointer == null ? 0 : document.lineOf(pointer.toJsonPointer());
    }
}
