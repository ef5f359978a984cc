package dev.loupe.junit;

import io.restassured.authentication.OAuth2Scheme;
import io.restassured.authentication.PreemptiveOAuth2HeaderScheme;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.http.Header;
import io.restassured.http.Headers;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A RestAssured filter that verifies each exchange of a test:
 *
 * <pre>{@code
 * given().filter(ContractFilter.of("gemma-3")).body(request).post("/v1/chat/completions").then().statusCode(200);
 * }</pre>
 *
 * A violation is an {@link AssertionError} at the call, before the assertions of the test. For all calls of a class use
 * {@link VerifyContract}.
 */
public final class ContractFilter implements Filter {
    private final Verification verification;

    private ContractFilter(Verification verification) {
        this.verification = verification;
    }

    /**
     * A filter for this contract.
     *
     * @param contract {@code gemma-3}, {@code gemma-3-27b}, {@code gemma-3n}, or the path of an OpenAPI document
     */
    public static ContractFilter of(String contract) {
        return of(Verification.of(contract));
    }

    /** A filter that judges exchanges by this verification. */
    public static ContractFilter of(Verification verification) {
        return new ContractFilter(verification);
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        return verified(verification, request, context.next(rereadable(request), expected));
    }

    static Response verified(Verification verification, FilterableRequestSpecification request, Response response) {
        CapturedExchange.Sent sent = new CapturedExchange.Sent(
                request.getMethod(), request.getURI(), headers(request), bytes(request.getBody()));
        AssertionError failure = verification.judge(new CapturedExchange(
                sent,
                CapturedExchange.Received.complete(
                        response.statusCode(), fields(response.headers()), response.asByteArray())));
        if (failure != null) {
            throw failure;
        }
        return response;
    }

    /** Replaces a stream, which can be read only once, by its bytes. */
    static FilterableRequestSpecification rereadable(FilterableRequestSpecification request) {
        if (request.getBody() instanceof InputStream stream) {
            try (stream) {
                request.body(stream.readAllBytes());
            } catch (IOException unreadable) {
                throw new UncheckedIOException("cannot read the request body", unreadable);
            }
        }
        return request;
    }

    private static byte[] bytes(@Nullable Object body) {
        try {
            return switch (body) {
                case null -> new byte[0];
                case byte[] bytes -> bytes;
                case File file -> Files.readAllBytes(file.toPath());
                default -> body.toString().getBytes(StandardCharsets.UTF_8);
            };
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the request body", unreadable);
        }
    }

    /** Includes the token that RestAssured adds after its filters; the printed curl command needs it. */
    private static Map<String, List<String>> headers(FilterableRequestSpecification request) {
        Map<String, List<String>> headers = fields(request.getHeaders());
        String token =
                switch (request.getAuthenticationScheme()) {
                    case PreemptiveOAuth2HeaderScheme preemptive -> preemptive.getAccessToken();
                    case OAuth2Scheme challenged -> challenged.getAccessToken();
                    case null, default -> null;
                };
        if (token != null && !request.getHeaders().hasHeaderWithName("authorization")) {
            headers.put("authorization", List.of("Bearer " + token));
        }
        return headers;
    }

    private static Map<String, List<String>> fields(Headers headers) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Header header : headers) {
            fields.computeIfAbsent(header.getName(), name -> new ArrayList<>()).add(header.getValue());
        }
        return fields;
    }
}
