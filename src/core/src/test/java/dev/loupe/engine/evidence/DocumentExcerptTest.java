package dev.loupe.engine.evidence;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.engine.result.FindingEvidence.Excerpt;
import dev.loupe.engine.result.FindingEvidence.Line;
import dev.loupe.openapi.Document;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentExcerptTest {
    private static Excerpt excerpt(String text, String source, String place) {
        List<Excerpt> excerpts = DocumentExcerpt.of(Document.parse(text, source), JsonPointer.compile(place));
        assertThat(excerpts).hasSize(1);
        return excerpts.getFirst();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void theLinesAroundThePlaceAreShownAndItsLineIsMarked(String end) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= 20; i++) {
            text.append("k").append(i).append(": ").append(i).append(end);
        }
        assertThat(excerpt(text.toString(), "x.yaml", "/k10"))
                .isEqualTo(new Excerpt(
                        "Document, line 10",
                        List.of(
                                new Line(" 7  k7: 7", false),
                                new Line(" 8  k8: 8", false),
                                new Line(" 9  k9: 9", false),
                                new Line("10  k10: 10", true),
                                new Line("11  k11: 11", false),
                                new Line("12  k12: 12", false),
                                new Line("13  k13: 13", false),
                                new Line("14  k14: 14", false))));
    }

    @Test
    void theWholeDocumentIsAPlaceToo() {
        assertThat(excerpt("{\n\"a\": 1}", "x.json", "").lines())
                .containsExactly(new Line("1  {", true), new Line("2  \"a\": 1}", false));
    }

    @Test
    void aDocumentOnOneLineIsLaidOutAroundThePlace() {
        String members = "\"m\": [" + "1, ".repeat(400) + "1]";
        Excerpt excerpt = excerpt("{\"a\": {" + members + ", \"b\": {\"c\": true}}}", "x.json", "/a/b/c");
        assertThat(excerpt.title()).isEqualTo("Document, formatted");
        assertThat(excerpt.lines())
                .hasSizeLessThan(10)
                .filteredOn(Line::marked)
                .extracting(Line::text)
                .containsExactly("  \"c\": true");
    }

    @Test
    void theChildrenBetweenTheFirstOnesAndTheLocationAreCounted() {
        String properties =
                IntStream.range(0, 40).mapToObj(i -> "\"p" + i + "\":0").collect(joining(","));
        String document = "{\"list\": [" + "1, ".repeat(400) + "1], \"o\": {" + properties + "}}";
        assertThat(excerpt(document, "x.json", "/list/300").lines())
                .extracting(Line::text)
                .containsSubsequence("  1,", "  … 396 more items");
        assertThat(excerpt(document, "x.json", "/list/500").lines())
                .extracting(Line::text)
                .contains("  … 397 more items", "  ← \"500\" is missing");
        assertThat(excerpt(document, "x.json", "/o/p30").lines())
                .extracting(Line::text)
                .containsSubsequence("  \"p23\": 0,", "  \"p30\": 0,", "  … 15 more properties");
    }
}
