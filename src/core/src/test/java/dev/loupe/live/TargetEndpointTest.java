package dev.loupe.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TargetEndpointTest {
    @Test
    void aBaseUrlIsJoinedToThePath() {
        assertThat(resolved("https://api.aimlapi.com/")).isEqualTo("https://api.aimlapi.com/v1/chat/completions");
        assertThat(resolved("https://openrouter.ai/api/v1")).isEqualTo("https://openrouter.ai/api/v1/chat/completions");
        assertThat(resolved("http://h:1/v1/chat/completions")).isEqualTo("http://h:1/v1/chat/completions");
        assertThatThrownBy(() -> resolved("localhost:8080")).hasMessageContaining("write http://localhost:8080");
        assertThatThrownBy(() -> resolved("https://me:key@host")).hasMessageContaining("a user name or a password");
    }

    private static String resolved(String base) {
        return TargetEndpoint.at(base, null, "KEY", Map.of())
                .resolve("/v1/chat/completions")
                .toString();
    }
}
