package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The exit code for specs in several files: a reference is followed, or the result is inconclusive. */
final class SeveralFilesTest {
    @TempDir
    private Path folder;

    /** A spec in the folder {@code api} that refers to a file in the folder {@code lib}. */
    private Path spec(String side, String type) throws IOException {
        Path root = folder.resolve(side);
        Files.createDirectories(root.resolve("api"));
        Files.createDirectories(root.resolve("lib"));
        Files.writeString(root.resolve("lib/item.txt"), "type: " + type);
        return Files.writeString(
                root.resolve("api/spec.yaml"),
                "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/x: {get: {responses: {'200': {description: d,"
                        + " content: {application/json: {schema: {$ref: ../lib/item.txt}}}}}}}}\n");
    }

    private static int run(StringWriter out, Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return CommandRunner.run(
                CommandLine.defaultFactory(), new PrintWriter(out), new PrintWriter(new StringWriter()), words);
    }

    @Test
    void aReferenceOutsideTheFolderOfTheSpecIsInconclusive() throws IOException {
        StringWriter out = new StringWriter();
        int code = run(out, "diff", spec("old", "string"), spec("new", "string"));
        assertThat(out.toString()).contains("../lib/item.txt");
        assertThat(code).isEqualTo(3);
    }

    @Test
    void theRootMayBeNamed() throws IOException {
        Path old = spec("old", "string");
        Path next = spec("new", "integer");
        assertThat(run(new StringWriter(), "diff", "--root", folder, old, next)).isEqualTo(1);
        assertThat(run(new StringWriter(), "diff", "--root", folder, old, old)).isZero();
    }

    @Test
    void theRootOfAFolderIsTheFolder() throws IOException {
        spec("old", "string");
        spec("new", "integer");
        spec("same", "string");
        Path old = folder.resolve("old");
        assertThat(run(new StringWriter(), "diff", old, folder.resolve("new"))).isEqualTo(1);
        assertThat(run(new StringWriter(), "diff", old, folder.resolve("same"))).isZero();
        assertThat(run(new StringWriter(), "diff", old.resolve("api"), folder.resolve("same/api")))
                .isEqualTo(3);
    }

    @Test
    void lintIsInconclusiveWhenAReferenceIsNotFollowed() throws IOException {
        StringWriter out = new StringWriter();
        int code = run(out, "lint", spec("old", "string"), "--checks", "lint.reference-*");
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("../lib/item.txt (outside the folder api)");
        assertThat(code).isEqualTo(3);
    }
}
