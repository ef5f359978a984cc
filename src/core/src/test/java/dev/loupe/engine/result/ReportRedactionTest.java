package dev.loupe.engine.result;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.check.rules.Checks;
import dev.loupe.engine.RunEngine;
import dev.loupe.engine.RunInput;
import dev.loupe.engine.RunPlan;
import dev.loupe.engine.Samples;
import dev.loupe.engine.baseline.Baseline;
import dev.loupe.engine.journal.Run;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.exchange.file.Recordings;
import dev.loupe.report.RunReports;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportRedactionTest {
    /** In the shape of a key, or under the name of one; each has this word in it. */
    private static final String SECRET = "ZQ7ZQ";

    private static final String KEY = "sk-proj-" + SECRET + "abcdefghijklmnopqrstuv0123456789";

    @TempDir
    Path dir;

    @Test
    void noReportTellsASecretOfARecording() throws IOException {
        String answered =
                """
                {"format": "loupe-exchange/1", "id": "leaky/%1$s", "request": {"method": "POST",
                 "url": "https://me:%2$s@api.openai.com/v1/chat/completions?api_key=%2$s",
                 "headers": {"authorization": "Bearer %2$s"},
                 "body": {"model": "%1$s", "password": "%2$s", "api_key": "%2$s",
                  "messages": [{"role": "user", "content": "my key is %1$s"}]}},
                 "response": {"status": 200, "headers": {"content-type": "text/%1$s"}, "body": {"id": "%1$s",
                  "object": "%1$s", "model": "%1$s", "password": "%2$s", "choices": [{"index": 0, "finish_reason": "%1$s",
                  "message": {"role": "%1$s", "content": "{\\"client_secret\\": \\"%2$s\\"} %1$s"}}],
                  "usage": {"prompt_tokens": "%1$s", "completion_tokens": 0, "total_tokens": 4}}}}"""
                        .formatted(KEY, SECRET)
                        .replace("\n", "");
        String unanswered =
                """
                {"format": "loupe-exchange/1", "id": "leaky/none", "request": {"method": "POST",
                 "url": "https://api.openai.com/v1/chat/completions", "body": {"model": "gpt-4o", "messages": []}},
                 "response": null, "failure": {"kind": "reset",
                  "message": "POST https://x:%2$s@h/?key=%2$s with Bearer %2$sabcdefgh0123 failed, %1$s"}}"""
                        .formatted(KEY, SECRET)
                        .replace("\n", "");
        Run run = run(answered + "\n" + unanswered + "\n");
        assertThat(run.summary().counts().failing()).isGreaterThan(3);
        RunReports.writeAll(run, dir.resolve("out"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        for (RunReports.Format format : RunReports.Format.values()) {
            RunReports.print(run, format, false, "", printed);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).doesNotContain(SECRET);
        try (Stream<Path> files = Files.walk(dir)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(SECRET);
            }
        }
    }

    private Run run(String lines) {
        InputStream in = new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8));
        RunPlan plan = RunPlan.of(Checks.all(), Samples.contexts(), Baseline.none(), Samples.SETTING);
        try (Recordings recordings = Recordings.open(List.of("-"), in)) {
            RunInput<RawRecord> records =
                    new RunInput<>(recordings.iterator(), RecordingFormat::read, raw -> raw.bytes().length);
            return RunEngine.run(plan, records, dir.resolve("journal.ndjson"));
        }
    }
}
