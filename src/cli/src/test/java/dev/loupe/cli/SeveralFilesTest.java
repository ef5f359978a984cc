package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    private static String errors(Object... arguments) {
        StringWriter errors = new StringWriter();
        run(new StringWriter(), errors, arguments);
        return errors.toString();
    }

    private static int run(StringWriter out, Object... arguments) {
        return run(out, new StringWriter(), arguments);
    }

    private static int run(StringWriter out, StringWriter errors, Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return CommandRunner.run(new PrintWriter(out), new PrintWriter(errors), words);
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
    void theRootOfLintMayBeNamedAndTheFindingNamesTheReferencedFile() throws IOException {
        Path spec = spec("old", "string");
        StringWriter out = new StringWriter();
        assertThat(run(out, "lint", "--root", folder, spec, "--checks", "lint.reference-*"))
                .isZero();
        Path item = folder.resolve("old/lib/item.txt");
        Files.writeString(item, "title: t\ntype: integer\nminimum: 3\nmaximum: 2\n");
        StringWriter broken = new StringWriter();
        assertThat(run(broken, "lint", "--root", folder, spec)).isEqualTo(1);
        assertThat(broken.toString()).contains(item + ":1");
    }

    @Test
    void theRootOfAContractMayBeNamed() throws IOException {
        Path spec = spec("old", "string");
        Path recordings = Files.createDirectories(folder.resolve("recordings"));
        assertThat(errors("replay", recordings, "--contract", spec)).contains("../lib/item.txt");
        assertThat(errors("replay", recordings, "--contract", spec, "--root", folder.resolve("none")))
                .contains("--root: ", "is not a directory");
        assertThat(errors("replay", recordings, "--contract", spec, "--root", folder))
                .isEmpty();
    }

    @Test
    void oneDefectOfSeveralDocumentsIsOneGroup() throws IOException {
        for (String name : List.of("a", "b", "c")) {
            Files.writeString(
                    folder.resolve(name + ".yaml"),
                    "openapi: 3.0.3\ninfo: {title: t, version: '1'}\npaths: {/" + name
                            + ": {get: {responses: {'200': {}, default: {description: d}}}}}\n");
        }
        StringWriter out = new StringWriter();
        assertThat(run(out, "lint", folder, "--checks", "lint.response-description"))
                .isEqualTo(1);
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("response 200 has no description 3x");
        assertThat(out.toString()).contains(folder.resolve("a.yaml") + ":3");
    }

    @Test
    void lintIsInconclusiveWhenAReferenceIsNotFollowed() throws IOException {
        StringWriter out = new StringWriter();
        int code = run(out, "lint", spec("old", "string"), "--checks", "lint.reference-*");
        assertThat(out.toString().replaceAll("\\s+", " ")).contains("../lib/item.txt (outside the folder api)");
        assertThat(code).isEqualTo(3);
    }

    @Test
    void onlyNamedHostsGetRequests() throws IOException {
        Path spec = Files.writeString(
                folder.resolve("remote.yaml"),
                "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {}\n"
                        + "components: {schemas: {A: {$ref: 'https://127.0.0.1:1/types.yaml#/A'}}}\n");
        StringWriter closed = new StringWriter();
        assertThat(run(closed, "lint", spec)).isEqualTo(3);
        assertThat(closed.toString().replaceAll("\\s+", " "))
                .contains("allow the host of the URL with --allow-remote HOST");
        StringWriter other = new StringWriter();
        assertThat(run(other, "diff", spec, spec, "--allow-remote", "other.example"))
                .isEqualTo(3);
        assertThat(other.toString().replaceAll("\\s+", " ")).contains("allow the host with --allow-remote 127.0.0.1:1");
        StringWriter allowed = new StringWriter();
        assertThat(run(allowed, "lint", spec, "--allow-remote", "127.0.0.1:1")).isEqualTo(3);
        assertThat(allowed.toString().replaceAll("\\s+", " ")).contains("refused");
        assertThat(errors("lint", spec, "--allow-remote", "https://specs.example.com"))
                .contains("is not the name of a host (example: specs.example.com)");
    }
}
