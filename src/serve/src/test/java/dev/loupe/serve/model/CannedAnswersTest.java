package dev.loupe.serve.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CannedAnswersTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Count from 1 to 5 | 1, 2, 3, 4, 5",
                "Please count to three. | 1, 2, 3",
                "Count from 5 to 3, one per line | '5\n4\n3'",
                "count from seven to nine separated by spaces | 7 8 9",
                "Say the word pineapple | pineapple",
                "Say \"hello world\" and nothing else | hello world",
                "Repeat after me: I like gems. | I like gems",
                "Repeat the word gem three times | gem gem gem",
                "Reply with exactly OK | OK",
                "Answer with one word: yes | yes",
                "Write the alphabet | 'A, B, C, D, E, F, G, H, I, J, K, L, M, N, O, P, Q, R, S, T, U, V, W, X, Y, Z'",
                "What is 17 + 25? | 17 + 25 = 42",
                "What is the capital of France? | The capital of France is Paris."
            })
    void aCannedAnswerIsGivenAsRequested(String question, String answer) {
        assertThat(CannedAnswers.answer(question)).contains(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "What is amber?",
        "Write a story about gems",
        "Tell me about counting",
        "What is the capital of Nowhere?"
    })
    void anythingElseIsTalkedAbout(String question) {
        assertThat(CannedAnswers.answer(question)).isEmpty();
    }

    @Test
    void longAndOddQuestionsAreReadInNoTime() {
        assertThat(CannedAnswers.answer("say ".repeat(200_000))).isNotNull();
        assertThat(CannedAnswers.answer("repeat" + " the".repeat(100_000))).isNotNull();
        assertThat(CannedAnswers.answer("'".repeat(100_000))).isEmpty();
    }
}
