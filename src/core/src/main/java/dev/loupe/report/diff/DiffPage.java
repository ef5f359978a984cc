package dev.loupe.report.diff;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.judge.AffectedParty;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.judge.TrafficEvidence;
import dev.loupe.diff.prove.Witness;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.report.format.InlineCodeText;
import dev.loupe.report.format.ReportTruncation;
import dev.loupe.report.format.VisibleText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The content of the page of a comparison. Text from outside is escaped here. */
public record DiffPage(
        String title,
        InlineCodeText headline,
        String verdict,
        String summary,
        String note,
        List<First> first,
        Side old,
        Side next,
        List<Section> sections,
        List<String> recordings,
        List<String> client,
        List<String> stale,
        String inconclusive) {
    private static final int LONGEST = 6_000;
    private static final int MOST = 400;
    private static final ObjectWriter PRETTY = JsonMapper.builder()
            .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build()
            .writerWithDefaultPrettyPrinter();

    /** The change to handle before all others, and what to do about it. */
    public record First(String anchor, InlineCodeText message, String breaks, String fix) {}

    /** One of the two specs. */
    public record Side(String name, String title, String fingerprint) {}

    /** The changes of one level. */
    public record Section(String name, String css, String lead, boolean open, List<Item> items, String more) {}

    /** One change. */
    public record Item(
            String anchor,
            InlineCodeText message,
            String rule,
            String breaks,
            String fingerprint,
            String oldAt,
            String newAt,
            String before,
            String after,
            String also,
            List<String> places,
            String witness,
            String caption,
            String words,
            String unproven,
            String accepted) {}

    static DiffPage of(DiffResult comparison) {
        // the names of both specs follow below
        boolean incident = DiffText.isIncident(comparison);
        String summary = VisibleText.line(DiffText.summary(comparison));
        return new DiffPage(
                title(comparison.verdict(), DiffText.nothing(comparison)),
                InlineCodeText.of(
                        incident
                                ? ReportTruncation.sentence(DiffText.headline(comparison))
                                : VisibleText.line(DiffText.details(comparison))),
                comparison.verdict().word(),
                summary,
                incident ? summary : "",
                first(comparison),
                side(comparison.old()),
                side(comparison.next()),
                sections(comparison),
                recordings(comparison.evidence()),
                comparison.client().stream()
                        .limit(MOST)
                        .map(change -> VisibleText.line(DiffText.client(change)))
                        .toList(),
                comparison.stale().stream()
                        .map(entry -> VisibleText.line(DiffText.stale(entry)))
                        .toList(),
                VisibleText.line(comparison.inconclusive()));
    }

    private static List<Section> sections(DiffResult comparison) {
        List<Section> sections = new ArrayList<>();
        for (Impact impact : Impact.values()) {
            add(
                    sections,
                    impact.word(),
                    lead(impact),
                    comparison,
                    comparison.changes().stream()
                            .filter(change -> change.impact() == impact && !change.isAccepted())
                            .toList());
        }
        add(
                sections,
                "accepted",
                "Accepted changes do not count.",
                comparison,
                comparison.changes().stream().filter(Change::isAccepted).toList());
        return sections;
    }

    /** The first breaking change, else the first risky one; none when no change affects clients. */
    private static List<First> first(DiffResult comparison) {
        return comparison.changes().stream()
                .filter(DiffAnnotations::isAnnotated)
                .min(Comparator.comparing(Change::impact))
                .map(change -> new First(
                        anchor(change),
                        InlineCodeText.of(ReportTruncation.sentence(change.message())),
                        affected(change),
                        change.rule().fix()))
                .stream()
                .toList();
    }

    private static String anchor(Change change) {
        return "change-" + change.fingerprint();
    }

    private static String affected(Change change) {
        return change.breaks().stream().map(AffectedParty::word).collect(Collectors.joining(", "));
    }

    /** The heading of the page. */
    public static String title(DiffResult.Verdict verdict, String nothing) {
        return switch (verdict) {
            case BREAKING -> "Breaking";
            case RISKY -> "Risky";
            case COMPATIBLE -> "Compatible";
            case NONE -> nothing.substring(0, 1).toUpperCase(Locale.ROOT) + nothing.substring(1);
        };
    }

    private static String lead(Impact impact) {
        return switch (impact) {
            case BREAKING -> "Some valid message is now invalid, or something that clients use is removed.";
            case RISKY -> "No message becomes invalid, but a guarantee is removed.";
            case COMPATIBLE -> "Every client still works.";
            case INFO -> "No message is affected.";
        };
    }

    private static Side side(DiffResult.SpecInfo party) {
        return new Side(VisibleText.line(party.name()), VisibleText.line(party.title()), party.fingerprint());
    }

    private static void add(
            List<Section> sections, String name, String lead, DiffResult comparison, List<Change> changes) {
        if (!changes.isEmpty()) {
            List<Item> items = changes.stream()
                    .limit(MOST)
                    .map(change -> item(change, comparison))
                    .toList();
            String more = changes.size() > MOST ? (changes.size() - MOST) + " more are in diff.json" : "";
            boolean open = name.equals("breaking") || name.equals("risky");
            sections.add(new Section(changes.size() + " " + name, name, lead, open, items, more));
        }
    }

    private static Item item(Change change, DiffResult comparison) {
        Witness witness = change.witness();
        List<String> places = change.alsoAt().stream()
                .limit(40)
                .map(spot -> VisibleText.line((spot.operation() + " " + spot.description()).strip()))
                .toList();
        return new Item(
                anchor(change),
                InlineCodeText.of(ReportTruncation.sentence(change.message())),
                change.rule().id(),
                affected(change),
                change.fingerprint(),
                at(comparison.old(), change.at().old()),
                at(comparison.next(), change.at().next()),
                pretty(change.before()),
                pretty(change.after()),
                change.alsoAt().isEmpty()
                        ? ""
                        : "also at " + change.alsoAt().size()
                                + (change.alsoAt().size() == 1 ? " other location" : " other locations"),
                places,
                witness == null ? "" : pretty(witness.value()),
                witness == null
                        ? ""
                        : witness.accepts().equals("old")
                                ? "Accepted by the old spec, rejected by the new one"
                                : "Allowed by the new spec, forbidden by the old one",
                witness == null ? "" : VisibleText.line(ReportTruncation.sentence(witness.message())),
                VisibleText.line(ReportTruncation.sentence(change.unproven())),
                VisibleText.line(change.accepted()));
    }

    private static String at(DiffResult.SpecInfo party, @Nullable DocumentPointer pointer) {
        if (pointer == null) {
            return "absent";
        }
        int line = party.line(pointer);
        return VisibleText.line((line > 0 ? "line " + line + " " : "") + pointer);
    }

    static String pretty(JsonNode node) {
        if (node.isMissingNode()) {
            return "";
        }
        try {
            String text = node.isTextual() ? node.textValue() : PRETTY.writeValueAsString(node);
            return ReportTruncation.to(text, LONGEST)
                    .lines()
                    .map(line -> indent(line) + VisibleText.line(line))
                    .collect(Collectors.joining("\n"));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree can always be written", impossible);
        }
    }

    private static String indent(String line) {
        int spaces = 0;
        while (spaces < line.length() && line.charAt(spaces) == ' ') {
            spaces++;
        }
        return " ".repeat(spaces);
    }

    private static List<String> recordings(@Nullable TrafficEvidence evidence) {
        if (evidence == null) {
            return List.of();
        }
        List<String> lines = new ArrayList<>();
        lines.add(evidence.requests() + " recorded requests: " + evidence.requestsBroken()
                + " valid in OLD are invalid in NEW.");
        lines.add(evidence.responses() + " recorded responses: " + evidence.responsesBroken()
                + " valid in OLD are invalid in NEW.");
        evidence.examples()
                .forEach(example -> lines.add(VisibleText.line(example.exchange() + ", " + example.where() + ": "
                        + ReportTruncation.sentence(example.message()))));
        return lines;
    }
}
