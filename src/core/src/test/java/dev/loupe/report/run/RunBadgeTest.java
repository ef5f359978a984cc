package dev.loupe.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.exchange.Exchange;
import dev.loupe.report.Hostile;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class RunBadgeTest {
    @TempDir
    Path dir;

    private Run run(Exchange... exchanges) {
        return Samples.run(Samples.plan(Baseline.none()), dir.resolve("journal.ndjson"), List.of(exchanges));
    }

    @Test
    void theBadgeHasTheVerdictAndTheScore() throws Exception {
        JsonNode right = new ObjectMapper().readTree(RunBadge.json(run(Samples.answered("x/1", "Text", 4))));
        assertThat(right.path("message").asText()).matches("conformant, (\\d+) of \\1");
        JsonNode wrong = new ObjectMapper().readTree(RunBadge.json(run(Samples.answered("x/1", "Text", 0))));
        assertThat(wrong.path("message").asText()).startsWith("non-conformant, ");
        assertThat(wrong.path("color")).isNotEqualTo(right.path("color"));
        assertThat(wrong.path("schemaVersion").asInt()).isEqualTo(1);
    }

    @Test
    void thePictureIsXmlWithoutTextOfTheRun() throws Exception {
        Run hostile = Samples.run(Samples.plan(Hostile.checks()), dir.resolve("hostile.ndjson"), Hostile.exchanges());
        String svg = RunBadge.svg(hostile);
        Document parsed = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(parsed.getElementsByTagName("text").item(1).getTextContent()).startsWith("non-conformant, ");
        assertThat(svg).doesNotContain("script", "href");
    }
}
