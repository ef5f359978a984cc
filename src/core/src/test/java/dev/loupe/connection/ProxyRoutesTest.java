package dev.loupe.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyRoutesTest {
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "HTTPS_PROXY", "http://secure.test:3128",
            "http_proxy", "plain.test:8080",
            "NO_PROXY", "internal.test, .corp.test,other.test:8443");

    private static String proxy(String address) {
        return ProxyRoutes.of(null, ENVIRONMENT)
                .proxyOf(URI.create(address))
                .map(URI::toString)
                .orElse("none");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.example.com/v1, http://secure.test:3128",
        "http://api.example.com/v1, http://plain.test:8080",
        "https://internal.test, none",
        "https://sub.internal.test, none",
        "https://notinternal.test, http://secure.test:3128",
        "https://a.corp.test, none",
        "https://other.test, http://secure.test:3128",
        "https://other.test:8443, none",
        "http://localhost:8000, none",
        "http://127.0.0.1:8000, none",
        "http://[::1]:8000, none",
    })
    void theEnvironmentNamesTheProxyByProtocolAndHost(String address, String proxy) {
        assertThat(proxy(address)).isEqualTo(proxy);
    }

    @Test
    void anAsteriskExcludesEveryHost() {
        ProxyRoutes routes = ProxyRoutes.of(null, Map.of("HTTPS_PROXY", "http://p.test:1", "no_proxy", "*"));
        assertThat(routes.proxyOf(URI.create("https://api.example.com"))).isEmpty();
    }

    @Test
    void theOptionAppliesToEveryHost() {
        ProxyRoutes routes = ProxyRoutes.of("http://p.test:3128", ENVIRONMENT);
        assertThat(routes.proxyOf(URI.create("http://127.0.0.1:8000"))).contains(URI.create("http://p.test:3128"));
        assertThat(routes.select(URI.create("http://internal.test")))
                .singleElement()
                .asString()
                .contains("p.test")
                .contains("3128");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "socks5://p.test:1080",
                "https://p.test",
                "http://",
                "http://a b",
                "http://user:word@p.test",
                "nothing"
            })
    void whatIsNoHttpProxyIsRejectedWithoutItsText(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyRoutes.of(value, Map.of()))
                .withMessageStartingWith("--proxy: ")
                .withMessageNotContaining("word@");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProxyRoutes.of(null, Map.of("HTTPS_PROXY", value)))
                .withMessageStartingWith("HTTPS_PROXY: ");
    }
}
