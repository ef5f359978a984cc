package dev.loupe.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loupe.check.CheckFixturesTest.Fixture;
import dev.loupe.check.rules.Checks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/CHECKS.md} is what the catalogue and the fixtures say. */
class ChecksPageTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, String> AREAS = Map.of(
            "error", "Errors say what is wrong, in the shape that the provider documents",
            "identity", "Who answered, when, and under which name",
            "logprobs", "Log probabilities fit the text and the request",
            "message", "The message is one that a caller can use",
            "range", "What the endpoint did with a value at, inside and outside a declared range; over probes only",
            "schema", "Requests and answers obey the contract, as published and as corrected",
            "stream", "A stream can be read, is whole, and says the same as the JSON answer",
            "usage", "What was counted is what was generated");

    @Test
    void thePageSaysWhatTheCatalogueSays() throws Exception {
        Golden.compare(Path.of(System.getProperty("loupe.root"), "docs/CHECKS.md"), page());
    }

    private static String page() throws Exception {
        StringBuilder page = new StringBuilder(
                """
                # Checks

                <!-- Generated from the catalogue in dev.loupe.check and its fixtures: make golden. Change those, not this. -->

                Each check states a truth. It answers held, broken, or nothing to check: held means that it looked and it was
                right. A broken MUST makes a run non-conformant; SHOULD and INFO are shown and counted. The level comes from
                the source, or from calibration ([calibration.md](calibration.md)). `loupe explain ID` prints an entry.

                """);
        Map<String, List<Check>> areas = Checks.all().stream()
                .collect(Collectors.groupingBy(
                        check -> check.info().id().replaceFirst("\\..*", ""),
                        java.util.TreeMap::new,
                        Collectors.toList()));
        areas.forEach((area, checks) -> {
            page.append("## ")
                    .append(area)
                    .append("\n\n")
                    .append(AREAS.get(area))
                    .append("\n\n");
            page.append("| check | level | truth |\n|---|---|---|\n");
            for (Check check : checks) {
                CheckInfo info = check.info();
                page.append("| [%s](#%s) | %s | %s |\n"
                        .formatted(info.id(), info.id().replace(".", ""), info.level(), info.truth()));
            }
            page.append("\n");
        });
        for (Check check : Checks.all()) {
            page.append(entry(check));
        }
        return page.toString();
    }

    private static String entry(Check check) throws Exception {
        CheckInfo info = check.info();
        StringBuilder entry = new StringBuilder("### " + info.id() + "\n\n");
        entry.append("**%s**: %s.\n\n".formatted(info.level(), info.truth()));
        entry.append("- Source: ").append(info.source()).append("\n");
        entry.append("- Why: ").append(info.why()).append("\n");
        entry.append("- Fix: ").append(info.fix()).append("\n\n");
        for (Fixture fixture : Fixtures.of(check)) {
            if (fixture.holds()) {
                entry.append("- holds: ").append(note(fixture)).append("\n");
            }
        }
        for (Fixture fixture : Fixtures.of(check)) {
            if (!fixture.holds()) {
                entry.append("- breaks: ").append(note(fixture)).append("\n");
                for (String line : Files.readAllLines(fixture.expected())) {
                    entry.append("  - `").append(line.replace("`", "'")).append("`\n");
                }
            }
        }
        return entry.append("\n").toString();
    }

    /** What the fixture shows, in its own words; those of a run stand in its file's name. */
    private static String note(Fixture fixture) throws Exception {
        JsonNode first = JSON.readTree(
                Files.readAllLines(fixture.file()).size() > 1
                                && fixture.file().toString().endsWith(".ndjson")
                        ? "{}"
                        : Files.readString(fixture.file()));
        String note = first.path("source").path("note").textValue();
        return note == null ? fixture.name().replaceFirst("^[a-z]+-", "").replace('-', ' ') : note;
    }
}
