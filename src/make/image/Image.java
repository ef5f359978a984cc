import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * {@code make image}: the container image as a tar that {@code docker load} and {@code podman load} read, built by Jib without a
 * daemon from the release archive that contains a Java runtime. Without a base image the image contains the C library and the
 * few tools of the build machine that the launcher runs.
 */
final class Image {
    private static final String USER = "10001";
    private static final String HOME = "/opt/loupe";
    /** What bin/loupe runs when it has a Java runtime; a CI system runs its scripts with sh. */
    private static final List<String> TOOLS = List.of("sh", "readlink", "dirname", "cat", "cksum", "wc", "stty");

    /** The locale of the launcher, and the licences of what is copied; Debian and Ubuntu have them there. */
    private static final List<String> OPTIONAL = List.of(
            "/usr/lib/locale/C.utf8", "/usr/share/doc/libc6", "/usr/share/doc/dash", "/usr/share/doc/coreutils");

    private static final Pattern ARCHIVE = Pattern.compile("loupe-(.+)-linux-([^-]+)\\.tar\\.gz");
    private static final Pattern LIBRARY = Pattern.compile("(?:=>\\s*|^\\s*)(/\\S+) \\(0x", Pattern.MULTILINE);

    private final Path work;

    private Image(Path work) {
        this.work = work;
    }

    /** RELEASE WORK [BASE]: the folder of make dist, an empty folder, and a base image as Jib names it (tar://file or a name). */
    public static void main(String[] args) throws Exception {
        new Image(Path.of(args[1])).write(Path.of(args[0]), args.length > 2 ? args[2] : "");
        // Jib's threads are no daemons
        System.exit(0);
    }

    private void write(Path release, String base) throws Exception {
        Matcher archive = archive(release);
        Path loupe = Files.createDirectories(work.resolve("loupe"));
        output("tar", "-xzf", release.resolve(archive.group()).toString(), "-C", loupe.toString(), "--strip-components=1");
        JibContainerBuilder image = base.isEmpty() ? Jib.fromScratch() : Jib.from(base);
        image.setPlatforms(Set.of(new Platform(archive.group(2).equals("x64") ? "amd64" : "arm64", "linux")));
        if (base.isEmpty()) {
            image.addFileEntriesLayer(libraries(loupe.resolve("runtime")));
        }
        Path runtime = Files.move(loupe.resolve("runtime"), work.resolve("runtime"));
        image.addFileEntriesLayer(folder("runtime", runtime, HOME + "/runtime"))
                .addFileEntriesLayer(folder("loupe", loupe, HOME))
                .addFileEntriesLayer(folders())
                .setUser(USER)
                .setWorkingDirectory(AbsoluteUnixPath.get("/repo"))
                .addEnvironmentVariable("PATH", HOME + "/bin:/usr/local/bin:/usr/bin:/bin")
                .addLabel("org.opencontainers.image.title", "loupe")
                .addLabel("org.opencontainers.image.version", archive.group(1))
                .addLabel("org.opencontainers.image.licenses", "Apache-2.0")
                .setEntrypoint(HOME + "/bin/loupe");
        Path tar = release.resolve("loupe-" + archive.group(1) + "-linux-" + archive.group(2) + "-image.tar");
        image.containerize(Containerizer.to(TarImage.at(tar).named("loupe:" + archive.group(1)))
                .setApplicationLayersCache(work.resolve("layers"))
                .setBaseImageLayersCache(work.resolve("base-layers")));
        System.out.println(tar);
    }

    private static Matcher archive(Path release) throws IOException {
        try (Stream<Path> files = Files.list(release)) {
            return files.map(file -> ARCHIVE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(
                            release + " has no loupe-VERSION-linux-ARCH.tar.gz: make dist writes it on Linux"));
        }
    }

    /** The libraries of the build machine that the runtime and the tools load, at the same paths, with their licences. */
    private FileEntriesLayer libraries(Path runtime) throws IOException, InterruptedException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("libraries");
        Set<String> libraries = new TreeSet<>();
        for (String tool : TOOLS) {
            Path found = tool(tool);
            layer.addEntry(found.toRealPath(), at("/bin/" + tool), FilePermissions.fromOctalString("755"));
            libraries.addAll(loaded(found));
        }
        try (Stream<Path> files = Files.walk(runtime)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (file.endsWith("bin/java") || file.toString().endsWith(".so")) {
                    libraries.addAll(loaded(file));
                }
            }
        }
        libraries.removeIf(library -> library.startsWith(runtime.toAbsolutePath().toString()));
        for (String library : libraries) {
            layer.addEntry(Path.of(library).toRealPath(), at(library), FilePermissions.fromOctalString("755"));
        }
        for (String optional : OPTIONAL) {
            if (Files.isDirectory(Path.of(optional))) {
                layer.addEntryRecursive(Path.of(optional), at(optional));
            }
        }
        layer.addEntry(text("passwd", "loupe:x:" + USER + ":" + USER + "::/nonexistent:/bin/sh\n"), at("/etc/passwd"));
        layer.addEntry(text("group", "loupe:x:" + USER + ":\n"), at("/etc/group"));
        layer.addEntry(text("nsswitch.conf", "hosts: files dns\n"), at("/etc/nsswitch.conf"));
        return layer.build();
    }

    private FileEntriesLayer folders() throws IOException {
        Path empty = Files.createDirectories(work.resolve("empty"));
        return FileEntriesLayer.builder()
                .setName("folders")
                .addEntry(
                        empty,
                        at("/repo"),
                        FilePermissions.fromOctalString("755"),
                        FileEntriesLayer.DEFAULT_MODIFICATION_TIME,
                        USER)
                .addEntry(empty, at("/tmp"), FilePermissions.fromOctalString("777"))
                .build();
    }

    private static FileEntriesLayer folder(String name, Path folder, String to) throws IOException {
        return FileEntriesLayer.builder()
                .setName(name)
                .addEntryRecursive(
                        folder,
                        at(to),
                        (file, path) -> FilePermissions.fromOctalString(Files.isExecutable(file) ? "755" : "644"))
                .build();
    }

    private static AbsoluteUnixPath at(String path) {
        return AbsoluteUnixPath.get(path);
    }

    private Path text(String name, String content) throws IOException {
        return Files.writeString(work.resolve(name), content);
    }

    private static Path tool(String name) {
        return Stream.of("/bin/", "/usr/bin/")
                .map(folder -> Path.of(folder + name))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is neither in /bin nor in /usr/bin"));
    }

    private static List<String> loaded(Path file) throws IOException, InterruptedException {
        return LIBRARY.matcher(output("ldd", file.toString())).results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String output(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException("failed: " + String.join(" ", command));
            }
            return text;
        }
    }
}
