package dev.loupe.report.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PlainJsonOutputTest {
    private static final String HOSTILE =
            "##[error]x ##vso[task.y]z ### \u009b31m \u202eabc\u2066 \u2028 \u00a9 é 中 😀 \u2013 #";

    @Test
    void unsafeCharactersAreEscapedAndTheValueIsTheSame() throws IOException {
        String json = "{\"a\":\"" + HOSTILE + "\",\"$ref\":\"#/a\"}";
        String safe = PlainJsonOutput.of(json);
        assertThat(safe)
                .doesNotContain("##", "\u009b", "\u202e", "\u2066", "\u2028")
                .contains("\"#/a\"", "© é 中 😀 –");
        assertThat(new ObjectMapper().readTree(safe).path("a").asText()).isEqualTo(HOSTILE);
        byte[] bytes = json.getBytes(UTF_8);
        for (int split = 0; split <= bytes.length; split++) {
            ByteArrayOutputStream written = new ByteArrayOutputStream();
            try (PlainJsonOutput out = new PlainJsonOutput(written)) {
                out.write(bytes, 0, split);
                out.write(bytes, split, bytes.length - split);
            }
            assertThat(written.toString(UTF_8)).isEqualTo(safe);
        }
    }

    @Test
    void commandsOfALogAreText() {
        assertThat(VisibleText.line("a\n::error file=x::b ::stop-commands::t ##[add-mask]c ##vso[task.x]d"))
                .isEqualTo("a ⏎ : :error file=x: :b : :stop-commands: :t # #[add-mask]c # #vso[task.x]d");
        assertThat(VisibleText.line("std::vector::iterator, ## Title, #[a]"))
                .isEqualTo("std::vector::iterator, ## Title, #[a]");
    }
}
