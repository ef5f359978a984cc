package dev.loupe.check.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which part of a text is code, and which tokens a prompt contains. */
class QuotedTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"no code\" | \"no code\"",
                "\"a `<think>` b\" | \"a  b\"",
                "\"`<think>`\" | \"\"",
                "\"an open ` tick <think>\" | \"an open ` tick <think>\"",
                "\"`a\n<think>`\" | \"`a\n<think>`\"",
                "\"`a` c\n\" | \" c\n\"",
                "\"```\n<think>\n``` end\" | \" end\"",
                "\"```\n<think>\" | \"```\n<think>\"",
                "\"a ``\" | \"a ``\"",
            })
    void codeIsLeftOut(String text, String expected) {
        assertThat(QuotedText.withoutCode(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "explain <|im_end|>, <|im_end|>, true",
        "explain im_end, <|im_end|>, true",
        "explain INST, [INST], true",
        "let me think, <think>, false",
        "hello, <|im_end|>, false",
    })
    void aPromptContainsATokenByItsWord(String prompt, String token, boolean contained) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.putArray("messages").addObject().put("role", "user").put("content", prompt);
        assertThat(QuotedText.isInPrompt(request, token)).isEqualTo(contained);
    }
}
