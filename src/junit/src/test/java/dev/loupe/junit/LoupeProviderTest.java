package dev.loupe.junit;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each way to start a provider, and that it stops. */
class LoupeProviderTest {
    private static final List<String> URLS = new ArrayList<>();

    private static int status(String url) {
        return given().header("authorization", "Bearer any-key")
                .contentType("application/json")
                .body(
                        "{\"model\": \"google/gemma-3-4b-it\", \"messages\": [{\"role\": \"user\", \"content\": \"Hello\"}]}")
                .post(url + "/v1/chat/completions")
                .statusCode();
    }

    @ExtendWith(LoupeProvider.class)
    static class ByAnnotation {
        @Test
        void isAParameter(LoupeProvider provider) {
            URLS.add(provider.url());
            assertThat(status(provider.url())).isEqualTo(200);
        }

        @Nested
        class Inside {
            @Test
            void isTheSame(LoupeProvider provider) {
                URLS.add(provider.url());
                assertThat(status(provider.url())).isEqualTo(200);
            }
        }
    }

    @Test
    void oneByAnnotationIsAParameterAndServesTheWholeClass() {
        URLS.clear();
        Kit.run(ByAnnotation.class).testEvents().assertStatistics(stats -> stats.succeeded(2));
        assertThat(URLS).hasSize(2);
        assertThat(URLS.getFirst()).isEqualTo(URLS.getLast());
        assertStopped();
    }

    static class ByInstanceField {
        @RegisterExtension
        final LoupeProvider provider = LoupeProvider.conformant();

        @Test
        void answers() {
            URLS.add(provider.url());
            assertThat(status(provider.url())).isEqualTo(200);
        }

        @Test
        void answersAgain() {
            answers();
        }
    }

    @Test
    void oneOfAnInstanceFieldIsStartedForEachTest() {
        URLS.clear();
        Kit.run(ByInstanceField.class).testEvents().assertStatistics(stats -> stats.succeeded(2));
        assertThat(URLS).hasSize(2).doesNotHaveDuplicates();
        assertStopped();
    }

    private static void assertStopped() {
        for (String url : URLS) {
            assertThatThrownBy(() -> status(url)).isInstanceOf(ConnectException.class);
        }
    }
}
