package dev.loupe.serve.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which exchanges are written, how large, and for whom. */
class RecordingLimitsTest extends RecordedTraffic {
    @Test
    void recordingsArePrivate() throws Exception {
        try (ScriptedUpstream upstream = new ScriptedUpstream(OK.formatted(""));
                RecordingProxy recorder = start(upstream)) {
            send(recorder, post("{}"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files().getFirst())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("out"))))
                .isEqualTo("rwx------");
    }

    @Test
    void beyondTheMemoryBudgetTrafficContinuesAndTheLossIsReported() throws Exception {
        var limits = new RecordingProxyOptions.Limits(10, 0, false, false);
        ScriptedUpstream upstream = new ScriptedUpstream(OK.formatted(""));
        RecordingProxy recorder = start(upstream, options -> options.limits(limits));
        try (upstream;
                recorder) {
            assertThat(send(recorder, post("{\"long\":\"request\"}"))).startsWith("HTTP/1.1 200");
        }
        assertThat(recorder.notWritten()).isOne();
        assertThat(losses).singleElement().asString().contains("memory budget");
        assertThat(files()).isEmpty();
    }

    @Test
    void aDirectoryThatIsGoneIsReportedAndTrafficContinues() throws Exception {
        ScriptedUpstream upstream = new ScriptedUpstream(OK.formatted(""));
        RecordingProxy recorder = start(upstream);
        try (upstream;
                recorder) {
            Files.delete(folder.resolve("out"));
            assertThat(send(recorder, post("{}"))).startsWith("HTTP/1.1 200");
        }
        assertThat(recorder.notWritten()).isOne();
        assertThat(losses).singleElement().asString().contains("the directory does not exist");
    }

    @Test
    void oneExchangeOfEachShapeIsKept() throws Exception {
        var limits = new RecordingProxyOptions.Limits(0, 0, false, true);
        List<Boolean> kept = Collections.synchronizedList(new ArrayList<>());
        RecordingObserver observer = new RecordingObserver() {
            @Override
            public List<String> recorded(Path file, boolean isKept, byte[] recording) {
                kept.add(isKept);
                return List.of();
            }
        };
        try (ScriptedUpstream upstream = new ScriptedUpstream(OK.formatted(""));
                RecordingProxy recorder =
                        start(upstream, options -> options.limits(limits).observer(observer))) {
            for (String body : List.of("{\"a\":1}", "{\"a\":2}", "{\"a\":\"2\"}", "{\"a\":[1]}", "{\"a\":[1,2]}")) {
                send(recorder, post(body));
            }
        }
        assertThat(files()).hasSize(3);
        assertThat(kept).containsExactly(true, false, true, true, false);
    }

    @ParameterizedTest
    @CsvSource({"true,true", "false,false"})
    void theTotalSizeIsBounded(boolean rotate, boolean newestIsKept) throws Exception {
        var limits = new RecordingProxyOptions.Limits(0, 1_500, rotate, false);
        try (ScriptedUpstream upstream = new ScriptedUpstream(OK.formatted(""));
                RecordingProxy recorder = start(upstream, options -> options.limits(limits))) {
            for (int i = 0; i < 6; i++) {
                send(recorder, post("{\"number\":" + i + "}"));
            }
        }
        long total = 0;
        var all = new StringBuilder();
        for (Path file : files()) {
            total += Files.size(file);
            all.append(Files.readString(file));
        }
        assertThat(total).isLessThanOrEqualTo(1_500);
        assertThat(all.toString().contains("\"number\": 5")).isEqualTo(newestIsKept);
        assertThat(losses).hasSize(rotate ? 0 : 1);
    }

    @Test
    void aLargeBodyIsRecordedWhole() throws Exception {
        String text = "words ".repeat(200_000);
        String body = "{\"text\":\"" + text + "\"}";
        String response = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + body.length()
                + "\r\n\r\n" + body;
        try (ScriptedUpstream upstream = new ScriptedUpstream(response);
                RecordingProxy recorder = start(upstream)) {
            assertThat(send(recorder, post("{}"))).endsWith(body);
        }
        assertThat(recording().at("/response/body/text").asText()).isEqualTo(text);
        assertThat(files()).hasSize(1);
    }
}
