package dev.loupe.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a process of its own shows. */
class MainProcessTest {
    @TempDir
    Path folder;

    /** Netty's own resolver logs warnings on a machine without a name server. */
    @Test
    void namesAreResolvedByTheJdk() throws Exception {
        Path loaded = folder.resolve("classes.log");
        Process run = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xlog:class+load:file=" + loaded,
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--level=smoke",
                        "--max-requests=1")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(run.waitFor()).as(output).isEqualTo(ExitCode.INCONCLUSIVE);
        assertThat(Files.readString(loaded)).contains("io.vertx.core.Vertx ").doesNotContain("io.netty.resolver.dns.");
    }
}
