package dev.loupe.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loupe.Golden;
import dev.loupe.check.CheckFixturesTest.Fixture;
import dev.loupe.check.rules.Checks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** {@code docs/CHECKS.md} is generated from the catalogue and the fixtures. */
class ChecksPageTest {
    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, String> AREAS = Map.ofEntries(
            Map.entry("error", "Errors have a status, a shape and an id as documented"),
            Map.entry("identity", "id, object, created and model of a response"),
            Map.entry("logprobs", "Log probabilities match the text and the request"),
            Map.entry("message", "A caller can use the message"),
            Map.entry("protocol", "A response has the shape of the protocol, whether there is a contract or not"),
            Map.entry("range", "How the endpoint treats values at, inside and outside a declared range; probes only"),
            Map.entry("schema", "Requests and responses conform to the published and to the corrected contract"),
            Map.entry("stream", "A stream parses, is complete, and equals the non-streaming response"),
            Map.entry("transport", "A request gets a response, and the server survives it"),
            Map.entry("tool", "Tools are called as offered, and calls can be executed"),
            Map.entry("usage", "Token counts and costs match the output"));

    @Test
    void thePageIsGeneratedFromTheCatalogue() throws Exception {
        Golden.compare(Path.of(System.getProperty("loupe.root"), "docs/CHECKS.md"), page());
    }

    private static String page() throws Exception {
        StringBuilder page = new StringBuilder(
                """
                # Checks

                <!-- Generated from the catalogue in dev.loupe.check and its fixtures: make golden. Change those, not this. -->

                A check is a rule over exchanges. Its result is passed, violated or not applicable; a check that does not
                apply is not passed. A violated MUST makes a run non-conformant; SHOULD and INFO are shown and counted. The
                level comes from the source or from calibration ([calibration.md](calibration.md)). `loupe explain ID` prints
                an entry. Each entry lists its test fixtures with the violations that it finds in them.

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
            page.append("| check | level | rule |\n|---|---|---|\n");
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
                entry.append("- passes: ").append(note(fixture)).append("\n");
            }
        }
        for (Fixture fixture : Fixtures.of(check)) {
            if (!fixture.holds()) {
                entry.append("- violates: ").append(note(fixture)).append("\n");
                for (String line : Judging.violations(check, fixture.run(), fixture.context())
                        .keySet()) {
                    entry.append("  - `").append(line.replace("`", "'")).append("`\n");
                }
            }
        }
        return entry.append("\n").toString();
    }

    /** The note of the fixture; the name of the file when it is a run. */
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
