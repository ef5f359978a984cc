package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.Samples;
import dev.loupe.exchange.Body;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.HeaderFields;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.provider.ProviderResolver;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A status of a probe is about the tested value unless the error or the control probe names another cause. */
class ProbeChecksTest {
    private static final CheckContext CONTEXT =
            new CheckContext(null, ProviderResolver.forUrl("https://llm.example.net/v1/chat/completions"));

    @ParameterizedTest
    @CsvSource({
        "range.rejects-outside, temperature/above-maximum, 200, V",
        "range.rejects-outside, temperature/above-maximum, 299, V",
        "range.rejects-outside, temperature/above-maximum, 300, -",
        "range.rejects-outside, temperature/above-maximum, 399, -",
        "range.rejects-outside, temperature/above-maximum, 400, P",
        "range.rejects-outside, temperature/above-maximum, 499, P",
        "range.rejects-outside, temperature/above-maximum, 500, -",
        "range.rejects-outside, temperature/above-maximum, 429, -",
        "error.media-type, content-type/text-plain, 299, V",
        "error.media-type, content-type/text-plain, 300, -",
        "error.media-type, content-type/text-plain, 415, P",
        "error.media-type, content-type/text-plain, 500, -",
        "error.media-type, temperature/above-maximum, 200, -",
        "error.key-form, authorization/no-scheme, 299, V",
        "error.key-form, authorization/other-header, 200, V",
        "error.key-form, authorization/other-header, 401, P",
        "error.key-form, authorization/other-header, 499, P",
        "error.key-form, authorization/other-header, 500, -",
        "error.key-form, authorization/other-header, 429, -",
        "error.key-form, authorization/wrong, 200, -"
    })
    void aStatusIsJudged(String check, String probe, int status, char mark) {
        assertThat(marks(check, probe(probe, status, null, ""))).isEqualTo(mark);
    }

    @ParameterizedTest
    @CsvSource({
        "/temperature, temperature, P",
        "/temperature, messages, -",
        "/temperature, '', P",
        "/messages/0/content, messages[0].content, P",
        "/messages/0/content, temperature, -",
        "/messages/0/content, emperature, -",
        "'', messages, P"
    })
    void anErrorMayNameAnotherParameter(String at, String param, char mark) {
        ProbeInfo probed = probe("x", JsonPointer.compile(at), "");
        assertThat(marks("range.rejects-outside", exchange("x", 400, param, probed)))
                .isEqualTo(mark);
    }

    @ParameterizedTest
    @CsvSource({
        "range.rejects-outside, temperature/above-maximum, 400, 200, P",
        "range.rejects-outside, temperature/above-maximum, 400, 299, P",
        "range.rejects-outside, temperature/above-maximum, 400, 300, -",
        "range.rejects-outside, temperature/above-maximum, 400, 199, -",
        "range.rejects-outside, temperature/above-maximum, 200, 400, V",
        "error.media-type, content-type/text-plain, 415, 200, P",
        "error.media-type, content-type/text-plain, 415, 400, -",
        "error.media-type, content-type/text-plain, 200, 400, V",
        "error.key-form, authorization/no-scheme, 200, 200, -",
        "error.key-form, authorization/no-scheme, 200, 401, V",
        "error.key-form, authorization/no-scheme, 401, 200, P"
    })
    void aControlProbeShowsAnotherCause(String check, String probe, int status, int control, char mark) {
        Exchange first = probe("control", control, null, "");
        assertThat(marks(check, first, probe(probe, status, null, "control"))).isEqualTo(mark);
        // a control probe that got no response before this one is unknown
        assertThat(marks(check, first, probe(probe, status, null, "another")))
                .isEqualTo(marks(check, probe(probe, status, null, "")));
    }

    private static char marks(String check, Exchange... run) {
        return Judging.mark(Checks.named(check).orElseThrow(), List.of(run), CONTEXT);
    }

    private static Exchange probe(String probe, int status, @Nullable String param, String control) {
        return exchange(probe, status, param, probe(probe, JsonPointer.compile("/temperature"), control));
    }

    private static ProbeInfo probe(String probe, JsonPointer at, String control) {
        return new ProbeInfo(
                probe, at, "9", "maximum 2", ProbeInfo.Permission.FORBIDDEN, ProbeInfo.Permission.FORBIDDEN, control);
    }

    private static Exchange exchange(String id, int status, @Nullable String param, ProbeInfo probed) {
        Exchange plain = Samples.status(id, status);
        String error = "{\"error\": {\"message\": \"no\", \"param\": %s}}"
                .formatted(param == null ? null : "\"" + param + "\"");
        Body body = new Body.Json(Samples.json(status < 300 ? "{}" : error));
        Reply.Head head = new Reply.Head(status, HeaderFields.NOT_RECORDED);
        return new Exchange(plain.id(), plain.origin(), plain.request(), new Reply.Answered(head, body), probed);
    }
}
