package dev.loupe.diff.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.loupe.diff.Diff;
import dev.loupe.diff.DiffResult;
import dev.loupe.diff.compare.DifferenceKind.Edit;
import dev.loupe.diff.compare.DifferenceKind.Subject;
import dev.loupe.openapi.Document;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Histories in which another API is published under the name for one revision or several. */
final class HistoryTest {
    /** A spec with one operation of its own; a capital letter is a revision with one more property. */
    private static Document revision(char api, int number) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put("openapi", "3.0.3");
        root.putObject("info").put("title", "t").put("version", "1");
        char name = Character.toLowerCase(api);
        ObjectNode operation = root.putObject("paths").putObject("/" + name).putObject("post");
        operation.put("operationId", "do-" + name);
        ObjectNode properties = operation
                .putObject("requestBody")
                .putObject("content")
                .putObject("application/json")
                .putObject("schema")
                .put("type", "object")
                .putObject("properties");
        properties.putObject(String.valueOf(name)).put("type", "string");
        if (Character.isUpperCase(api)) {
            properties.putObject("more").put("type", "string");
        }
        operation.putObject("responses").putObject("200").put("description", "ok");
        return Document.of(number + ".json", root);
    }

    /** The outcome of each step: {@code ?} another API, {@code <} it came back, {@code +} compatible, {@code =} no change. */
    private static String outcome(String apis) {
        List<Document> revisions = IntStream.range(0, apis.length())
                .mapToObj(i -> revision(apis.charAt(i), i))
                .toList();
        StringBuilder outcome = new StringBuilder();
        for (History.Step step :
                History.of(revisions, Diff.Options.plain("2026-11-20"), true).steps()) {
            DiffResult comparison = step.comparison();
            boolean another = comparison.changes().stream()
                    .anyMatch(each -> each.rule().kind().is(Subject.API, Edit.ANOTHER_API));
            boolean back = comparison.changes().stream()
                    .anyMatch(each -> each.rule().kind().is(Subject.API, Edit.CAME_BACK));
            assertThat(back).isEqualTo(step.cameBack());
            assertThat(another).isEqualTo(comparison.verdict() == DiffResult.Verdict.BREAKING);
            outcome.append(another ? '?' : back ? '<' : comparison.verdict() == DiffResult.Verdict.NONE ? '=' : '+');
        }
        return outcome.toString();
    }

    @Test
    void anIncidentOfOneRevisionEndsWithTheReturn() {
        assertThat(outcome("aaxa")).isEqualTo("=?<");
        assertThat(outcome("aaxA")).isEqualTo("=?<");
    }

    @Test
    void anIncidentMayStandForSeveralRevisions() {
        assertThat(outcome("axxa")).isEqualTo("?=<");
        assertThat(outcome("axXxxA")).isEqualTo("?++=<");
    }

    @Test
    void twoIncidentsInARowEndWithOneReturn() {
        assertThat(outcome("axya")).isEqualTo("??<");
        assertThat(outcome("axyyxa")).isEqualTo("??=<<");
    }

    @Test
    void theSameIncidentTwiceIsAnIncidentTwice() {
        assertThat(outcome("aaxaxa")).isEqualTo("=?<?<");
    }

    @Test
    void anIncidentAtTheEndIsReportedAndTheFirstRevisionIsTheGoodOne() {
        assertThat(outcome("aax")).isEqualTo("=?");
        assertThat(outcome("xaaya")).isEqualTo("?=?<");
    }

    @Test
    void aReturnIsComparedWithTheLastRevisionBeforeIt() {
        List<Document> revisions =
                List.of(revision('a', 0), revision('A', 1), revision('x', 2), revision('x', 3), revision('A', 4));
        History history = History.of(revisions, Diff.Options.plain("2026-11-20"), true);
        assertThat(history.steps().getLast().comparison().old().name()).isEqualTo("1.json");
        assertThat(history.steps().getLast().comparison().changes()).hasSize(1);
    }

    @Test
    void comparedRevisionsAreNotKept() {
        List<WeakReference<Document>> read = new ArrayList<>();
        Iterator<Document> revisions = IntStream.range(0, 12)
                .mapToObj(i -> {
                    Document revision = revision(i % 2 == 0 ? 'a' : 'A', i);
                    read.add(new WeakReference<>(revision));
                    return revision;
                })
                .iterator();
        History history = History.of(revisions, Diff.Options.plain("2026-11-20"), true);
        // a thread that compared may hold its last document for a moment
        for (int i = 0; i < 100 && kept(read) >= 3; i++) {
            System.gc();
        }
        assertThat(kept(read)).isLessThan(3);
        assertThat(history.steps()).hasSize(11);
    }

    private static long kept(List<WeakReference<Document>> documents) {
        return documents.stream().filter(each -> each.get() != null).count();
    }
}
