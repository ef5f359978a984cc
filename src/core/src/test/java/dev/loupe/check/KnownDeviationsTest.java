package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.loupe.check.rules.Checks;
import dev.loupe.engine.Samples;
import dev.loupe.engine.journal.FindingCodec;
import dev.loupe.engine.result.Finding;
import dev.loupe.engine.result.FindingEvidence;
import dev.loupe.exchange.Exchange;
import dev.loupe.exchange.ProbeInfo;
import dev.loupe.exchange.Reply;
import dev.loupe.openapi.Contract;
import dev.loupe.openapi.Contracts;
import dev.loupe.openapi.schema.ContractSchemas;
import dev.loupe.provider.ProviderResolver;
import java.io.ByteArrayOutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownDeviationsTest {
    private static final String COMPLETION =
            """
            {"id": "chatcmpl-1", "object": "chat.completion", "created": 1753000000, "model": "m", "choices": [{"index": 0,
             "message": {"role": "assistant", "content": null, "tool_calls": [{"id": "ID", "type": "function",
             "function": {"name": "f", "arguments": "{}"}}]}, "finish_reason": "REASON"}], "usage": USAGE}""";
    private static final String USAGE = "{\"prompt_tokens\": 9, \"completion_tokens\": 3, \"total_tokens\": 12}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            llm.example.net                    | tool.call-complete          | ID           |                            | SHOULD
            api.openai.com                     | tool.call-complete          | ID           |                            | MUST
            llm.example.net                    | protocol.properties         | chatcmpl-1   |                            | SHOULD
            api.openai.com                     | protocol.properties         | chatcmpl-1   |                            | MUST
            llm.example.net                    | message.finish-reason-known | REASON       | abort                      | SHOULD
            llm.example.net                    | message.finish-reason-known | REASON       | content_filter: SAFETY     | SHOULD
            generativelanguage.googleapis.com  | message.finish-reason-known | REASON       | content_filter: SAFETY     | SHOULD
            llm.example.net                    | message.finish-reason-known | REASON       | end_turn                   | MUST
            api.openai.com                     | message.finish-reason-known | REASON       | abort                      | MUST
            llm.example.net                    | usage.total-is-sum          | 12           | 40                         | SHOULD
            llm.example.net                    | usage.total-is-sum          | 12           | 13                         | MUST
            llm.example.net                    | usage.total-is-sum          | 12           | 11                         | MUST
            api.openai.com                     | usage.total-is-sum          | 12           | 40                         | MUST
            api.openai.com                     | identity.created-is-seconds | 1753000000   | 0                          | SHOULD
            llm.example.net                    | usage.counts-present        | "completion_tokens": 3, | "x": 3,         | SHOULD
            llm.example.net                    | usage.counts-present        | "prompt_tokens": 9,     | "x": 3,         | MUST
            api.openai.com                     | usage.counts-present        | "completion_tokens": 3, | "x": 3,         | MUST
            llm.example.net                    | protocol.properties         | "created": 1753000000,  |                 | SHOULD
            llm.example.net                    | protocol.properties         | 1753000000   | null                       | MUST
            api.openai.com                     | protocol.properties         | "created": 1753000000,  |                 | MUST
            llm.example.net                    | identity.object             | "object": "chat.completion", |            | SHOULD
            api.openai.com                     | identity.object             | "object": "chat.completion", |            | MUST
            llm.example.net                    | usage.present               | {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12} | null | SHOULD
            api.openai.com                     | usage.present               | {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12} | null | MUST
            llm.example.net                    | usage.present               | , "usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12} | | SHOULD
            api.openai.com                     | usage.present               | , "usage": {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12} | | MUST
            llm.example.net                    | usage.present               | {"prompt_tokens": 9, "completion_tokens": 3, "total_tokens": 12} | "none" | MUST
            llm.example.net                    | protocol.body               | "model": "m" | "model": "m", "model": "n"  | SHOULD
            llm.example.net                    | protocol.body               | 1753000000   | NaN                        | MUST
            """)
    void whatServersAreKnownToSendIsWeakerWhereTheServerMayBeOneOfThem(
            String host, String check, String part, String value, Level level) throws Exception {
        assertThat(finding(host, check, part, value == null ? "" : value)
                        .check()
                        .level())
                .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"'', MUST", "'\"reasoning_content\": \"r\", ', SHOULD"})
    void aServerMayListTheTokensOfTheReasoningToo(String reasoning, Level level) throws Exception {
        String listed =
                reasoning + "\"content\": \"b\"}, \"logprobs\": {\"content\": [{\"token\": \"ab\", \"bytes\": [97, 98],"
                        + " \"logprob\": 0, \"top_logprobs\": []}]}, \"x\": {\"x\": null";
        assertThat(finding("llm.example.net", "logprobs.tokens-join", "\"content\": null", listed)
                        .check()
                        .level())
                .isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({
        "usage.completion-counted, completion_tokens, load, SHOULD",
        "usage.completion-counted, completion_tokens, stop, MUST",
        "usage.prompt-counted, prompt_tokens, unload, SHOULD",
        "usage.prompt-counted, prompt_tokens, stop, MUST"
    })
    void aServerThatOnlyLoadsItsModelMayCountNothing(String check, String count, String reason, Level level)
            throws Exception {
        String counted = "\"%s\": %s".formatted(count, count.startsWith("prompt") ? "9" : "3");
        String usage = USAGE.replace(counted, "\"%s\": 0".formatted(count));
        Finding finding = finding(
                "llm.example.net",
                check,
                "\"REASON\"}], \"usage\": " + USAGE,
                "\"" + reason + "\"}], \"usage\": " + usage);
        assertThat(finding.check().level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"llm.example.net, SHOULD", "api.openai.com, MUST"})
    void aFinishedStreamWithoutDoneIsWeakerWhereTheServerIsUnknown(String host, Level level) {
        Exchange whole = Samples.streamed("s", List.of("Some ", "text."), true);
        Reply.Streamed reply = (Reply.Streamed) whole.reply();
        Exchange without = new Exchange(
                whole.id(),
                whole.origin(),
                whole.request(),
                new Reply.Streamed(
                        reply.head(), reply.events().subList(0, reply.events().size() - 1), reply.ending()),
                null);
        Check done = Checks.named("stream.ends-with-done").orElseThrow();
        CheckContext context =
                new CheckContext(null, ProviderResolver.forUrl("https://" + host + "/v1/chat/completions"));
        assertThat(Judging.violationsOf(done, List.of(whole), context)).isEmpty();
        assertThat(Judging.violationsOf(done, List.of(without), context))
                .extracting(Violation::atMost)
                .containsExactly(level);
    }

    @ParameterizedTest
    @CsvSource({"baseline/long, SHOULD", "messages.user.content/ordinary, MUST"})
    void aRejectedLongTextIsWeakerThanAnotherRejectedValue(String probe, Level level) {
        ProbeInfo probed = new ProbeInfo(
                probe,
                JsonPointer.compile("/messages/0/content"),
                "with 12000 characters",
                "no limit of length",
                ProbeInfo.Permission.ALLOWED,
                ProbeInfo.Permission.ALLOWED,
                "");
        Exchange plain = Samples.status("long", 400);
        Exchange rejected = new Exchange(plain.id(), plain.origin(), plain.request(), plain.reply(), probed);
        Contract gemma = Contracts.named("gemma-3").orElseThrow();
        CheckContext context =
                new CheckContext(ContractSchemas.of(gemma), ProviderResolver.forUrl("https://x.example"));
        Check inside = Checks.named("range.accepts-inside").orElseThrow();

        assertThat(Judging.violationsOf(inside, List.of(rejected), context))
                .extracting(Violation::atMost, Violation::message)
                .containsExactly(
                        tuple(
                                level,
                                "/messages/0/content with 12000 characters rejected with 400, although allowed (no limit of length)"));
    }

    @ParameterizedTest
    @CsvSource({"5, 2, 11, MUST", "null, 2, 11, INFO", "5, 2, 14,", "5, 5, 14,"})
    void aCapBelowALimitOfTheRequestIsMoreThanADefaultOfTheProvider(
            String limit, int completion, int total, @Nullable Level atMost) {
        String body = COMPLETION
                .replace("REASON", "length")
                .replace(
                        "USAGE",
                        "{\"prompt_tokens\": 9, \"completion_tokens\": %d, \"total_tokens\": %d}"
                                .formatted(completion, total));
        String line =
                """
                {"format": "loupe-exchange/1", "id": "x", "request": {"method": "POST", "url": "https://x.example/v1/chat/completions",
                 "body": {"model": "m", "messages": [], "max_tokens": %s}}, "response": {"status": 200, "body": %s}}"""
                        .formatted(limit, body)
                        .replace('\n', ' ');
        Check check = Checks.named("message.length-means-limit").orElseThrow();
        CheckContext context = new CheckContext(null, ProviderResolver.forUrl("https://x.example"));

        assertThat(Judging.violationsOf(check, List.of(Judging.read(line)), context))
                .extracting(Violation::atMost)
                .isEqualTo(atMost == null ? List.of() : List.of(atMost));
        assertThat(check.info().level()).isEqualTo(Level.SHOULD);
    }

    @ParameterizedTest
    @CsvSource({
        "x.example, 200, SHOULD",
        "x.example, 403, SHOULD",
        "api.openai.com, 200, MUST",
        "api.openai.com, 403, MUST"
    })
    void aWrongKeyIsAcceptedByServersThatNeedNone(String host, int status, Level atMost) {
        ProbeInfo probed = new ProbeInfo(
                "authorization/wrong",
                JsonPointer.empty(),
                "a key that does not exist",
                "",
                ProbeInfo.Permission.FORBIDDEN,
                ProbeInfo.Permission.FORBIDDEN,
                "");
        Exchange plain = Samples.status("wrong", status);
        Exchange wrong = new Exchange(plain.id(), plain.origin(), plain.request(), plain.reply(), probed);
        CheckContext context = new CheckContext(null, ProviderResolver.forUrl("https://" + host));
        Check unauthorized = Checks.named("error.unauthorized").orElseThrow();

        assertThat(Judging.violationsOf(unauthorized, List.of(wrong), context))
                .extracting(Violation::atMost)
                .containsExactly(atMost);
    }

    @Test
    void aWeakerFindingStaysWeakerInTheJournalAndFailsNoRun() throws Exception {
        Finding finding = finding("llm.example.net", "message.finish-reason-known", "REASON", "abort");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ObjectMapper json = new ObjectMapper();
        try (var out = json.createGenerator(bytes)) {
            FindingCodec.write(out, finding);
        }
        CheckInfo check =
                Checks.named("message.finish-reason-known").orElseThrow().info();
        Finding again = FindingCodec.reader(List.of(check)).apply(json.readTree(bytes.toByteArray()));
        assertThat(again).isEqualTo(finding);
        assertThat(again.fails()).isFalse();
        assertThat(check.level()).isEqualTo(Level.MUST);
    }

    private static Finding finding(String host, String check, String part, String value) throws Exception {
        String url = "https://" + host + "/v1/chat/completions";
        String body = COMPLETION.replace("USAGE", USAGE).replace(part, value).replace("REASON", "tool_calls");
        Exchange exchange = Judging.exchange(url, body.replace("\"ID\"", "\"call_1\""));
        Check named = Checks.named(check).orElseThrow();
        CheckContext context = new CheckContext(null, ProviderResolver.forUrl(url));
        List<Violation> violations = Judging.violationsOf(named, List.of(exchange), context);
        assertThat(violations).hasSize(1);
        FindingEvidence none = new FindingEvidence(null, "", List.of(), List.of());
        return new Finding(named.info(), exchange.id(), violations.getFirst(), null, none);
    }
}
