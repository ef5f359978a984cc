package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** What a release contains besides the jar: completions, man pages and descriptions for package managers. */
class ReleaseFilesTest {
    private static final CommandLine LOUPE = CommandRunner.commandLine();
    private static final Pattern VERSION = Pattern.compile("<version>(.*?)</version>");

    @TempDir
    Path folder;

    @Test
    void everyShellCompletesEveryCommandAndEveryOption() {
        for (ShellCompletion shell : ShellCompletion.values()) {
            String script = shell.script(LOUPE);
            ShellCompletion.commands(LOUPE).forEach((name, command) -> {
                assertThat(script).as(shell + " completes " + name).contains(name);
                for (OptionSpec option : command.getCommandSpec().options()) {
                    String written = option.longestName();
                    assertThat(script)
                            .as(shell + " completes " + name + " " + written)
                            .contains(shell == ShellCompletion.FISH ? " -l " + written.substring(2) : written);
                }
            });
            assertThat(script).doesNotContain("rehearse", "shell-files");
        }
    }

    @Test
    void everyCommandHasAManPageWithItsOptionsAndExamples() {
        CommandRunner.run(
                new java.io.PrintWriter(System.out, false, java.nio.charset.StandardCharsets.UTF_8),
                new java.io.PrintWriter(System.err, false, java.nio.charset.StandardCharsets.UTF_8),
                "shell-files",
                folder.toString());
        ShellCompletion.commands(LOUPE).forEach((name, command) -> {
            String page = read(folder.resolve("share/man/man1/loupe-" + name + ".1"));
            assertThat(page).startsWith(".TH LOUPE-" + name.toUpperCase(java.util.Locale.ROOT));
            command.getCommandSpec().options().forEach(option -> assertThat(page)
                    .contains(option.longestName().replace("-", "\\-")));
        });
        assertThat(read(folder.resolve("share/man/man1/loupe.1"))).contains("loupe\\-replay(1)", ".SH EXIT STATUS");
        assertThat(read(folder.resolve("lib/version"))).isEqualTo(first(VERSION, "pom.xml") + "\n");
    }

    @Test
    void descriptionsForPackageManagersNameTheFilesOfARelease() throws IOException {
        for (Path file : packaging()) {
            String filled = read(file)
                    .replace("@VERSION@", "1.2.3")
                    .replaceAll("@SHA256:loupe-1\\.2\\.3\\.(tar\\.gz|zip|jar)@", "0".repeat(64));
            assertThat(filled)
                    .as(file.toString())
                    .doesNotContain("@SHA256", "@VERSION")
                    .contains("1.2.3");
            if (file.toString().endsWith(".json")) {
                assertThat(new ObjectMapper().readTree(filled).isObject()).isTrue();
            }
        }
    }

    @Test
    void everyModuleHasTheVersionOfTheProject() throws IOException {
        String version = first(VERSION, "pom.xml");
        try (Stream<Path> modules = Files.list(Path.of("src"))) {
            modules.map(module -> module.resolve("pom.xml"))
                    .filter(Files::exists)
                    .forEach(pom -> assertThat(first(VERSION, pom.toString()))
                            .as(pom.toString())
                            .isEqualTo(version));
        }
        String modules = read(Path.of("src/bom/pom.xml")).replaceFirst("(?s)<build>.*", "");
        assertThat(VERSION.matcher(modules).results().map(found -> found.group(1)))
                .containsOnly(version);
    }

    @Test
    void everyModuleOfTheBomIsPublished() throws IOException {
        String bom = read(Path.of("src/bom/pom.xml"));
        List<String> published =
                List.of(first(Pattern.compile("MODULES := (\\S+)"), "Makefile").split(","));
        Pattern artifact = Pattern.compile("</parent>\\s*<artifactId>(.*?)</artifactId>");
        try (Stream<Path> modules = Files.list(Path.of("src"))) {
            List<String> inBom = modules.filter(module -> Files.exists(module.resolve("pom.xml")))
                    .filter(module -> !module.endsWith("bom"))
                    .filter(module -> bom.contains("<artifactId>"
                            + first(artifact, module.resolve("pom.xml").toString()) + "</artifactId>"))
                    .map(Path::toString)
                    .toList();
            assertThat(inBom).isNotEmpty();
            assertThat(published).containsExactlyInAnyOrderElementsOf(inBom);
        }
    }

    /** What Maven Central requires of a POM; modules inherit it, the BOM has no parent. */
    @Test
    void publishedPomsAreComplete() {
        for (String pom : List.of("pom.xml", "src/bom/pom.xml")) {
            assertThat(read(Path.of(pom)))
                    .as(pom)
                    .contains(
                            "<name>", "<description>", "<url>", "<license>", "<developer>", "<scm", "maven-gpg-plugin");
        }
        for (String module :
                first(Pattern.compile("MODULES := (\\S+)"), "Makefile").split(",", -1)) {
            assertThat(read(Path.of(module, "pom.xml"))).as(module).contains("<name>", "<description>");
        }
    }

    /** The workflow, RELEASING.md and JReleaser publish what the targets of make write. */
    @Test
    void theReleaseUsesTheTargetsOfMake() {
        String make = read(Path.of("Makefile"));
        String workflow = read(Path.of(".github/workflows/release.yml"));
        for (String file : List.of(workflow, read(Path.of("RELEASING.md")))) {
            Pattern target = Pattern.compile("\\bmake ([a-z-]+)");
            assertThat(target.matcher(file).results().map(found -> found.group(1)))
                    .contains("dist", "dist-check", "dist-twice", "image", "image-check", "stage")
                    .allSatisfy(name -> assertThat(make).contains("\n" + name + ":"));
        }
        String staged = first(Pattern.compile("STAGED := (\\S+)"), "Makefile");
        String released = first(Pattern.compile("RELEASED := (\\S+)"), "Makefile");
        assertThat(read(Path.of("jreleaser.yml")))
                .contains("stagingRepositories: [" + staged + "]", "pattern: " + released + "/*");
        assertThat(workflow).contains("JRELEASER_PROJECT_VERSION");
    }

    /** A mirror is the choice of the machine that builds: no file names the host of a registry. */
    @Test
    void noFileOfABuildNamesARegistry() throws IOException {
        // written in parts, so that this file does not name one either
        Pattern registry = Pattern.compile("(?i)"
                + String.join(
                        "|",
                        "repo1?\\.maven",
                        "registry\\.np" + "mjs",
                        "pypi\\.o" + "rg",
                        "doc" + "ker\\.io",
                        "gh" + "cr\\.io",
                        "qu" + "ay\\.io"));
        List<Path> files = Stream.concat(
                        packaging().stream(),
                        Stream.of(
                                        "pom.xml",
                                        "src/bom/pom.xml",
                                        "Makefile",
                                        "RELEASING.md",
                                        "README.md",
                                        "action.yml",
                                        "jreleaser.yml")
                                .map(Path::of)
                                .filter(Files::exists))
                .toList();
        assertThat(files).allSatisfy(file -> assertThat(read(file)).doesNotContainPattern(registry));
    }

    private static List<Path> packaging() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("packaging"))) {
            return files.sorted().toList();
        }
    }

    private static String first(Pattern pattern, String file) {
        return pattern.matcher(read(Path.of(file)))
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
