package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every command on one OpenAPI 3.2 document with the new parts: item schemas, a query string, a further method, tags with parents. */
class OpenApi32CommandsTest extends BadInput {
    private static final Path CHAT = Path.of("src/cli/src/test/resources/openapi-3.2/chat.yaml");

    private String chat = "";

    @BeforeEach
    void copyTheDocument() throws IOException {
        chat = write("chat.yaml", Files.readString(CHAT)).toString();
    }

    @Test
    void lintFindsNothing() {
        assertThat(run("lint", chat)).isZero();
    }

    @Test
    void diffComparesTheNewParts() throws IOException {
        String changed = Files.readString(CHAT)
                .replace("maximum: 9", "maximum: 5")
                .replace("PURGE:", "SWEEP:")
                .replace(
                        "required: [id, object, created, model, choices]\n",
                        "required: [object, created, model, choices]\n");
        assertThat(run("diff", chat, write("changed.yaml", changed).toString())).isOne();
        assertThat(output)
                .contains(
                        "`priority` in the querystring parameter options: maximum lowered from 9 to",
                        "`id` in the response, one event of the stream: property changed from",
                        "operation moved from PURGE");
    }

    @Test
    void replayJudgesTheQueryOfTheUrl() throws IOException {
        String recording = GOOD.replace("/chat/completions\"", "/chat/completions?priority=10&region=eu\"");
        assertThat(run("replay", write("query.json", recording).toString(), "--contract", chat))
                .isOne();
        assertThat(output).contains("query string: /priority is 10; expected at most 9");
    }

    @Test
    void theReferenceProviderConformsToADocumentOfOnesOwn() {
        assertThat(run("run", "--contract", chat, "--level", "smoke", "--dry-run"))
                .isZero();
        assertThat(run("run", "--contract", chat, "--level", "smoke")).isZero();
    }

    @Test
    void aDocumentThatCannotBeServedIsExplained() throws IOException {
        String pets = write("pets.yaml", "openapi: 3.2.0\ninfo: {title: t, version: '1'}\npaths: {}\n")
                .toString();
        assertThat(run("serve", "--port", "0", "--contract", pets)).isEqualTo(2);
        assertThat(output).contains("the reference provider cannot serve this contract: it has no POST operation");
    }

    @Test
    void generateWritesAClient() {
        assertThat(run(
                        "generate",
                        chat,
                        "--package",
                        "a.b",
                        "--out",
                        dir.resolve("client").toString()))
                .isZero();
        assertThat(output).contains("POST /v1/chat/completions");
    }
}
