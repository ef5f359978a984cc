import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code make dist}, after Maven: the files of a release, in target/release. Two builds of the same sources with the same JDK
 * write the same bytes; {@code make dist-check} compares them.
 */
final class Release {
    /** What the jar needs of Java, by jdeps; without java.desktop, which only optional classes refer to. */
    private static final String MODULES =
            "java.compiler,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.charsets,"
                    + "jdk.crypto.ec,jdk.unsupported,jdk.zipfs";

    private final Path java = Path.of(System.getProperty("java.home"));
    private final Path out;
    private final String version;
    private final long seconds;
    private final Path folder;

    private Release(Path out) throws IOException {
        this.out = out;
        String pom = Files.readString(Path.of("pom.xml"));
        version = first(pom, "<version>(.*?)</version>");
        seconds = Instant.parse(first(pom, "<project.build.outputTimestamp>(.*?)</")).getEpochSecond();
        folder = out.resolve("work").resolve("loupe-" + version);
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        new Release(Path.of(args[0])).write();
    }

    private void write() throws IOException, InterruptedException {
        delete(out);
        Files.createDirectories(folder);
        Path jar = out.resolve("loupe-" + version + ".jar");
        Files.copy(Path.of("src/cli/target/loupe-" + version + "-all.jar"), jar);
        run("sh", "src/cli/src/main/dist/assemble", folder.toString(), jar.toString());
        for (String file : List.of("LICENSE", "README.md", "CHANGELOG.md")) {
            Files.copy(Path.of(file), folder.resolve(file));
        }
        Path sbom = out.resolve("loupe-" + version + ".cdx.json");
        Files.copy(Path.of("src/cli/target/bom.json"), sbom);
        Files.copy(sbom, folder.resolve("sbom.cdx.json"));
        ThirdParty.write(sbom, Path.of("src/cli/target/classpath"), folder);
        Archive.tarGz(folder, seconds, out.resolve("loupe-" + version + ".tar.gz"));
        Archive.zip(folder, seconds, out.resolve("loupe-" + version + ".zip"));
        runtime();
        Archive.tarGz(folder, seconds, out.resolve("loupe-" + version + "-" + platform() + ".tar.gz"));
        delete(out.resolve("work"));
        fillTemplates();
        checksums();
    }

    private void runtime() throws IOException, InterruptedException {
        Path runtime = folder.resolve("runtime");
        run(
                java.resolve("bin/jlink").toString(),
                "--add-modules",
                MODULES,
                "--strip-debug",
                "--no-man-pages",
                "--no-header-files",
                "--output",
                runtime.toString());
        // what legal notices have in common is linked by jlink; an archive for every system has no links
        try (Stream<Path> all = Files.walk(runtime)) {
            for (Path link : all.filter(Files::isSymbolicLink).toList()) {
                Path target = link.toRealPath();
                Files.delete(link);
                Files.copy(target, link);
            }
        }
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        return (os.startsWith("mac") ? "macos" : os.startsWith("win") ? "windows" : "linux")
                + "-"
                + (arch.equals("amd64") || arch.equals("x86_64") ? "x64" : arch);
    }

    /** The descriptions for package managers; their checksums are those of the files just written. */
    private void fillTemplates() throws IOException {
        try (Stream<Path> templates = Files.list(Path.of("packaging"))) {
            for (Path template : templates.sorted().toList()) {
                String text = Files.readString(template).replace("@VERSION@", version);
                Matcher sum = Pattern.compile("@SHA256:([^@]+)@").matcher(text);
                StringBuilder filled = new StringBuilder();
                while (sum.find()) {
                    sum.appendReplacement(filled, sha256(out.resolve(sum.group(1))));
                }
                Files.writeString(out.resolve(template.getFileName()), sum.appendTail(filled));
            }
        }
    }

    private void checksums() throws IOException {
        Map<String, String> sums = new TreeMap<>();
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                sums.put(file.getFileName().toString(), sha256(file));
            }
        }
        StringBuilder lines = new StringBuilder();
        sums.forEach((name, sum) -> lines.append(sum).append("  ").append(name).append('\n'));
        Files.writeString(out.resolve("SHA256SUMS"), lines);
        System.out.print(lines);
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    private static String first(String text, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        if (!found.find()) {
            throw new IllegalStateException("pom.xml has no " + pattern);
        }
        return found.group(1);
    }

    private void run(String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("JAVA_HOME", java.toString());
        if (builder.start().waitFor() != 0) {
            throw new IllegalStateException("failed: " + String.join(" ", command));
        }
    }

    private static void delete(Path path) throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(each);
                }
            }
        }
    }
}
