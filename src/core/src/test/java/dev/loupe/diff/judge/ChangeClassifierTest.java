package dev.loupe.diff.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.openapi.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeClassifierTest {
    private static final String TODAY = "2026-11-20";
    private static final String HEAD = "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths:\n";
    private static final String OPERATION =
            """
              %s:
                post:
                  requestBody: {content: {application/json: {schema: {type: object, properties: {n: %s}}}}}
                  responses: {'200': {description: ok}}
            """;

    private static String operation(String path, String property) {
        return OPERATION.formatted(path, property);
    }

    private static List<Change> changes(String old, String next) {
        return compare(old, next, AcceptedChanges.NOTHING).changes();
    }

    private static DiffResult compare(String old, String next, AcceptedChanges accepted) {
        return Diff.compare(
                Document.parse(HEAD + old, "old.yaml"),
                Document.parse(HEAD + next, "new.yaml"),
                new Diff.Options(TODAY, Map.of(), Policy.STANDARD, accepted, null, false, false));
    }

    private static Change lowered(String path) {
        return changes(operation(path, "{type: integer, maximum: 5}"), operation(path, "{type: integer, maximum: 4}"))
                .getFirst();
    }

    @Test
    void theSameChangeAtAnotherLocationHasAnotherFingerprint() {
        assertThat(lowered("/a").fingerprint())
                .isEqualTo(lowered("/a").fingerprint())
                .isNotEqualTo(lowered("/b").fingerprint());
    }

    @Test
    void aChangeNamesEveryOtherLocation() {
        String both = "{type: integer, maximum: 5}";
        String less = "{type: integer, maximum: 4}";
        List<Change> changes =
                changes(operation("/a", both) + operation("/b", both), operation("/a", less) + operation("/b", less));

        assertThat(changes)
                .singleElement()
                .satisfies(change -> assertThat(change.alsoAt()).singleElement().isNotEqualTo(change.at()));
    }

    @Test
    void aChangeOfASharedSchemaNamesEveryOperation() {
        String both = operation("/a", "{$ref: '#/components/schemas/N'}")
                + operation("/b", "{$ref: '#/components/schemas/N'}")
                + "components: {schemas: {N: {type: integer, maximum: %s}}}\n";

        assertThat(changes(both.formatted(5), both.formatted(4)))
                .singleElement()
                .satisfies(change -> assertThat(change.alsoAt()).singleElement().satisfies(other -> assertThat(
                                List.of(change.at().operation(), other.operation()))
                        .containsExactlyInAnyOrder("POST /a", "POST /b")));
    }

    @Test
    void aRemovalAfterItsSunsetDateAffectsNoParty() {
        String closed = "{type: object, additionalProperties: false, properties: {k: {type: integer}%s}}";
        String without = operation("/a", closed.formatted(""));
        Change breaking = changes(operation("/a", closed.formatted(", m: {type: integer, deprecated: true}")), without)
                .getFirst();
        Change announced = changes(
                        operation(
                                "/a",
                                closed.formatted(", m: {type: integer, deprecated: true, x-sunset: '2026-01-01'}")),
                        without)
                .getFirst();

        assertThat(breaking.rule()).isEqualTo(announced.rule());
        assertThat(breaking.impact()).isEqualTo(Impact.BREAKING);
        assertThat(breaking.breaks()).isNotEmpty();
        assertThat(announced.impact()).isEqualTo(Impact.COMPATIBLE);
        assertThat(announced.breaks()).isEmpty();
    }

    @Test
    void theMostSevereChangeIsFirst() {
        List<Change> changes = changes(
                operation("/a", "{type: integer, maximum: 5}") + operation("/b", "{type: integer, maximum: 5}"),
                operation("/a", "{type: integer, maximum: 6}") + operation("/b", "{type: integer, maximum: 4}"));

        assertThat(changes).extracting(Change::impact).containsExactly(Impact.BREAKING, Impact.COMPATIBLE);
    }

    @ParameterizedTest
    @CsvSource({"'', true", "2026-11-21, true", "2026-11-20, true", "2026-11-19, false"})
    void anAcceptedChangeIsAcceptedUntilTheEndOfItsLastDay(String until, boolean accepted) {
        AcceptedChanges list = new AcceptedChanges(
                List.of(new AcceptedChanges.Entry(lowered("/a").fingerprint(), "planned", until, "accepted.yaml", 1)));
        DiffResult result = compare(
                operation("/a", "{type: integer, maximum: 5}"), operation("/a", "{type: integer, maximum: 4}"), list);

        assertThat(result.changes().getFirst().isAccepted()).isEqualTo(accepted);
        assertThat(result.stale()).hasSize(accepted ? 0 : 1);
    }
}
