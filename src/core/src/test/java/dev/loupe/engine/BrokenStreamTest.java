package dev.loupe.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.loupe.check.CheckContext;
import dev.loupe.check.ParsedExchange;
import dev.loupe.exchange.RawRecord;
import dev.loupe.exchange.file.ReadResult;
import dev.loupe.exchange.file.RecordingFormat;
import dev.loupe.provider.ProviderProfiles;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which streams are no evidence about the contract, since an error of the server ends them. */
class BrokenStreamTest {
    @ParameterizedTest
    @CsvSource({
        "null, '{\"message\":\"upstream overloaded\",\"type\":\"server_error\",\"code\":502}', true",
        // clients discard the response after its finish_reason too
        "\"stop\", '{\"message\":\"upstream overloaded\",\"type\":\"server_error\",\"code\":502}', true",
        "null, '{\"message\":\"the prompt is too long\",\"type\":\"invalid_request_error\"}', false",
        "null, '{\"message\":\"not found\",\"code\":404}', false",
    })
    void anErrorOfTheServerEndsTheStream(String reason, String error, boolean broken) {
        String raw = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":" + reason
                + "}]}\n\ndata: {\"error\":" + error + "}\n\ndata: [DONE]\n\n";
        assertThat(isBroken(raw, "")).isEqualTo(broken);
    }

    @ParameterizedTest
    @CsvSource({"timeout, null, true", "timeout, '\"stop\"', false", "reset, null, false"})
    void aStreamWhoseEndDidNotArriveInTimeIsNoEvidence(String kind, String reason, boolean broken) {
        String raw = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"},\"finish_reason\":" + reason
                + "}]}\n\n";

        assertThat(isBroken(raw, ",\"failure\":{\"kind\":\"" + kind + "\",\"message\":\"no byte for 60 s\"}"))
                .isEqualTo(broken);
    }

    private static boolean isBroken(String raw, String failure) {
        String record = "{\"format\":\"loupe-exchange/1\",\"id\":\"one\",\"source\":{\"kind\":\"handmade\"},"
                + "\"request\":{\"method\":\"POST\",\"url\":\"http://localhost/v1/chat/completions\",\"body\":{\"stream\":true}},"
                + "\"response\":{\"status\":200,\"stream\":[{\"at\":1,\"raw\":"
                + TextNode.valueOf(raw) + "}]}" + failure + "}";
        ReadResult read = RecordingFormat.read(RawRecord.of("one.json", 1, record.getBytes(StandardCharsets.UTF_8)));
        ParsedExchange observed = ParsedExchange.of(
                ((ReadResult.Read) read).exchange(),
                new CheckContext(
                        null, ProviderProfiles.named("openai-compatible").orElseThrow()));

        return BrokenStream.reason(observed).isPresent();
    }
}
