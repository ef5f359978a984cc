package dev.loupe.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UrlPathOwnNetworkTest {
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
