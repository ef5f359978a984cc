package dev.loupe.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.loupe.chat.ExchangeParser;
import dev.loupe.exchange.Exchange;
import dev.loupe.provider.ProviderResolver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EditedRecordingTest {
    private static final String OPENAI = "https://api.openai.com/v1/chat/completions";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            https://api.openai.com/v1/chat/completions   | gen-1741000000-a1B2c3D4e5F6g7H8i9J0     | true
            https://api.openai.com/v1/chat/completions   | msg_01XFDUDYJgAACzvnptvVoYEL            | true
            https://api.openai.com/v1/chat/completions   | chatcmpl-xxxxxxxxxxxxxxxxxxxx           | true
            https://llm.example.net/v1/chat/completions  | chatcmpl-xxxxxxxxxxxxxxxxxxxx           | true
            https://api.deepseek.com/chat/completions    | chatcmpl-BkZxQcJvaxbyldxLmrNffCobBnd84  | true
            https://openrouter.ai/api/v1/chat/completions | chatcmpl-BkZxQcJvaxbyldxLmrNffCobBnd84 | true
            https://openrouter.ai/api/v1/chat/completions | gen-1741000000-a1B2c3D4e5F6g7H8i9J0    | false
            https://api.openai.com/v1/chat/completions   | chatcmpl-BkZxQcJvaxbyldxLmrNffCobBnd84  | false
            https://llm.example.net/v1/chat/completions  | gen-1741000000-a1B2c3D4e5F6g7H8i9J0     | false
            https://llm.example.net/v1/chat/completions  | c*****************7                     | false
            https://llm.example.net/v1/chat/completions  | chatcmpl-xyz                            | false
            """)
    void anIdThatTheServerNeverSends(String url, String id, boolean edited) {
        assertThat(EditedRecording.signIn(parsed(url, "{\"id\": \"" + id + "\", \"choices\": []}"))
                        .isPresent())
                .isEqualTo(edited);
    }

    @Test
    void anEmptyTextIsABodyThatWasNotRecorded() {
        assertThat(parsed(OPENAI, "").nonJsonBody()).isNull();
        assertThat(parsed(OPENAI, "").bodyNotRecorded()).isTrue();
    }

    private static CheckContext context(String url) {
        return new CheckContext(null, ProviderResolver.forUrl(url));
    }

    private static ParsedExchange parsed(String url, String body) {
        Exchange exchange = Judging.exchange(url, body);
        assertThat(ExchangeParser.firstJson(exchange.reply()).isMissingNode()).isEqualTo(body.isEmpty());
        return ParsedExchange.of(exchange, context(url));
    }
}
