package dev.loupe.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import dev.loupe.generate.ClientGenerator.Generated;
import dev.loupe.generate.ClientOptions.RuntimeForm;
import dev.loupe.openapi.Contracts;
import java.lang.reflect.InvocationTargetException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The parameters and the security scheme of the operation of a client. */
class ClientParametersTest {
    private static final String PACKAGE = "com.acme.chat";
    private static final String DEPLOYMENT = "/openai/deployments/{deployment-id}/chat/completions";
    private static final String PARAMETERS =
            """
            {"name": "deployment-id", "in": "path", "required": true, "schema": {"type": "string"}},
            {"name": "api-version", "in": "query", "required": true, "description": "The date.", "schema": {"type": "string"}},
            {"name": "timeout", "in": "query", "schema": {"type": "integer"}},
            {"name": "X-Tenant", "in": "header", "required": true, "schema": {"type": "string", "default": "main"}},
            {"name": "X-Trace", "in": "header", "schema": {"type": "string"}},
            {"name": "Accept", "in": "header", "required": true, "schema": {"type": "string"}}""";

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    Path folder;

    private record Sent(URI url, Headers headers) {}

    @Test
    void theBuilderHasTheParametersOfTheOperation() throws Exception {
        Generated client = client(DEPLOYMENT, PARAMETERS, "");
        assertThat(client.warnings()).isEmpty();
        try (CompiledClient compiled = CompiledClient.of(client.files(), PACKAGE, folder)) {
            Sent sent = sent(compiled, "", Map.of("deploymentId", "a b/c", "apiVersion", "2024&x", "xTrace", "t1"));
            assertThat(sent.url()).hasToString("/openai/deployments/a%20b%2Fc/chat/completions?api-version=2024%26x");
            assertThat(sent.headers().getFirst("X-Trace")).isEqualTo("t1");
            assertThat(sent.headers().getFirst("X-Tenant")).isEqualTo("main");

            Sent whole = sent(
                    compiled,
                    "/eu/openai/deployments/g/chat/completions?api-version=1",
                    Map.of("timeoutParameter", "5"));
            assertThat(whole.url()).hasToString("/eu/openai/deployments/g/chat/completions?api-version=1&timeout=5");
            Sent replaced = sent(compiled, "/eu?api-version=1&x=2", Map.of("deploymentId", "g", "apiVersion", "3"));
            assertThat(replaced.url()).hasToString("/eu/openai/deployments/g/chat/completions?x=2&api-version=3");

            assertThatThrownBy(() -> sent(compiled, "", Map.of("deploymentId", "g")))
                    .rootCause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the query parameter api-version has no value: call apiVersion(...) on the builder");
            assertThatThrownBy(() -> sent(compiled, "", Map.of("apiVersion", "1")))
                    .rootCause()
                    .hasMessage("the path parameter deployment-id has no value: call deploymentId(...) on the builder");
            assertThatThrownBy(() -> sent(compiled, "", Map.of("deploymentId", "..")))
                    .rootCause()
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void aVersionOfTheServerAndOneOfThePathAreBothKept() throws Exception {
        Generated client = client("/accounts/{account}/ai/v1/chat/completions", "", "");
        try (CompiledClient compiled = CompiledClient.of(client.files(), PACKAGE, folder)) {
            assertThat(sent(compiled, "/client/v4", Map.of("account", "7")).url())
                    .hasToString("/client/v4/accounts/7/ai/v1/chat/completions");
        }
        Generated plain =
                client("/ai/v1/chat/completions", "", "\"servers\": [{\"url\": \"http://h.test/client/v4\"}],");
        assertThat(plain.files().get("com/acme/chat/AcmeClientBuilder.java"))
                .contains("\"http://h.test/client/v4\"", "\"\",\n            \"/ai/v1/chat/completions\"");
    }

    @Test
    void theKeyIsSentInTheHeaderOfTheSecurityScheme() throws Exception {
        String key = "{\"type\": \"apiKey\", \"in\": \"header\", \"name\": \"X-Api-Key\"}";
        Generated client = client(
                "/v1/chat/completions",
                "{\"name\": \"x-api-key\", \"in\": \"header\", \"required\": true}",
                security(key));
        assertThat(client.warnings()).isEmpty();
        try (CompiledClient compiled = CompiledClient.of(client.files(), PACKAGE, folder)) {
            Headers headers = sent(compiled, "", Map.of()).headers();
            assertThat(headers.getFirst("X-Api-Key")).isEqualTo("key");
            assertThat(headers).doesNotContainKey("Authorization");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"type": "apiKey", "in": "query", "name": "key"}    | apiKey in query key, which the client does not send
            {"type": "apiKey", "in": "cookie", "name": "sid"}   | apiKey in cookie sid, which the client does not send
            {"type": "http", "scheme": "Basic"}                 | http basic, which the client does not send
            {"type": "oauth2", "flows": {}}                     | oauth2: the client requests no token
            {"type": "openIdConnect", "openIdConnectUrl": "u"}  | openIdConnect: the client requests no token
            {"type": "mutualTLS"}                               | mutualTLS, which the client does not send
            """)
    void aSecuritySchemeThatTheClientDoesNotSendIsAWarning(String scheme, String warning) {
        assertThat(client("/v1/chat/completions", "", security(scheme)).warnings())
                .singleElement()
                .asString()
                .contains(warning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\": \"http\", \"scheme\": \"bearer\"}",
                "{\"type\": \"apiKey\", \"in\": \"header\", \"name\": \"Authorization\"}"
            })
    void aBearerTokenIsTheDefault(String scheme) {
        Generated client = client("/v1/chat/completions", "", security(scheme));
        assertThat(client.warnings()).isEmpty();
        assertThat(client.files().get("com/acme/chat/AcmeClientBuilder.java")).doesNotContain("apiKeyHeader");
    }

    @Test
    void aSchemeThatTheClientSendsIsPreferred() {
        String schemes =
                """
                "security": [{"basic": []}, {"key": []}], "components": {"securitySchemes": {
                  "basic": {"type": "http", "scheme": "basic"},
                  "key": {"type": "apiKey", "in": "header", "name": "api-key"}}},""";
        Generated client = client("/v1/chat/completions", "", schemes);
        assertThat(client.warnings()).isEmpty();
        assertThat(client.files().get("com/acme/chat/AcmeClientBuilder.java")).contains("apiKeyHeader(\"api-key\")");
        assertThat(client("/v1/chat/completions", "", schemes.replace("}, {\"key\"", ", \"key\""))
                        .warnings())
                .singleElement()
                .asString()
                .contains("http basic is required too");
    }

    @Test
    void aRequiredParameterThatTheClientDoesNotSendIsAWarning() {
        String parameters =
                """
                {"name": "key", "in": "query", "required": true}, {"name": "sid", "in": "cookie", "required": true},
                {"name": "lang", "in": "cookie"}""";
        assertThat(client("/v1/chat/completions", parameters, "").warnings())
                .containsExactly(
                        "the client does not send the required parameter key in query",
                        "the client does not send the required parameter sid in cookie");
    }

    private static String security(String scheme) {
        return "\"security\": [{\"s\": []}], \"components\": {\"securitySchemes\": {\"s\": " + scheme + "}},";
    }

    private static Generated client(String path, String parameters, String more) {
        return ClientGenerator.generate(
                Contracts.loadAsIs(
                        """
                        {"openapi": "3.1.0", "info": {"title": "t", "version": "1"}, MORE
                         "paths": {"PATH": {"post": {"responses": {}, "parameters": [PARAMETERS], "requestBody": {"content":
                           {"application/json": {"schema": {"type": "object", "properties": {"messages": {}}}}}}}}}}"""
                                .replace("PATH", path)
                                .replace("PARAMETERS", parameters)
                                .replace("MORE", more),
                        "openapi.json"),
                new ClientOptions(PACKAGE, "Acme", null, null, null, RuntimeForm.DEPENDENCY));
    }

    /** What a client with these settings sends. */
    private static Sent sent(CompiledClient compiled, String base, Map<String, String> settings) throws Exception {
        Sent[] sent = new Sent[1];
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            sent[0] = new Sent(exchange.getRequestURI(), exchange.getRequestHeaders());
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            byte[] body =
                    "{\"id\":\"c\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"Hi\"}}]}"
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + base;
            Object client = compiled.connected("AcmeClient", url, settings);
            Object request = compiled.read("ChatRequest", "{\"messages\":[]}");
            client.getClass().getMethod("create", request.getClass()).invoke(client, request);
            return sent[0];
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        } finally {
            server.stop(0);
        }
    }
}
