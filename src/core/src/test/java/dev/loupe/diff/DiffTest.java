package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.diff.judge.Change;
import dev.loupe.diff.judge.Impact;
import dev.loupe.diff.judge.Policy;
import dev.loupe.exchange.Exchange;
import dev.loupe.openapi.ContractException;
import dev.loupe.openapi.Document;
import dev.loupe.openapi.DocumentPointer;
import dev.loupe.openapi.ReferenceResolver;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The comparison apart from its rules: accepted changes, levels, exit codes. */
final class DiffTest {
    static final String TODAY = "2026-11-20";

    static Document contract() {
        return Document.read(Path.of(System.getProperty("loupe.root"), "openapi", "gemma-3.json"));
    }

    /** The spec with another maximum of temperature. */
    static Document temperature(double maximum, String name) {
        JsonNode root = contract().root().deepCopy();
        JsonNode request = new ReferenceResolver(root)
                                .follow(
                                        root.at(
                                                "/paths/~1v1~1chat~1completions/post/requestBody/content/application~1json/schema"),
                                        DocumentPointer.ROOT)
                        instanceof ReferenceResolver.Target.Found found
                ? found.node()
                : root;
        JsonNode schema =
                new ReferenceResolver(root).follow(request.at("/properties/temperature"), DocumentPointer.ROOT)
                                instanceof ReferenceResolver.Target.Found found
                        ? found.node()
                        : root;
        ((ObjectNode) schema).put("maximum", maximum);
        return Document.of(name, root);
    }

    static Diff.Options options(
            Map<String, Impact> severities,
            AcceptedChanges accepted,
            @Nullable List<Exchange> recordings,
            boolean onlyUsed) {
        return new Diff.Options(TODAY, severities, Policy.STANDARD, accepted, recordings, onlyUsed, false);
    }

    @Test
    void oneChangeInBothPathsIsOneEntryWithBothPlaces() {
        DiffResult found = Diff.compare(contract(), temperature(1, "new"), Diff.Options.plain(TODAY));
        assertThat(found.changes())
                .filteredOn(change -> change.impact() == Impact.BREAKING)
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.message())
                            .isEqualTo(
                                    "`temperature` in the request: maximum lowered from 2 to 1; requests with 2 are now rejected");
                    assertThat(change.alsoAt())
                            .extracting(Change.SpecLocation::operation)
                            .containsExactly("POST /chat/completions");
                });
        assertThat(found.exitCode(FailOn.BREAKING)).isEqualTo(1);
        assertThat(found.exitCode(FailOn.NONE)).isZero();
    }

    @Test
    void anAcceptedChangeDoesNotFailAndAStaleOneDoes() {
        String fingerprint = Diff.compare(contract(), temperature(1, "new"), Diff.Options.plain(TODAY))
                .changes()
                .getFirst()
                .fingerprint();
        AcceptedChanges accepted = AcceptedChanges.read(Document.parse(
                "accepted:\n  - change: " + fingerprint + "\n    reason: announced\n", "loupe-changes.yaml"));
        Diff.Options options = options(Map.of(), accepted, null, false);
        assertThat(Diff.compare(contract(), temperature(1, "new"), options).exitCode(FailOn.RISKY))
                .isZero();
        // another value is another change, which is not accepted
        DiffResult other = Diff.compare(contract(), temperature(0.5, "new"), options);
        assertThat(other.verdict()).isEqualTo(DiffResult.Verdict.BREAKING);
        assertThat(other.stale()).singleElement().satisfies(entry -> assertThat(entry.line())
                .isEqualTo(2));
        assertThat(Diff.compare(contract(), contract(), options).exitCode(FailOn.BREAKING))
                .isEqualTo(1);
    }

    @Test
    void aValueThatOldRejectsIsNoWitness() {
        // "not" is compared by its text, so the value built for k is one that OLD rejects
        String spec =
                "{\"openapi\": \"3.0.0\", \"paths\": {\"/x\": {\"post\": {\"requestBody\": {\"content\": {\"application/json\": {\"schema\":"
                        + " {\"type\": \"object\", \"required\": [\"k\"], \"properties\": {\"k\": {\"type\": \"string\", \"not\": {\"type\": \"string\"}},"
                        + " \"t\": {\"type\": \"number\", \"maximum\": 2}}}}}}, \"responses\": {\"200\": {\"description\": \"x\"}}}}}}";
        DiffResult found = Diff.compare(
                Document.parse(spec, "old.json"),
                Document.parse(spec.replace("2}", "1}"), "new.json"),
                Diff.Options.plain(TODAY));
        assertThat(found.changes()).singleElement().satisfies(change -> {
            assertThat(change.impact()).isEqualTo(Impact.BREAKING);
            assertThat(change.proven()).isFalse();
            assertThat(change.unproven()).isNotEmpty();
        });
    }

    @Test
    void aRemovalAfterTheSunsetDateIsCompatible() {
        for (String date : List.of("2026-11-01", TODAY, "2027-01-01", "0", "soon")) {
            JsonNode old = contract().root().deepCopy();
            ((ObjectNode) old.at("/paths/~1v1~1chat~1completions/post/responses/200/content/text~1event-stream"))
                    .put("x-sunset", date);
            JsonNode next = contract().root().deepCopy();
            ((ObjectNode) next.at("/paths/~1v1~1chat~1completions/post/responses/200/content"))
                    .remove("text/event-stream");
            DiffResult found =
                    Diff.compare(Document.of("old", old), Document.of("new", next), Diff.Options.plain(TODAY));
            boolean passed = date.equals("2026-11-01") || date.equals(TODAY);
            assertThat(found.verdict())
                    .as(date)
                    .isEqualTo(passed ? DiffResult.Verdict.COMPATIBLE : DiffResult.Verdict.BREAKING);
        }
    }

    @Test
    void anExpiredAcceptedChangeCounts() {
        String fingerprint = Diff.compare(contract(), temperature(1, "new"), Diff.Options.plain(TODAY))
                .changes()
                .getFirst()
                .fingerprint();
        AcceptedChanges ended = new AcceptedChanges(
                List.of(new AcceptedChanges.Entry(fingerprint, "until autumn", "2026-10-01", "f", 1)));
        DiffResult found = Diff.compare(contract(), temperature(1, "new"), options(Map.of(), ended, null, false));
        assertThat(found.verdict()).isEqualTo(DiffResult.Verdict.BREAKING);
        assertThat(found.stale()).hasSize(1);
    }

    @Test
    void anAcceptedChangeNeedsAReason() {
        Document file = Document.parse("accepted:\n  - change: abc\n", "loupe-changes.yaml");
        assertThatThrownBy(() -> AcceptedChanges.read(file))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("reason");
    }

    @Test
    void aLevelCanBeConfigured() {
        Diff.Options options =
                options(Map.of("request.maximum-lowered", Impact.INFO), AcceptedChanges.NOTHING, null, false);
        assertThat(Diff.compare(contract(), temperature(1, "new"), options).verdict())
                .isEqualTo(DiffResult.Verdict.NONE);
    }

    private static Document request(String name, String schema) {
        return Document.parse(
                "{\"openapi\": \"3.0.0\", \"paths\": {\"/x\": {\"post\": {\"requestBody\": {\"content\": {\"application/json\":"
                        + " {\"schema\": " + schema + "}}}, \"responses\": {\"200\": {\"description\": \"x\"}}}}}}",
                name);
    }

    @Test
    void aSearchThatFindsNoWitnessMakesAChangeRisky() {
        // a look-ahead is outside of what pattern inclusion decides; both patterns match the same strings
        DiffResult found = Diff.compare(
                request("old.json", "{\"type\": \"string\", \"pattern\": \"^a+$\"}"),
                request("new.json", "{\"type\": \"string\", \"pattern\": \"^(?=a)a+$\"}"),
                Diff.Options.plain(TODAY));
        assertThat(found.changes()).singleElement().satisfies(change -> {
            assertThat(change.rule().id()).isEqualTo("request.pattern-changed");
            assertThat(change.rule().impact()).isEqualTo(Impact.BREAKING);
            assertThat(change.impact()).isEqualTo(Impact.RISKY);
            assertThat(change.unproven()).isNotEmpty();
        });
    }

    @Test
    void theSameDifferenceInThreePropertiesIsOneChangeAndInTwoItIsTwo() {
        for (int count : new int[] {2, 3}) {
            String properties = IntStream.range(0, count)
                    .mapToObj(i -> String.format(Locale.ROOT, "\"p%d\": {\"type\": \"string\", \"maxLength\": 9}", i))
                    .collect(Collectors.joining(", "));
            String schema = "{\"type\": \"object\", \"properties\": {" + properties + "}}";
            DiffResult found = Diff.compare(
                    request("old.json", schema),
                    request("new.json", schema.replace("9}", "8}")),
                    Diff.Options.plain(TODAY));
            assertThat(found.changes()).as("%d properties", count).hasSize(count == 3 ? 1 : 2);
        }
    }

    @Test
    void aPathThatMovedIntoTheServerIsTheSameAddress() {
        String spec =
                """
                openapi: 3.1.0
                info: {title: t, version: '1'}
                servers: [{url: '%s'}]
                paths: {%s: {get: {operationId: %s, responses: {'204': {description: d}}}}}
                """;
        Document old = Document.parse(spec.formatted("https://a.example.com/v1", "/x", "x"), "old.yaml");
        Document next = Document.parse(spec.formatted("https://a.example.com", "/v1/x", "x"), "new.yaml");
        Document other = Document.parse(spec.formatted("https://a.example.com", "/v2/x", "x"), "new.yaml");
        Diff.Options options = Diff.Options.plain(TODAY);
        assertThat(Diff.compare(old, next, options).changes()).isEmpty();
        assertThat(Diff.compare(old, other, options).verdict()).isEqualTo(DiffResult.Verdict.BREAKING);
    }

    @Test
    void theFieldsOfAnEventAreCompared() {
        String spec =
                """
                openapi: 3.2.0
                info: {title: t, version: '1'}
                paths:
                  /x:
                    get:
                      responses:
                        '200':
                          description: d
                          content:
                            text/event-stream:
                              itemSchema:
                                type: object
                                required: %s
                                properties: {data: {type: string}, id: {type: string}}
                """;
        Document both = Document.parse(spec.formatted("[data, id]"), "old.yaml");
        Document one = Document.parse(spec.formatted("[data]"), "new.yaml");
        Diff.Options options = Diff.Options.plain(TODAY);
        assertThat(Diff.compare(both, one, options).verdict()).isEqualTo(DiffResult.Verdict.BREAKING);
        assertThat(Diff.compare(one, both, options).verdict()).isEqualTo(DiffResult.Verdict.COMPATIBLE);
    }
}
