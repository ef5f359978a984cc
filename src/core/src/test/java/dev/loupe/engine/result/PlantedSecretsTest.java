package dev.loupe.engine.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFileName;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.exchange.imports.ImportedEntry;
import dev.loupe.exchange.imports.Importers;
import dev.loupe.exchange.redact.PlantedSecrets;
import dev.loupe.exchange.redact.PlantedSecrets.Plant;
import dev.loupe.exchange.redact.Redactor;
import dev.loupe.report.RunReports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No output has a secret: each kind at each location, through the recorder, the importers and every report of a replay. */
class PlantedSecretsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Redactor REDACTOR = Redactor.of("API_KEY");

    @TempDir
    Path dir;

    @Test
    void noRecordingHasASecret() {
        List<String> leaked = new ArrayList<>();
        for (Plant plant : PlantedSecrets.all()) {
            ReadResult.Read read = (ReadResult.Read)
                    RecordingFormat.read(RawRecord.of("f", 1, plant.record().getBytes(UTF_8)));
            addLeaks(plant, new String(RecordingFormat.line(read.exchange(), REDACTOR), UTF_8), leaked);
            Exchange redacted = REDACTOR.redact(read.exchange());
            addLeaks(plant, RecordingFileName.of(1, redacted.id(), REDACTOR), leaked);
        }
        assertThat(leaked).isEmpty();
    }

    @Test
    void noImportedRecordingHasASecret() throws IOException {
        List<String> leaked = new ArrayList<>();
        for (Plant plant : some(4)) {
            JsonNode record = JSON.readTree(plant.record());
            if (record.path("response").has("body") && plant.location() != PlantedSecrets.Location.ID) {
                addLeaks(plant, imported("a.har", har(record)), leaked);
                addLeaks(plant, imported("b.ndjson", log(record)), leaked);
            }
        }
        assertThat(leaked).isEmpty();
    }

    @Test
    void noReportOfAReplayHasASecret() throws IOException {
        List<Plant> plants = some(5);
        Run run = run(plants.stream().map(Plant::record).collect(Collectors.joining("\n")));
        assertThat(run.summary().counts().exchanges()).isEqualTo(plants.size());
        RunReports.writeAll(run, dir.resolve("out"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        for (RunReports.Format format : RunReports.Format.values()) {
            RunReports.print(run, format, false, "", printed);
        }
        StringBuilder output = new StringBuilder(printed.toString(UTF_8));
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                output.append(Files.readString(file));
            }
        }
        List<String> leaked = new ArrayList<>();
        plants.forEach(plant -> addLeaks(plant, output.toString(), leaked));
        assertThat(leaked).isEmpty();
    }

    /** Each kind at a few locations, and at each location some kinds: the outputs of all are large. */
    private static List<Plant> some(int step) {
        List<Plant> all = PlantedSecrets.all();
        return IntStream.range(0, all.size())
                .filter(i -> i % step == 0)
                .mapToObj(all::get)
                .toList();
    }

    private static void addLeaks(Plant plant, String output, List<String> leaked) {
        plant.needles().stream()
                .filter(output::contains)
                .map(needle -> plant + ": " + needle)
                .forEach(leaked::add);
    }

    private String imported(String name, JsonNode content) throws IOException {
        Path file = dir.resolve(name);
        Files.writeString(file, content.toString());
        List<ImportedEntry> entries = Importers.importFile(file);
        assertThat(entries).singleElement().isInstanceOf(ImportedEntry.Imported.class);
        return new String(
                RecordingFormat.line(((ImportedEntry.Imported) entries.getFirst()).exchange(), REDACTOR), UTF_8);
    }

    private static JsonNode har(JsonNode record) {
        ObjectNode entry = JSON.createObjectNode().put("startedDateTime", "2026-02-02T02:02:02.000Z");
        ObjectNode request = entry.putObject("request")
                .put("method", "POST")
                .put("url", record.at("/request/url").asText());
        headers(request, record.at("/request/headers"));
        request.putObject("postData")
                .put("mimeType", "application/json")
                .put("text", record.at("/request/body").toString());
        ObjectNode response = entry.putObject("response")
                .put("status", record.at("/response/status").asInt());
        headers(response, record.at("/response/headers"));
        response.putObject("content")
                .put("mimeType", "application/json")
                .put("text", record.at("/response/body").toString());
        ObjectNode har = JSON.createObjectNode();
        har.putObject("log").put("version", "1.2").putArray("entries").add(entry);
        return har;
    }

    private static void headers(ObjectNode message, JsonNode headers) {
        var fields = message.putArray("headers");
        headers.properties().forEach(field -> fields.addObject()
                .put("name", field.getKey())
                .put("value", field.getValue().asText()));
    }

    /** A log that has the headers in properties which are not imported. */
    private static JsonNode log(JsonNode record) {
        ObjectNode line = JSON.createObjectNode();
        line.set("request_body", record.at("/request/body"));
        line.set("response_body", record.at("/response/body"));
        line.put("api_base", record.at("/request/url").asText());
        line.set("properties", record.at("/request/headers"));
        line.set("response_headers", record.at("/response/headers"));
        return line;
    }

    private Run run(String lines) {
        RunPlan plan = RunPlan.of(Checks.all(), Samples.contexts(), Baseline.none(), Samples.SETTING);
        try (Recordings recordings = Recordings.open(List.of("-"), new ByteArrayInputStream(lines.getBytes(UTF_8)))) {
            RunInput<RawRecord> records =
                    new RunInput<>(recordings.iterator(), RecordingFormat::read, raw -> raw.bytes().length);
            return RunEngine.run(plan, records, dir.resolve("journal.ndjson"));
        }
    }
}
