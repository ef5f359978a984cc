package dev.loupe.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.history.History;
import dev.loupe.diff.history.SemverStep;
import dev.loupe.diff.judge.AcceptedChanges;
import dev.loupe.openapi.Document;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The steps of a history, and the versions that follow from them. */
final class DiffHistoryTest {
    @Test
    void theReturnOfAnApiIsComparedWithTheLastGoodRevision() {
        JsonNode wrong = DiffTest.contract().root().deepCopy();
        ObjectNode paths = (ObjectNode) wrong.path("paths");
        JsonNode item = paths.path("/chat/completions");
        ((ObjectNode) item.path("post")).put("operationId", "paint").put("deprecated", true);
        ((ObjectNode) item.path("post")).remove("requestBody");
        paths.removeAll();
        paths.set("/images", item);
        List<Document> revisions = List.of(
                DiffTest.contract(),
                Document.of("x-2025-09-17.json", wrong),
                DiffTest.temperature(2, "x-2025-09-18.json"),
                DiffTest.temperature(1, "x-2025-09-19.json"));
        History history = History.of(revisions, Diff.Options.plain(DiffTest.TODAY), true);
        assertThat(history.steps().get(0).headline()).startsWith("another API is published under this name");
        assertThat(history.steps().get(0).comparison().changes()).hasSize(1);
        assertThat(history.steps().get(1).headline()).contains("published again");
        assertThat(history.steps().get(1).comparison().verdict()).isEqualTo(DiffResult.Verdict.COMPATIBLE);
        assertThat(history.steps().get(2).comparison().verdict()).isEqualTo(DiffResult.Verdict.BREAKING);
        assertThat(history.steps())
                .extracting(History.Step::date)
                .containsExactly("2025-09-17", "2025-09-18", "2025-09-19");
        assertThat(History.of(revisions, Diff.Options.plain(DiffTest.TODAY), false)
                        .steps()
                        .get(1)
                        .comparison()
                        .verdict())
                .isEqualTo(DiffResult.Verdict.BREAKING);
    }

    @Test
    void theVersionToPublishFollowsFromTheVerdict() {
        assertThat(SemverStep.of(Diff.compare(
                        DiffTest.contract(), DiffTest.temperature(1, "new"), Diff.Options.plain(DiffTest.TODAY))))
                .isEqualTo(SemverStep.MAJOR);
        assertThat(SemverStep.of(Diff.compare(
                        DiffTest.contract(), DiffTest.temperature(3, "new"), Diff.Options.plain(DiffTest.TODAY))))
                .isEqualTo(SemverStep.MINOR);
        assertThat(SemverStep.of(
                        Diff.compare(DiffTest.contract(), DiffTest.contract(), Diff.Options.plain(DiffTest.TODAY))))
                .isEqualTo(SemverStep.NONE);
    }

    @Test
    void aChangeAcceptedInOneStepOfAHistoryIsNotStaleInTheOthers() {
        List<Document> revisions =
                List.of(DiffTest.contract(), DiffTest.temperature(1, "b"), DiffTest.temperature(1, "c"));
        String fingerprint = Diff.compare(revisions.get(0), revisions.get(1), Diff.Options.plain(DiffTest.TODAY))
                .changes()
                .getFirst()
                .fingerprint();
        AcceptedChanges accepted =
                new AcceptedChanges(List.of(new AcceptedChanges.Entry(fingerprint, "wanted", "", "a.yaml", 1)));
        History history = History.of(revisions, DiffTest.options(Map.of(), accepted, null, false), true);
        assertThat(history.steps())
                .extracting(step -> step.comparison().exitCode(FailOn.BREAKING))
                .containsExactly(0, 0);
    }
}
