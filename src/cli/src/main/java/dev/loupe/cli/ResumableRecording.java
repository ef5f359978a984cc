package dev.loupe.cli;

import dev.loupe.exchange.Exchange;
import dev.loupe.live.ExchangeRecorder;
import dev.loupe.live.PlannedRequest;
import dev.loupe.live.TargetEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that record the exchanges of a run and continue a recorded run. */
class ResumableRecording {
    @Option(
            names = "--record",
            paramLabel = "DIR",
            description = "Directory to write every exchange to, with secrets redacted.")
    @Nullable
    Path directory;

    @Option(
            names = "--resume",
            description = "Continue the run in the --record directory: send only requests without a recorded response.")
    boolean resume;

    void validate() {
        if (resume && directory == null) {
            throw new InvalidInputException("--resume requires the directory of the earlier run: add --record DIR");
        }
    }

    /** The exchanges of the run to continue, by request; none without --resume. */
    Map<Exchange.Id, Exchange> earlier(List<PlannedRequest> requests, TargetEndpoint target) {
        return resume && directory != null ? ExchangeRecorder.earlier(directory, requests, target) : Map.of();
    }

    /** Null without --record. */
    @Nullable
    ExchangeRecorder recorder(List<PlannedRequest> requests) {
        try {
            return directory == null ? null : new ExchangeRecorder(directory, requests);
        } catch (IOException notWritable) {
            throw new InvalidInputException(
                    "--record: cannot write to " + directory + ": " + InvalidInputException.reason(notWritable),
                    notWritable);
        }
    }
}
