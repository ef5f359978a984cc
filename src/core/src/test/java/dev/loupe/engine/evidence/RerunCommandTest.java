package dev.loupe.engine.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.loupe.check.rules.Checks;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.Origin;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.exchange.redact.Redactor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line that shows a finding again, in the hands of a shell whose {@code curl} writes down what it is given. */
class RerunCommandTest {
    @TempDir
    Path folder;

    private static Exchange live(Body body, String authorization) {
        TreeMap<String, List<String>> headers = new TreeMap<>();
        headers.put("authorization", List.of(authorization));
        return Redactor.of("LOUPE_KEY")
                .redact(new Exchange(
                        new Exchange.Id("x"),
                        new Origin("openai", null, null, "live", null, 0),
                        new Exchange.Request("POST", "http://127.0.0.1:1/v1", new HeaderFields(headers, true), body),
                        new Reply.Answered(new Reply.Head(200, HeaderFields.NOT_RECORDED), new Body.None()),
                        null));
    }

    @Test
    void aFindingOfTheEmbeddedProviderIsReproducedByItsProbe() {
        Exchange live = live(new Body.None(), "Bearer x");
        ProbeInfo probed = new ProbeInfo(
                "seed/repeated",
                JsonPointer.empty(),
                "",
                "",
                ProbeInfo.Permission.ALLOWED,
                ProbeInfo.Permission.ALLOWED,
                "");
        Exchange probe = new Exchange(live.id(), live.origin(), live.request(), live.reply(), probed);
        RerunOptions options = RerunOptions.ofEmbedded(List.of("--level", "full"));
        assertThat(RerunCommand.of(probe, null, Checks.all().getFirst(), options))
                .isEqualTo("loupe run --level full --probes seed/repeated");
    }

    private static String line(Exchange exchange) {
        return RerunCommand.of(exchange, null, Checks.all().getFirst(), RerunOptions.NONE);
    }

    /** What curl would be called with, one argument a line, and what it would read. */
    private String called(String line) throws IOException, InterruptedException {
        Path curl = folder.resolve("curl");
        Files.writeString(
                curl, "#!/bin/sh\nfor each; do printf '%s\\n' \"$each\"; done\n[ \"$each\" = @- ] && cat\nexit 0\n");
        assumeThat(curl.toFile().setExecutable(true)).isTrue();
        ProcessBuilder shell = new ProcessBuilder("sh", "-c", line);
        shell.environment().put("PATH", folder + ":" + shell.environment().get("PATH"));
        shell.environment().put("LOUPE_KEY", "a key");
        Process process = shell.start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aBodyArrivesAsItWasSent() throws Exception {
        String json = "{\"a\":\"it's \\\"$HOME\\\" \\\\ \\n é\"}";
        assertThat(called(line(live(new Body.Json(new JsonMapper().readTree(json)), "Bearer secret-of-somebody"))))
                .contains(
                        "--data-raw\n" + new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1))
                .contains("authorization: Bearer a key\n");
    }

    @Test
    void aTextThatBeginsLikeAFileNameIsNone() throws Exception {
        assertThat(called(line(live(new Body.Text("@/etc/hostname"), "Bearer k"))))
                .endsWith("--data-raw\n@/etc/hostname\n");
    }

    @Test
    void bytesThatAreNoTextArriveAsTheyWereSent() throws Exception {
        byte[] bytes = {'"', (byte) 0xe9, 0, '\'', '%', '\\', '\n', (byte) 0xff};
        assertThat(called(line(live(new Body.Bytes(bytes), "Bearer k"))))
                .endsWith("--data-binary\n@-\n" + new String(bytes, StandardCharsets.ISO_8859_1));
    }

    @Test
    void aWrongKeyThatWasSentOnPurposeIsSentAgain() throws Exception {
        assertThat(called(line(live(new Body.Text("x"), "Bearer " + ProbeInfo.INVALID_KEY))))
                .contains("authorization: Bearer " + ProbeInfo.INVALID_KEY + "\n");
    }
}
