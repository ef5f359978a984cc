package dev.loupe.check.rules;

import com.fasterxml.jackson.databind.JsonNode;
import dev.loupe.chat.Choice;
import dev.loupe.chat.Choice.Logprobs;
import dev.loupe.chat.ParsedCompletion;
import dev.loupe.chat.StrictValues;
import dev.loupe.chat.TokenBytes;
import dev.loupe.check.CheckDescription;
import dev.loupe.check.Level;
import dev.loupe.check.ParsedExchange;
import dev.loupe.check.Result;
import dev.loupe.check.Violation;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

@CheckDescription(
        id = "logprobs.tokens-join",
        level = Level.MUST,
        truth = "the bytes of the tokens join to the content",
        source =
                "measured: 49 of 49 choices (2,788 recorded exchanges of the reference implementation, March 2025); the number of listed tokens is not required to be completion_tokens; llama.cpp lists the tokens of the reasoning too: with reasoning a SHOULD",
        why = "callers map scores to positions in the text by joining the tokens",
        fix = "list every token of the text and no other")
final class LogprobsTokensJoin implements CompletionCheck {
    @Override
    public Result on(ParsedExchange observed, ParsedCompletion completion) {
        if (StrictValues.isTrue(observed.request().path("return_tokens_as_token_ids"))) {
            return Result.notApplicable(
                    "the request requires ids in place of tokens (return_tokens_as_token_ids of vLLM)");
        }
        List<Violation> violations = new ArrayList<>(0);
        int joinable = 0;
        for (Choice choice : completion.choices()) {
            if (choice.content() == null
                    || !choice.hasText()
                    || choice.logprobs().isEmpty()
                    || completion.failed()) {
                continue;
            }
            byte[] content = choice.content().getBytes(StandardCharsets.UTF_8);
            byte[] joined = join(choice, content);
            if (joined == null) {
                continue;
            }
            joinable++;
            if (!fits(joined, choice.content(), observed.request().path("stop"))) {
                violations.add(Violation.of(
                                choice.logprobs().getFirst().at().at("/logprobs/content"),
                                content.length + " bytes, the UTF-8 of the content",
                                joined.length + " bytes, "
                                        + StrictValues.quoted(new String(joined, StandardCharsets.UTF_8)),
                                "the tokens join to " + joined.length + " bytes that differ from the content ("
                                        + content.length + " bytes)")
                        // llama.cpp lists the tokens of the reasoning too
                        .atMost(choice.reasoning().isEmpty() ? Level.MUST : Level.SHOULD));
            }
        }
        return joinable == 0 ? Result.notApplicable("the response has no logprobs") : Result.of(violations);
    }

    /** Whether the tokens join to the text, apart from what is cut from its end. */
    private static boolean fits(byte[] joined, String content, JsonNode stop) {
        String text = new String(joined, StandardCharsets.UTF_8);
        if (text.equals(content)) {
            return true;
        }
        // a response may end within a character, whose first bytes are then a replacement character or left out
        if (withoutPart(text).equals(withoutPart(content))) {
            return true;
        }
        // vLLM lists the token that ends the turn, which is not part of the text
        if (text.startsWith(content) && TokenBytes.isSpecial(text.substring(content.length()))) {
            return true;
        }
        // the tokens of a stop sequence are generated and not part of the text
        return StrictValues.isPresent(stop) && text.startsWith(content);
    }

    private static String withoutPart(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\uFFFD') {
            end--;
        }
        return text.substring(0, end);
    }

    /** The bytes of all tokens; null when some are unknown. */
    private static byte @Nullable [] join(Choice choice, byte[] content) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        ByteArrayOutputStream withTexts = new ByteArrayOutputStream();
        int tokens = 0;
        boolean guessed = false;
        for (Logprobs logprobs : choice.logprobs()) {
            for (JsonNode token : logprobs.value().path("content")) {
                tokens++;
                JsonNode bytes = token.path("bytes");
                String spelled = StrictValues.textOrEmpty(token.path("token"));
                if (bytes.isArray()
                        && !TokenBytes.isPartial(spelled)
                        && !TokenBytes.equal(spelled, bytes)
                        && !(bytes.isEmpty() && TokenBytes.isSpecial(spelled))) {
                    // logprobs.bytes-are-utf8 owns this defect
                    return null;
                }
                for (JsonNode one : bytes) {
                    joined.write((int) StrictValues.integer(one));
                    withTexts.write((int) StrictValues.integer(one));
                }
                if (!bytes.isArray()) {
                    guessed = true;
                    withTexts.writeBytes(spelled.getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        if (tokens == 0) {
            return null;
        }
        if (!guessed) {
            return joined.toByteArray();
        }
        // bytes is null for a special token, which adds nothing to the text, and for servers that send none at all,
        // where
        // the string of a token need not be its text: only a match is conclusive
        return Arrays.equals(joined.toByteArray(), content) || Arrays.equals(withTexts.toByteArray(), content)
                ? content
                : null;
    }
}
