package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher and {@code make} make of the Java and the Maven of a machine: the scripts, on a machine made up for each. */
class FindJavaTest {
    private static final Path ROOT = Path.of(System.getProperty("loupe.root"));
    private static final Path DIST = ROOT.resolve("src/cli/src/main/dist");

    @TempDir
    Path machine;

    private Path findJava;

    @BeforeEach
    void aMachineWithoutJava() throws IOException {
        // the scripts' own needs and nothing else: the folder that they are in on a real machine may hold a java too
        for (String program : List.of("sh", "sed", "dirname", "readlink", "head", "wc", "stty")) {
            Path real = Stream.of("/bin", "/usr/bin")
                    .map(folder -> Path.of(folder, program))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(
                    Files.createDirectories(machine.resolve("bin")).resolve(program), real);
        }
        // the usual places of this machine instead of those of the machine that the test runs on
        String script = Files.readString(DIST.resolve("find-java"))
                .replace(" /usr/lib/jvm/", " " + machine + "/usr/lib/jvm/")
                .replace(" /opt/", " " + machine + "/opt/")
                .replace("    /Library/", "    " + machine + "/Library/");
        findJava = Files.writeString(
                Files.createDirectories(machine.resolve("lib")).resolve("find-java"), script);
    }

    private record ProcessOutput(int code, String out, String err) {}

    private ProcessOutput run(Map<String, String> more, Object... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(Stream.of(command).map(Object::toString).toList());
        builder.environment().clear();
        builder.environment().put("HOME", machine.resolve("home").toString());
        builder.environment().put("PATH", machine.resolve("bin").toString());
        builder.environment().putAll(more);
        Path out = machine.resolve("out");
        Path err = machine.resolve("err");
        int code = builder.redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start()
                .waitFor();
        return new ProcessOutput(
                code, Files.readString(out).strip(), Files.readString(err).strip());
    }

    private ProcessOutput findsFor(String tool, Map<String, String> environment) throws Exception {
        return run(environment, "/bin/sh", findJava, tool);
    }

    private static Path program(Path file, String script) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + script + "\n", StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        return file;
    }

    private Path java(String home, String release) throws IOException {
        Path folder = machine.resolve(home);
        program(folder.resolve("bin/java"), "echo \"$0\" \"$@\"");
        Files.writeString(folder.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + release + "\"\n");
        return folder.toRealPath();
    }

    private Path jdk(String home, String release) throws IOException {
        Path folder = java(home, release);
        program(folder.resolve("bin/javac"), "");
        return folder;
    }

    private Map<String, String> path(Path... folders) {
        StringBuilder path = new StringBuilder();
        for (Path folder : folders) {
            path.append(folder).append(':');
        }
        return Map.of("PATH", path + machine.resolve("bin").toString());
    }

    @Test
    void theOneOnPathIsFoundInWhateverFolderItLies() throws Exception {
        Path odd = jdk("an odd folder/j", "25.0.1");
        assertThat(findsFor("javac", path(odd.resolve("bin")))).isEqualTo(new ProcessOutput(0, odd.toString(), ""));
        assertThat(findsFor("java", path(odd.resolve("bin")))).isEqualTo(new ProcessOutput(0, odd.toString(), ""));
    }

    @Test
    void linksOnPathLeadToIt() throws Exception {
        Path odd = jdk("somewhere", "21.0.4");
        Path alternatives = Files.createDirectories(machine.resolve("etc/alternatives"));
        Files.createSymbolicLink(alternatives.resolve("javac"), odd.resolve("bin/javac"));
        Files.createSymbolicLink(machine.resolve("bin/javac"), Path.of("../etc/alternatives/javac"));
        assertThat(findsFor("javac", Map.of()).out()).isEqualTo(odd.toString());
    }

    @Test
    void aScriptOnPathNamesTheFolderOfItsJava() throws Exception {
        Path real = jdk("versions/25", "25");
        Path shims = machine.resolve("manager/shims");
        program(shims.resolve("java"), "echo '    java.home = " + real + "' >&2");
        program(shims.resolve("javac"), "");
        assertThat(findsFor("javac", path(shims))).isEqualTo(new ProcessOutput(0, real.toString(), ""));
    }

    @Test
    void aJavaWithoutAReleaseFileIsStartedForItsVersion() throws Exception {
        Path bare = jdk("usr/lib/jvm/bare", "1");
        Files.delete(bare.resolve("release"));
        program(bare.resolve("bin/java"), "echo '    java.specification.version = 23' >&2");
        assertThat(findsFor("javac", Map.of()).out()).isEqualTo(bare.toString());
    }

    @Test
    void javaHomeComesBeforePathAndPathBeforeTheNewestOfTheUsualFolders() throws Exception {
        jdk("usr/lib/jvm/a-25", "25");
        Path newest = jdk("usr/lib/jvm/b-26", "26");
        jdk("usr/lib/jvm/c-9", "9.0.4");
        assertThat(findsFor("javac", Map.of()).out()).isEqualTo(newest.toString());

        Path onPath = jdk("mine", "21.0.2");
        assertThat(findsFor("javac", path(onPath.resolve("bin"))).out()).isEqualTo(onPath.toString());

        Path named = jdk("named", "22");
        Map<String, String> both = new TreeMap<>(path(onPath.resolve("bin")));
        both.put("JAVA_HOME", named.toString());
        assertThat(findsFor("javac", both).out()).isEqualTo(named.toString());
    }

    @Test
    void anOldOneOnPathOrInJavaHomeDoesNotHideANewOneElsewhere() throws Exception {
        Path old = jdk("old", "17.0.15");
        Path fit = jdk("usr/lib/jvm/fit", "21.0.4");
        Map<String, String> both = new TreeMap<>(path(old.resolve("bin")));
        both.put("JAVA_HOME", old.toString());
        assertThat(findsFor("javac", both)).isEqualTo(new ProcessOutput(0, fit.toString(), ""));
    }

    @Test
    void anUnusableJavaIsRejectedInASentenceThatNamesIt() throws Exception {
        ProcessOutput nothing = findsFor("java", Map.of());
        assertThat(nothing.code()).isEqualTo(2);
        assertThat(nothing.err())
                .startsWith("No Java 21 or newer found. Install one (")
                .endsWith("set JAVA_HOME.");

        Path old = jdk("old", "17.0.15");
        ProcessOutput tooOld = findsFor("java", path(old.resolve("bin")));
        assertThat(tooOld.code()).isEqualTo(2);
        assertThat(tooOld.out()).isEmpty();
        assertThat(tooOld.err()).contains("Java 17 in " + old + " is too old.").hasLineCount(1);

        jdk("usr/lib/jvm/eight", "1.8.0_392");
        assertThat(findsFor("java", Map.of()).err()).contains("Java 8 in ");

        Path withoutCompiler = java("usr/lib/jvm/jre", "21.0.4");
        ProcessOutput noJdk = findsFor("javac", path(old.resolve("bin")));
        assertThat(noJdk.code()).isEqualTo(2);
        assertThat(noJdk.err()).contains("Java 21 in " + withoutCompiler + " has no javac");
        assertThat(findsFor("java", Map.of()).out()).isEqualTo(withoutCompiler.toString());
    }

    /** The launcher as it is installed, with what it would start. */
    private ProcessOutput launched(Map<String, String> environment) throws Exception {
        Files.writeString(machine.resolve("lib/loupe.jar"), "");
        Path launcher = machine.resolve("bin/loupe");
        Files.copy(DIST.resolve("bin/loupe"), launcher);
        return run(environment, "/bin/sh", launcher, "--version");
    }

    @Test
    void theLauncherStartsTheJavaOnPath() throws Exception {
        Path odd = java("odd", "25");
        ProcessOutput started = launched(path(odd.resolve("bin")));
        assertThat(started.code()).isZero();
        assertThat(started.out()).startsWith(odd.resolve("bin/java") + " ").endsWith("lib/loupe.jar --version");
    }

    @Test
    void theLauncherRefusesJava17() throws Exception {
        Path old = java("old", "17.0.1");
        ProcessOutput refused = launched(path(old.resolve("bin")));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.out()).isEmpty();
        assertThat(refused.err()).contains("Java 17 in " + old + " is too old.").hasLineCount(1);
    }

    @Test
    void aJvmThatDoesNotStartExitsWithTheCodeOfAnInternalError() throws Exception {
        Path odd = java("odd", "25");
        program(
                odd.resolve("bin/java"),
                "case \"$*\" in *-Xmx1x*) echo 'Invalid maximum heap size: -Xmx1x'; exit 1 ;; esac; exit 1");
        Map<String, String> options = new TreeMap<>(path(odd.resolve("bin")));
        options.put("LOUPE_JAVA_OPTS", "-Xmx1x");
        ProcessOutput notStarted = launched(options);
        assertThat(notStarted.code()).isEqualTo(70);
        assertThat(notStarted.out()).isEmpty();
        assertThat(notStarted.err()).contains("Java does not start", "LOUPE_JAVA_OPTS", "Invalid maximum heap size");
    }

    @Test
    void aVerdictStaysAVerdictWithOptionsForJava() throws Exception {
        Path odd = java("odd", "25");
        program(odd.resolve("bin/java"), "case \"$*\" in *-version) case \"$*\" in *-jar*) exit 1 ;; esac ;; esac");
        Map<String, String> options = new TreeMap<>(path(odd.resolve("bin")));
        options.put("LOUPE_JAVA_OPTS", "-Xmx2g");
        // the launcher passes --version to Loupe, which here exits as for a violation
        assertThat(launched(options)).isEqualTo(new ProcessOutput(1, "", ""));
    }

    @Test
    void aMissingProgramExitsWithTheCodeOfAnInternalError() throws Exception {
        Path odd = java("odd", "25");
        Path launcher = machine.resolve("bin/loupe");
        Files.copy(DIST.resolve("bin/loupe"), launcher);
        ProcessOutput missing = run(path(odd.resolve("bin")), "/bin/sh", launcher, "--version");
        assertThat(missing.code()).isEqualTo(70);
        assertThat(missing.err()).contains("loupe.jar is missing").hasLineCount(1);
    }

    private ProcessOutput maven(String name, String output) throws Exception {
        Path command = program(machine.resolve(name), "echo '" + output + "'");
        return run(Map.of(), "/bin/sh", ROOT.resolve("src/make/find-maven"), command);
    }

    @Test
    void aMavenThatIsTooOldOrDoesNotStartIsReportedWithWhatToDo() throws Exception {
        ProcessOutput tooOld = maven("bin/mvn", "Apache Maven 3.6.3 (cecedd343002696d0abb50b32b541b8a6ba2883f)");
        assertThat(tooOld.code()).isEqualTo(2);
        assertThat(tooOld.err())
                .startsWith("Maven 3.6.3 is too old: 3.8 or newer")
                .contains("make MAVEN=./mvnw")
                .hasLineCount(1);

        ProcessOutput broken = maven("bin/mvn", "The JAVA_HOME environment variable is not defined correctly");
        assertThat(broken.code()).isEqualTo(2);
        assertThat(broken.err())
                .startsWith("Maven does not start: ")
                .contains("The JAVA_HOME environment variable is not defined correctly")
                .hasLineCount(1);

        ProcessOutput noNetwork = maven("mvnw", "curl: Failed to fetch the distribution");
        assertThat(noNetwork.code()).isEqualTo(2);
        assertThat(noNetwork.err())
                .contains("curl: Failed to fetch the distribution", "Maven is not on PATH. Install one")
                .hasLineCount(1);

        for (String fit : List.of("3.8.7", "3.9.9", "3.10.0", "4.0.0-rc-4")) {
            assertThat(maven("bin/mvn", "\u001b[1mApache Maven " + fit + "\u001b[m"))
                    .isEqualTo(new ProcessOutput(0, "", ""));
        }
    }
}
