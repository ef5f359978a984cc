package dev.loupe.report.site;

import dev.loupe.engine.journal.Run;
import dev.loupe.engine.result.Verdict;
import dev.loupe.engine.summary.SubjectNoun;
import dev.loupe.report.run.ProviderScore;
import dev.loupe.report.run.RunPageStreams;
import dev.loupe.report.run.RunPhrases;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** What the site keeps of a run, so that its memory does not grow with the findings. */
record SiteRun(
        Path file,
        String subject,
        SubjectNoun noun,
        String provider,
        Instant startedAt,
        Verdict verdict,
        ProviderScore score,
        String findings,
        String firstByte) {
    static SiteRun of(Path file, Run run) {
        List<RunPageStreams.Time> times = RunPageStreams.times(run.summary());
        SubjectNoun noun = run.summary().counts().subject();
        return new SiteRun(
                file,
                run.header().subject(),
                noun,
                noun.isDocument() ? "" : String.join(", ", run.summary().providers()),
                run.header().startedAt(),
                run.verdict(),
                ProviderScore.of(run),
                RunPhrases.findings(run),
                times.isEmpty() ? "" : times.getFirst().p50());
    }
}
