package dev.loupe.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPathTest {
    @ParameterizedTest
    @CsvSource({
        "https://example.com/v1/models?limit=2, /v1/models",
        "https://example.com/v1/models#top, /v1/models",
        "https://example.com/v1/models?to=https://other.example/x, /v1/models",
        "https://example.com/v1/models/, /v1/models/",
        "https://example.com?x=1, /",
        "https://example.com, /",
        "/v1/models?limit=2, /v1/models",
        "v1, v1"
    })
    void thePathIsWithoutHostQueryAndFragment(String url, String path) {
        assertThat(UrlPath.of(url)).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({
        "https://example.com/v1/chat/completions, true",
        "https://example.com/v1/chat/completions//?x=1, true",
        "https://example.com/v1/chat/completions/more, false",
        "https://example.com/v1?to=/chat/completions, false",
        "https://example.com, false"
    })
    void slashesAtTheEndDoNotCount(String url, boolean is) {
        assertThat(UrlPath.endsWith(url, "/chat/completions")).isEqualTo(is);
    }

    @ParameterizedTest
    @CsvSource({
        "https://Example.com:8080/v1/models?limit=2, example.com:8080",
        "https://example.com, example.com",
        "https://example.com?limit=2, example.com",
        "<BASE>/chat/completions, <base>",
        "/v1/models, ''",
        "'', ''",
    })
    void theAuthorityIsTheHostWithItsPort(String url, String authority) {
        assertThat(UrlPath.authority(url)).isEqualTo(authority);
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8000/v1, true",
        "http://127.0.0.1:8000/v1, true",
        "http://[::1]:8000/v1, true",
        "http://10.0.0.5/v1, true",
        "http://192.168.7.2:8000/v1, true",
        "http://172.16.0.1/v1, true",
        "http://172.32.0.1/v1, false",
        "http://gpu-box:8000/v1, true",
        "http://gpu.lan/v1, true",
        "http://[2001:db8::1]:8000/v1, false",
        "https://api.openai.com/v1, false",
        "/v1/chat/completions, false"
    })
    void aPrivateAddressIsOnTheOwnNetwork(String url, boolean own) {
        assertThat(UrlPath.isOnOwnNetwork(url)).isEqualTo(own);
    }
}
